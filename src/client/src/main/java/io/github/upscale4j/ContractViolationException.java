package io.github.upscale4j;

import java.util.Objects;

/** In strict mode: the call ran and is billed, and its answer breaks the contract. The result is not lost. */
public final class ContractViolationException extends UpscaleException {
    private static final long serialVersionUID = 1L;

    private final transient UpscaleResult result;

    ContractViolationException(String message, UpscaleResult result) {
        super(message, Billing.BILLED, result.answer(), null);
        this.result = result;
    }

    /** What was paid for, with {@link UpscaleResult#violations() what breaks the contract}. Not kept by serialization. */
    public UpscaleResult result() {
        return result;
    }

    /** What the server sent; not null. */
    @Override
    public RawAnswer answer() {
        return Objects.requireNonNull(super.answer());
    }
}
