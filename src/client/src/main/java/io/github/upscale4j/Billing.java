package io.github.upscale4j;

/**
 * What became of a call, as far as the bill goes. Where nobody can know it is {@link #UNKNOWN}: a client cannot promise that a
 * call runs exactly once, since the endpoint has no idempotency key.
 */
public enum Billing {
    /** No byte of the request left: bad input, no connection, or cancelled before. Not billed. */
    NOT_SENT,
    /** The request was cut off before its last byte was handed over, so that the provider cannot have run it. Not billed. */
    INCOMPLETE,
    /**
     * The provider turned the call down before it ran: by the vendor's rule the statuses in {@link
     * io.github.upscale4j.api.UpscaleApi#UPSCALE_REFUSALS}, and 404, 405 and 407, by which HTTP says that nothing ran. Not billed,
     * unless a gateway uses those statuses for something else.
     */
    REJECTED,
    /** The request may have arrived in full and no answer says what became of it: it may have run, and may be billed. */
    UNKNOWN,
    /** The call ran to completion, and is billed, also for images that the safety check withheld. */
    BILLED;

    /** Whether a further call cannot be a second bill for the same work: true for all but {@link #UNKNOWN} and {@link #BILLED}. */
    public boolean isSafeToRetry() {
        return this != UNKNOWN && this != BILLED;
    }
}
