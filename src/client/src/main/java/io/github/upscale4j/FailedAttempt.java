package io.github.upscale4j;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why one attempt to fetch a result failed, in words that hold no secret, and whether another may help. */
final class FailedAttempt extends IOException {
    private static final long serialVersionUID = 1L;

    /** Whether another attempt may help. */
    enum Retry {
        YES,
        /** A second failure of this kind is final. */
        ONCE,
        NO
    }

    final Retry retry;
    final transient @Nullable RawAnswer answer;

    FailedAttempt(String message, Retry retry, @Nullable RawAnswer answer, @Nullable Throwable cause) {
        super(message, cause);
        this.retry = retry;
        this.answer = answer;
    }

    /** Another attempt would fail in the same way. */
    static FailedAttempt forGood(String message) {
        return new FailedAttempt(message, Retry.NO, null, null);
    }
}
