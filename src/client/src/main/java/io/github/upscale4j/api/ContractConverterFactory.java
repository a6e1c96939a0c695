package io.github.upscale4j.api;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonClass;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.http.Part;

/**
 * Reads answers with the generated Moshi adapters, and writes a request record as the documents show it: the plain text of its
 * part, a string that holds JSON, in UTF-8 and without a {@code Content-Type} of its own. Other types are left to other
 * factories. Thread-safe.
 *
 * <p>Of an answer, a UTF-8 byte order mark and the first complete JSON document are read. What follows is ignored here, since
 * the answer before it may have been paid for; to report it is left to the façade, which keeps the bytes. An answer that is
 * malformed, empty, {@code null} or cut short inside of the document fails with an {@link IOException}, and none fails with
 * anything else.
 */
public final class ContractConverterFactory extends Converter.Factory {
    private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");

    /** In bytes. */
    private static final int SHORT = 1 << 16;

    private final Moshi moshi = new Moshi.Builder().build();

    private ContractConverterFactory() {}

    /** A factory to give to {@link Retrofit.Builder#addConverterFactory}. */
    public static ContractConverterFactory create() {
        return new ContractConverterFactory();
    }

    @Override
    public @Nullable Converter<ResponseBody, ?> responseBodyConverter(
            Type type, Annotation[] annotations, Retrofit retrofit) {
        if (!isGenerated(type)) {
            return null;
        }
        JsonAdapter<Object> adapter = moshi.adapter(type);
        return (ResponseBody body) -> {
            try (body) {
                return read(adapter, source(body));
            }
        };
    }

    /**
     * What to read from. Moshi looks for each digit of a number from the nearer end of what its source holds, which takes 20 s for one
     * of 16 MiB: a long answer comes in pieces, also where it is in memory. A short one is read where it is.
     */
    private static BufferedSource source(ResponseBody body) throws IOException {
        BufferedSource source = body.source();
        source.request(1);
        Buffer arrived = source.getBuffer();
        boolean isShort = arrived.size() == body.contentLength() && arrived.size() <= SHORT;
        return isShort ? arrived : Okio.buffer((Source) source);
    }

    private static Object read(JsonAdapter<Object> adapter, BufferedSource source) throws IOException {
        if (source.rangeEquals(0, BYTE_ORDER_MARK)) {
            source.skip(BYTE_ORDER_MARK.size());
        }
        Object answer = adapter.fromJson(JsonReader.of(source));
        if (answer == null) { // which would look like an answer that was no success
            throw new JsonEncodingException("expected an object but was null at path $");
        }
        return answer;
    }

    @Override
    public @Nullable Converter<?, RequestBody> requestBodyConverter(
            Type type, Annotation[] parameterAnnotations, Annotation[] methodAnnotations, Retrofit retrofit) {
        if (!isGenerated(type)) {
            return null;
        }
        for (Annotation annotation : parameterAnnotations) {
            if (annotation instanceof Part) {
                JsonAdapter<Object> adapter = moshi.adapter(type);
                return (Object request) -> {
                    Buffer json = new Buffer();
                    adapter.toJson(json, request);
                    return RequestBody.create(json.readByteArray(), null);
                };
            }
        }
        return null;
    }

    private static boolean isGenerated(Type type) {
        return type instanceof Class<?> record && record.isAnnotationPresent(JsonClass.class);
    }
}
