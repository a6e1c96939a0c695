package io.github.upscale4j;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no result. There is one subclass for each cause; all of them say what the call means for the bill. Messages hold
 * no key and no signed link, whatever the server sent.
 */
public abstract sealed class UpscaleException extends IOException
        permits ImageRefusedException,
                NoAnswerException,
                ErrorAnswerException,
                ContractViolationException,
                DownloadException {
    private static final long serialVersionUID = 1L;

    private final Billing billing;
    private final transient @Nullable RawAnswer answer;

    UpscaleException(String message, Billing billing, @Nullable RawAnswer answer, @Nullable Throwable cause) {
        super(message, cause);
        this.billing = billing;
        this.answer = answer;
    }

    /** What the call means for the bill. */
    public final Billing billing() {
        return billing;
    }

    /**
     * Whether calling again cannot be a second bill for the same work. It says nothing of whether that would help: a call with
     * a wrong key is safe to repeat, too.
     */
    public final boolean isSafeToRetry() {
        return billing.isSafeToRetry();
    }

    /**
     * Whether calling again is safe, and may help after a while: no connection came about, the upload was cut off, or the server
     * has too much to do (429). The client itself has tried that as often as {@link UpscaleClient.Builder#maxRetries} says.
     */
    public boolean isWorthRetrying() {
        return false;
    }

    /** What the server sent, as far as it came; null where it sent nothing. Not kept by serialization. */
    public @Nullable RawAnswer answer() {
        return answer;
    }

    /** The ids to quote to the provider's support, see {@link RawAnswer#requestIds()}; empty where it sent none. */
    public List<String> requestIds() {
        return answer == null ? List.of() : answer.requestIds();
    }
}
