package io.github.upscale4j;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result could not be fetched or saved. It was paid for, so {@link #billing()} is {@link Billing#BILLED}: another call
 * would be another bill. Fetching it again, by {@link ResultImage#saveTo}, costs nothing as long as the link is valid.
 */
public final class DownloadException extends UpscaleException {
    private static final long serialVersionUID = 1L;

    private transient List<String> requestIds = List.of();

    DownloadException(String message, @Nullable RawAnswer answer, @Nullable Throwable cause) {
        super(message, Billing.BILLED, answer, cause);
    }

    /** For the call that the result is of. */
    DownloadException of(List<String> ids) {
        requestIds = ids;
        return this;
    }

    /** The ids of the call that was paid for, to quote to the provider's support. Empty if it has none, or after {@link ResultImage#open}. */
    @Override
    public List<String> requestIds() {
        return requestIds;
    }
}
