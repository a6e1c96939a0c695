package io.github.upscale4j;

import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions of the HTTP library as the cause of ours. It names hosts and nothing more of a URL, but it quotes what a server sent,
 * such as a wrong status line, and that server knows the link.
 */
final class ShownCause {
    /** Shorter values of parameters, such as a number of pixels, are no secrets, and are in many texts. */
    private static final int MIN_SECRET = 6;

    private final Redaction redaction;
    private final Set<String> secrets = new LinkedHashSet<>();

    ShownCause(Redaction redaction) {
        this.redaction = redaction;
    }

    /** Remembers what must not be shown of a URL: its query, whole and in parts. */
    void conceal(HttpUrl url) {
        secret(url.encodedQuery());
        for (int i = 0; i < url.querySize(); i++) {
            secret(url.queryParameterValue(i));
        }
    }

    private void secret(@Nullable String text) {
        if (text != null && text.length() >= MIN_SECRET) {
            secrets.add(text);
        }
    }

    /** The exception itself where none of its messages holds a secret, else one that says the same without. */
    @Nullable Throwable of(@Nullable Throwable cause) {
        if (cause == null || isHarmless(cause, Collections.newSetFromMap(new IdentityHashMap<>()))) {
            return cause;
        }
        IOException shown = new IOException(
                cause.getClass().getName() + ": " + shown(Objects.requireNonNullElse(cause.getMessage(), "")));
        shown.setStackTrace(cause.getStackTrace());
        return shown;
    }

    private boolean isHarmless(Throwable failure, Set<Throwable> seen) {
        if (!seen.add(failure)) {
            return true;
        }
        String message = failure.getMessage();
        if (message != null && !shown(message).equals(message)) {
            return false;
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (!isHarmless(suppressed, seen)) {
                return false;
            }
        }
        return failure.getCause() == null || isHarmless(failure.getCause(), seen);
    }

    private String shown(String message) {
        String text = message;
        for (String secret : secrets) {
            text = text.replace(secret, "…");
        }
        return redaction.shown(text);
    }
}
