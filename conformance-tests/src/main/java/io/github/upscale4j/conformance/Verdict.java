package io.github.upscale4j.conformance;

import java.util.Locale;

/** What a run says of its target. */
enum Verdict {
    /** At least one call ran and was judged, every check was made, and none failed. */
    CONFORMANT(0),
    /** At least one check failed. */
    DEVIANT(1),
    /** Not enough could be seen to say either. */
    INCONCLUSIVE(3);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
