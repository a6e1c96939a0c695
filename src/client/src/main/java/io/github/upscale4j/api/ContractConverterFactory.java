package io.github.upscale4j.api;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonClass;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.Moshi;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;
import retrofit2.http.Part;

/**
 * Reads answers with the generated Moshi adapters, and writes a request record as the documents show it: the plain text of its
 * part, a string that holds JSON, in UTF-8 and without a {@code Content-Type} of its own. Thread-safe.
 */
public final class ContractConverterFactory extends Converter.Factory {
    private final Moshi moshi = new Moshi.Builder().build();
    private final MoshiConverterFactory answers = MoshiConverterFactory.create(moshi);

    private ContractConverterFactory() {}

    /** A factory to give to {@link Retrofit.Builder#addConverterFactory}. */
    public static ContractConverterFactory create() {
        return new ContractConverterFactory();
    }

    @Override
    public @Nullable Converter<ResponseBody, ?> responseBodyConverter(
            Type type, Annotation[] annotations, Retrofit retrofit) {
        Converter<ResponseBody, ?> decoder = answers.responseBodyConverter(type, annotations, retrofit);
        if (decoder == null) {
            return null;
        }
        return (ResponseBody body) -> {
            Object answer = decoder.convert(body);
            if (answer == null) { // which would look like an answer that was no success
                throw new JsonEncodingException("expected an object but was null at path $");
            }
            return answer;
        };
    }

    @Override
    public @Nullable Converter<?, RequestBody> requestBodyConverter(
            Type type, Annotation[] parameterAnnotations, Annotation[] methodAnnotations, Retrofit retrofit) {
        if (!(type instanceof Class<?> record) || !record.isAnnotationPresent(JsonClass.class)) {
            return null;
        }
        for (Annotation annotation : parameterAnnotations) {
            if (annotation instanceof Part) {
                JsonAdapter<Object> adapter = moshi.adapter(type);
                return (Object request) -> RequestBody.create(adapter.toJson(request), null);
            }
        }
        return null;
    }
}
