package io.github.upscale4j;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer as it arrived: for evidence, and for what the typed records do not say. Its accessors give everything, secrets
 * that the server put there included; {@link #toString} does not. Immutable and thread-safe.
 */
public final class RawAnswer {
    /** How much of a body is kept, in bytes. */
    static final int KEPT_BYTES = 1 << 20;

    private final int status;
    private final Headers headers;
    private final byte[] body;
    private final boolean truncated;
    private final List<String> requestIds;

    /** Takes the array over. */
    RawAnswer(int status, Headers headers, byte[] body, boolean truncated, List<String> requestIds) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.truncated = truncated;
        this.requestIds = List.copyOf(requestIds);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** All header fields by their names, which are compared without regard to case; immutable. */
    public Map<String, List<String>> headers() {
        return Collections.unmodifiableMap(headers.toMultimap());
    }

    /** The last value of a header field, or null where there is none; the name's case does not matter. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** The body, without a content coding such as gzip: its first 1 MiB. A copy; empty where there was none. */
    public byte[] body() {
        return body.clone();
    }

    /** The body read as UTF-8; what is no UTF-8 becomes U+FFFD. */
    public String bodyAsText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Whether the body was longer than what is kept, or ended before its declared end. */
    public boolean isTruncated() {
        return truncated;
    }

    /**
     * The ids by which the provider knows this request, to quote to its support: from headers such as {@code X-Request-Id}, from
     * the body's {@code request_id} and from the end of an error's message. Without duplicates; may be empty; immutable.
     */
    public List<String> requestIds() {
        return requestIds;
    }

    /** Status, length and request ids; neither headers nor body, which may hold secrets. */
    @Override
    public String toString() {
        return "RawAnswer[status=" + status + ", bytes=" + body.length + (truncated ? ", truncated" : "")
                + ", requestIds=" + requestIds + "]";
    }
}
