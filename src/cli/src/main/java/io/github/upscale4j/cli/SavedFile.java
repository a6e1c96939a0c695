package io.github.upscale4j.cli;

import java.nio.file.Path;

/**
 * A result that is on disk under its name.
 *
 * @param sha256 of its bytes, in lower-case hexadecimal
 * @param extension that of its kind, which need not be that of the file if the user named it
 * @param renamed whether other bytes stood under the name that it should have had, which it stands beside
 */
record SavedFile(Path file, String sha256, long bytes, String extension, boolean renamed) {}
