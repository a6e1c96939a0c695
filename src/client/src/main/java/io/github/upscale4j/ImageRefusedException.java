package io.github.upscale4j;

import org.jspecify.annotations.Nullable;

/**
 * The image cannot be sent: it is empty, too large, of a kind that the contract does not have, or not readable. Nothing was
 * sent and nothing is billed.
 */
public final class ImageRefusedException extends UpscaleException {
    private static final long serialVersionUID = 1L;

    ImageRefusedException(String message, @Nullable Throwable cause) {
        super(message, Billing.NOT_SENT, null, cause);
    }
}
