package io.github.upscale4j.cli;

/**
 * How a run goes about its work.
 *
 * @param overwrite whether files that are there are replaced
 * @param strict whether withheld images, and violations beside a usable image, change the exit code
 * @param retryUnknown whether what may have been billed is sent again
 * @param retryLost whether what was billed, and cannot be had any more, is sent again
 * @param dryRun whether nothing is sent and nothing written
 * @param json whether standard output is for programs
 * @param quiet whether no progress is told
 */
record Handling(
        boolean overwrite,
        boolean strict,
        boolean retryUnknown,
        boolean retryLost,
        boolean dryRun,
        boolean json,
        boolean quiet) {}
