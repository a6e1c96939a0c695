package io.github.upscale4j.cli;

/**
 * What stands in the input folder and is left alone.
 *
 * @param name its path below the input folder, with {@code /} between names
 * @param reason what it is
 */
record Skipped(String name, String reason) {}
