package io.github.upscale4j.cli;

import org.jspecify.annotations.Nullable;

/**
 * An image of an outcome.
 *
 * @param file relative to the output folder, with {@code /} between; blank where there is none
 * @param bytes its length
 * @param resolution as the answer has it, {@code 2048x1536}
 * @param seed as the answer has it
 * @param withheld whether it was billed and not handed out; then there is no file
 */
record Saved(
        String file,
        long bytes,
        @Nullable String resolution,
        @Nullable Long seed,
        boolean withheld) {}
