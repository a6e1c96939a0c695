package io.github.upscale4j.cli;

import java.nio.file.Path;

/**
 * A picture to upscale, as far as its name tells.
 *
 * @param name what it is called everywhere, and no other input is: its path below the input folder, with {@code /} between names.
 *     Where that is no text in this locale, percent-encoded
 */
record Input(Path file, String name) {}
