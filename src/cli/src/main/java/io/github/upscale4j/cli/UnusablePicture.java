package io.github.upscale4j.cli;

import java.nio.file.Path;

/** A file that cannot be sent. Nothing was. */
final class UnusablePicture extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason what was expected and found */
    UnusablePicture(Path file, String reason) {
        super(Shown.name(file) + ": " + reason);
        this.reason = reason;
    }

    /** The message without the file's name. */
    String reason() {
        return reason;
    }
}
