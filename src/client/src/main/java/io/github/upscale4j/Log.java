package io.github.upscale4j;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import okhttp3.Headers;

/**
 * What is logged through {@link System.Logger} under the package's name, answers at DEBUG, waits at INFO, and what would be
 * lost otherwise at WARNING: never a body, a key, a link, or a header that is not
 * listed here.
 */
final class Log {
    private static final List<String> SHOWN_HEADERS = List.of("Content-Type", "Content-Length", "Retry-After");

    private static final Logger LOGGER = System.getLogger("io.github.upscale4j");

    private Log() {}

    static void answered(Endpoint endpoint, int attempt, RawAnswer answer, Headers headers, Redaction redaction) {
        if (LOGGER.isLoggable(Level.DEBUG)) {
            StringBuilder shown = new StringBuilder();
            for (String name : SHOWN_HEADERS) {
                for (String value : headers.values(name)) {
                    shown.append(", ").append(name).append(": ").append(redaction.shown(value));
                }
            }
            LOGGER.log(
                    Level.DEBUG,
                    endpoint + ": " + answer.status() + shown + "; attempt " + attempt + "; request ids "
                            + answer.requestIds());
        }
    }

    static void retrying(UpscaleException failure, Duration wait) {
        LOGGER.log(Level.INFO, () -> failure.getMessage() + "; next attempt in " + wait.toMillis() + " ms");
    }

    static void violated(UpscaleResult result) {
        LOGGER.log(
                Level.WARNING,
                () -> "the answer breaks the contract; violations: "
                        + result.violations().size() + ", first: "
                        + result.violations().get(0) + "; request ids " + result.requestIds());
    }

    static void retryingDownload(String place, String failure, Duration wait) {
        LOGGER.log(
                Level.INFO,
                () -> "cannot fetch " + place + ": " + failure + "; next attempt in " + wait.toMillis() + " ms");
    }

    static void ignored(Throwable failure) {
        LOGGER.log(
                Level.WARNING,
                () -> "failed after the answer, which is used all the same: "
                        + failure.getClass().getName());
    }

    static void stillRunning(Duration patience) {
        LOGGER.log(Level.WARNING, () -> "a download, or what depends on a call, still runs after " + patience);
    }

    static void answeredTooLate(UpscaleResult result) {
        LOGGER.log(
                Level.WARNING,
                () -> "an answer came after its call was given up, and is billed; request ids " + result.requestIds());
    }

    static void listenerFailed(Throwable failure) {
        LOGGER.log(Level.WARNING, "a listener failed; the call goes on, or is returned, all the same", failure);
    }

    static void temporaryFileLeft(Path file, Exception failure) {
        LOGGER.log(Level.WARNING, () -> "a temporary file could not be deleted: " + file + " (" + failure + ")");
    }
}
