package io.github.upscale4j;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The server said no: an answer with an error's status, or with an error in the body of a success. {@link #status()} is always
 * there; the rest as far as the body is in one of the dialects that gateways speak. Texts of the server are shown without keys,
 * links and other opaque strings; {@link RawAnswer#body()} has them as they came.
 */
public final class ErrorAnswerException extends UpscaleException {
    private static final long serialVersionUID = 1L;

    static final int TOO_MANY_REQUESTS = 429;

    private final int status;
    private final @Nullable String serverMessage;
    private final @Nullable String code;
    private final @Nullable String rejectReason;
    private final @Nullable Duration retryAfter;
    private final @Nullable Long maxInFlight;

    ErrorAnswerException(
            String message, Billing billing, RawAnswer answer, ErrorBody error, @Nullable Duration retryAfter) {
        super(message, billing, answer, null);
        this.status = answer.status();
        this.serverMessage = error.message();
        this.code = error.code();
        this.rejectReason = error.rejectReason();
        this.retryAfter = retryAfter;
        this.maxInFlight = error.maxInFlight();
    }

    /** The HTTP status, such as 429. */
    public int status() {
        return status;
    }

    /** What the server says in words; null where it says nothing that can be read as such. */
    public @Nullable String serverMessage() {
        return serverMessage;
    }

    /** The server's code or, where it has none, type of the error, such as {@code insufficient_user_quota}; null without. */
    public @Nullable String code() {
        return code;
    }

    /** The vendor's {@code reject_reason}, such as {@code inflight_limit}; null without. */
    public @Nullable String rejectReason() {
        return rejectReason;
    }

    /** How long the server asks to wait, from when its answer came; null where it does not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    @Override
    public boolean isWorthRetrying() {
        return status == TOO_MANY_REQUESTS;
    }

    /** How much the server says that it works on at the same time; null where it does not say. */
    @Nullable Long maxInFlight() {
        return maxInFlight;
    }

    /** What the server sent; not null. Not kept by serialization. */
    @Override
    public RawAnswer answer() {
        return Objects.requireNonNull(super.answer());
    }
}
