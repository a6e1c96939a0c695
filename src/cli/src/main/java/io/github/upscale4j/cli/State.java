package io.github.upscale4j.cli;

/** What is known of a call. */
enum State {
    /** It did not run, and is not billed: it may be sent again. */
    NOT_RUN,
    /** It was sent, and no outcome is recorded, or nobody can know it: it may be billed. */
    UNKNOWN,
    /** It ran and is billed, and its answer could not be used. */
    BILLED,
    /** It ran and is billed, and its results are known. */
    RECEIVED
}
