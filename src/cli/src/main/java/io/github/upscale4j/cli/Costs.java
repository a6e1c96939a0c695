package io.github.upscale4j.cli;

/**
 * What was billed, or may have been.
 *
 * @param calls of this run
 * @param images of this run
 * @param ledgerCalls of every run that the ledger knows
 * @param ledgerImages of every run that the ledger knows
 */
record Costs(long calls, long images, long ledgerCalls, long ledgerImages) {}
