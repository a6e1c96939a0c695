package io.github.upscale4j.benchmarks;

import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** What an experienced user writes by hand: a Retrofit interface, and records that Moshi reads and writes by reflection. */
public final class RetrofitMoshi implements Rival {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final Annotation[] NO_ANNOTATIONS = {};

    /** The request as the endpoint's documents name it. Public, as Moshi's reflection needs it. */
    public record UpscaleParameters(
            String prompt,
            int resemblance,
            int detail,
            @Json(name = "magic_prompt_option") String magicPromptOption,
            int seed) {
        static UpscaleParameters of(Parameters example) {
            return new UpscaleParameters(
                    example.prompt(),
                    example.resemblance(),
                    example.detail(),
                    example.magicPromptOption(),
                    example.seed());
        }
    }

    /** The answer. */
    public record Answer(
            OffsetDateTime created,
            List<Image> data,
            @Json(name = "request_id") @Nullable String requestId) {}

    /** One image of it. */
    public record Image(
            long seed,
            String prompt,
            String resolution,
            @Nullable String url,
            @Json(name = "is_image_safe") boolean isImageSafe,
            @Json(name = "style_type") @Nullable String styleType,
            @Json(name = "upscaled_resolution") @Nullable String upscaledResolution) {}

    /** Moshi knows no type of java.time. */
    private static final class OffsetDateTimes extends JsonAdapter<OffsetDateTime> {
        @Override
        public OffsetDateTime fromJson(JsonReader reader) throws IOException {
            return OffsetDateTime.parse(reader.nextString());
        }

        @Override
        public void toJson(JsonWriter writer, @Nullable OffsetDateTime time) throws IOException {
            writer.value(Objects.toString(time, null));
        }
    }

    /** @param baseUrl with a slash at its end */
    static Retrofit.Builder retrofit(String baseUrl) {
        Moshi moshi = new Moshi.Builder()
                .add(OffsetDateTime.class, new OffsetDateTimes())
                .build();
        return new Retrofit.Builder().baseUrl(baseUrl).addConverterFactory(MoshiConverterFactory.create(moshi));
    }

    @Override
    public Decoding decoding() {
        Converter<ResponseBody, Answer> converter =
                retrofit("http://localhost/").build().responseBodyConverter(Answer.class, NO_ANNOTATIONS);
        return new Decoding() {
            @Override
            public Object decode(byte[] json) throws Exception {
                return converter.convert(ResponseBody.create(json, JSON));
            }

            @Override
            public List<@Nullable Object> values(Object decoded) {
                Answer answer = (Answer) decoded;
                List<@Nullable Object> values = new ArrayList<>();
                values.add(answer.created());
                for (Image image : answer.data()) {
                    values.add(image.seed());
                    values.add(image.prompt());
                    values.add(image.resolution());
                    values.add(image.url());
                    values.add(image.isImageSafe());
                    values.add(image.styleType());
                    values.add(image.upscaledResolution());
                }
                return values;
            }
        };
    }

    @Override
    public Encoding encoding() {
        UpscaleParameters request = UpscaleParameters.of(Parameters.EXAMPLE);
        Converter<UpscaleParameters, RequestBody> converter = retrofit("http://localhost/")
                .build()
                .requestBodyConverter(UpscaleParameters.class, NO_ANNOTATIONS, NO_ANNOTATIONS);
        return new Encoding() {
            @Override
            public Object encode() throws Exception {
                return converter.convert(request);
            }

            @Override
            public byte[] bytes(Object encoded) throws Exception {
                Buffer bytes = new Buffer();
                ((RequestBody) encoded).writeTo(bytes);
                return bytes.readByteArray();
            }
        };
    }

    @Override
    public Calling calling(URI baseUrl, int inFlight) {
        return new RetrofitCalling(baseUrl, inFlight);
    }
}
