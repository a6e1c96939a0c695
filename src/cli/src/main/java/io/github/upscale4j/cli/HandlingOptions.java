package io.github.upscale4j.cli;

import picocli.CommandLine.Option;

/** What both {@code upscale} and {@code batch} can be told of how they go about it. */
final class HandlingOptions {
    @Option(names = "--overwrite", description = "Replace files that are there; without it, none is.")
    boolean overwrite;

    @Option(
            names = "--strict",
            description =
                    "Exit with 4 also where an image was withheld, or the answer breaks the contract beside a usable image.")
    boolean strict;

    @Option(
            names = "--retry-unknown",
            description = "Send again what was sent earlier and whose outcome nobody knows; it may be billed twice.")
    boolean retryUnknown;

    @Option(
            names = "--retry-lost",
            description = "Send again what was billed earlier and cannot be fetched any more; it is billed again.")
    boolean retryLost;

    @Option(names = "--dry-run", description = "Check everything; send nothing, write nothing.")
    boolean dryRun;

    @Option(names = "--json", description = "Tell on standard output what happens, in JSON, one object a line.")
    boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress.")
    boolean quiet;

    Handling handling() {
        return new Handling(overwrite, strict, retryUnknown, retryLost, dryRun, json, quiet);
    }
}
