package io.github.upscale4j;

import org.jspecify.annotations.Nullable;

/**
 * No usable answer came: no connection, a time-out, a connection that broke, a call that was cancelled or interrupted, or an
 * answer that cannot be read. {@link #billing()} tells these apart: an answer that began like a success is {@link
 * Billing#BILLED}, and {@link #answer()} has what came of it.
 */
public final class NoAnswerException extends UpscaleException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final boolean worthRetrying;

    /** @param worthRetrying whether nothing ran, and the cause may be gone in a moment */
    NoAnswerException(
            String message,
            Billing billing,
            @Nullable RawAnswer answer,
            @Nullable Throwable cause,
            Reason reason,
            boolean worthRetrying) {
        super(message, billing, answer, cause);
        this.reason = reason;
        this.worthRetrying = worthRetrying;
    }

    /** What kept the answer away. */
    public Reason reason() {
        return reason;
    }

    @Override
    public boolean isWorthRetrying() {
        return worthRetrying;
    }

    /** What can keep an answer away. */
    public enum Reason {
        /** Nothing was sent: no connection came about in time, or an interceptor of the user's prevented it. */
        NOT_SENT,
        /** The connection broke before an answer came. */
        BROKEN,
        /** The deadline, or another time-out, passed. */
        TIMEOUT,
        /** The call was cancelled, or the thread that waited for it was interrupted. */
        STOPPED,
        /** An answer came that is no success and no error, such as an HTML page, or one that breaks off, or has no {@code data}. */
        UNREADABLE
    }
}
