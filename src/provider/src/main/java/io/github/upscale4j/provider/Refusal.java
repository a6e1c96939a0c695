package io.github.upscale4j.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request turned down.
 *
 * @param where as in {@code part:image_file}, {@code request:/resemblance}, {@code method:GET}
 * @param message what was expected and found; null for the text of the contract's example
 * @param headers further header lines of the answer
 */
record Refusal(int status, String where, @Nullable String message, List<Exchange.Header> headers) {
    Refusal(int status, String where, @Nullable String message) {
        this(status, where, message, List.of());
    }
}
