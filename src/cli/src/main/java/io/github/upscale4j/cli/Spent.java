package io.github.upscale4j.cli;

/**
 * What was billed or may have been.
 *
 * @param calls that were sent, without those that did not run
 * @param images that these asked for
 */
record Spent(long calls, long images) {}
