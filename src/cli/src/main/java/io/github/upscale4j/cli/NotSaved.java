package io.github.upscale4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A result cannot be put into its place; it can still be fetched. */
final class NotSaved extends IOException {
    private static final long serialVersionUID = 1L;

    NotSaved(Path target, String why, @Nullable IOException cause) {
        super("cannot save " + Shown.name(target) + ": " + why, cause);
    }

    /** What the system refused. */
    static NotSaved because(Path target, String what, IOException cause) {
        return new NotSaved(target, what + ": " + FileState.reason(cause), cause);
    }
}
