package io.github.upscale4j;

import io.github.upscale4j.api.UpscaleApi;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * An answer as far as it came, without content coding. A body that breaks off, or is longer than anybody's answer, is kept up to
 * there: what it has may be all that matters. Immutable.
 */
final class CapturedAnswer {
    /** Nothing is there, or a proxy wants a password first: nothing ran, although the contract does not have these. */
    private static final Set<Integer> REFUSALS_OF_HTTP = Set.of(404, 405, 407);

    private static final Pattern JSON_TYPE =
            Pattern.compile("\\s*application/(?:[!-~&&[^;]]+\\+)?json\\s*(?:;.*)?", Pattern.CASE_INSENSITIVE);

    private static final int CHUNK = 8192;

    private final int status;
    private final Headers headers;
    private final byte[] body;
    private final @Nullable IOException failure;
    /** Made when it is asked for. */
    private volatile byte @Nullable [] json;

    /**
     * Takes the array over.
     *
     * @param failure why the body ended before its end; null where it did not
     */
    CapturedAnswer(int status, Headers headers, byte[] body, @Nullable IOException failure) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.failure = failure;
    }

    /** Reads the body and closes the response. */
    static CapturedAnswer read(Response response) {
        Buffer body = new Buffer();
        IOException failure = null;
        try (ResponseBody open = response.body()) {
            Source source = isGzip(open.source()) ? new GzipSource(open.source()) : open.source();
            while (source.read(body, CHUNK) >= 0) {
                if (body.size() > RawAnswer.KEPT_BYTES) {
                    failure = new IOException(
                            "expected an answer of at most " + RawAnswer.KEPT_BYTES + " bytes but found more");
                    break;
                }
            }
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException e) { // OkHttp's for a length below zero, or an event listener's of the user
            failure = new IOException("unexpected failure", e);
        }
        byte[] arrived = body.readByteArray();
        byte[] kept = arrived.length > RawAnswer.KEPT_BYTES ? Arrays.copyOf(arrived, RawAnswer.KEPT_BYTES) : arrived;
        return new CapturedAnswer(response.code(), response.headers(), kept, failure);
    }

    /** By its first bytes, which no JSON has: gateways lose the header, and leave it where they unpacked the body. */
    private static boolean isGzip(BufferedSource source) {
        try {
            source.request(2);
        } catch (IOException | RuntimeException e) {
            // What came before it is in the buffer, and the next read meets it again.
        }
        Buffer start = source.getBuffer();
        return start.size() >= 2 && start.getByte(0) == 0x1F && start.getByte(1) == (byte) 0x8B;
    }

    /** JSON is UTF-8. A server that says that it sends something else is believed where that is not what it sent. */
    private static byte[] json(@Nullable String type, byte[] body) {
        MediaType mediaType = type == null ? null : MediaType.parse(type);
        Charset charset = mediaType == null ? null : mediaType.charset();
        return charset == null || isUtf8(body) ? body : new String(body, charset).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the bytes are text in UTF-8, and not in an encoding of two or four bytes, which has zeros. */
    private static boolean isUtf8(byte[] bytes) {
        for (byte one : bytes) {
            if (one == 0) {
                return false;
            }
        }
        // Not as the end of the input: an answer may break off within a character.
        CharBuffer characters = CharBuffer.allocate(bytes.length);
        return !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes), characters, false)
                .isError();
    }

    /** The body in UTF-8. */
    byte[] json() {
        byte[] made = json;
        if (made == null) {
            made = json(headers.get("Content-Type"), body);
            json = made;
        }
        return made;
    }

    int status() {
        return status;
    }

    Headers headers() {
        return headers;
    }

    /** The body as it came, but for a gzip coding: the array itself, not a copy. */
    byte[] body() {
        return body;
    }

    /** Why the body ended before its end; null where it did not. */
    @Nullable IOException failure() {
        return failure;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether the body begins like the JSON object that a success is. */
    boolean beginsLikeAnObject() {
        for (byte character : json()) {
            if (character == '{') {
                return true;
            }
            // White space, and the three bytes of a byte order mark.
            if (character != ' ' && character != '\n' && character != '\r' && character != '\t' && character >= 0) {
                return false;
            }
        }
        return false;
    }

    /** Whether something follows what looks like the end of an object. */
    boolean hasMoreThanAnObject() {
        byte[] json = json();
        for (int i = json.length - 1; i >= 0; i--) {
            if (json[i] != ' ' && json[i] != '\n' && json[i] != '\r' && json[i] != '\t') {
                return json[i] != '}';
            }
        }
        return false;
    }

    /** Whether the server says that the body is JSON. */
    boolean claimsJson() {
        String type = headers.get("Content-Type");
        return type != null && JSON_TYPE.matcher(type).matches();
    }

    /** What a request that was answered so means for the bill. */
    Billing billing(boolean incomplete) {
        if (isSuccess()) {
            return beginsLikeAnObject() ? Billing.BILLED : Billing.UNKNOWN;
        }
        if (UpscaleApi.UPSCALE_REFUSALS.contains(status) || REFUSALS_OF_HTTP.contains(status)) {
            return Billing.REJECTED;
        }
        return incomplete ? Billing.INCOMPLETE : Billing.UNKNOWN;
    }

    /** As its readers get it. */
    RawAnswer raw(List<String> requestIds) {
        return new RawAnswer(status, headers, body, failure != null, requestIds);
    }
}
