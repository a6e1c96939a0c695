package io.github.upscale4j.benchmarks;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The floor: what Moshi's reader and writer take by themselves. Nothing is checked, and what is a text in JSON stays one, so this
 * is no client that anybody should write.
 */
public final class BareMoshi implements Rival {
    private static final JsonReader.Options ANSWER = JsonReader.Options.of("created", "request_id", "data");
    private static final JsonReader.Options IMAGE = JsonReader.Options.of(
            "seed", "prompt", "resolution", "url", "is_image_safe", "style_type", "upscaled_resolution");

    private record Answer(
            @Nullable String created, @Nullable String requestId, List<Image> data) {}

    private record Image(
            long seed,
            @Nullable String prompt,
            @Nullable String resolution,
            @Nullable String url,
            boolean isImageSafe,
            @Nullable String styleType,
            @Nullable String upscaledResolution) {}

    @Override
    public Decoding decoding() {
        return new Decoding() {
            @Override
            public Object decode(byte[] json) throws IOException {
                return answer(JsonReader.of(new Buffer().write(json)));
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

    private static Answer answer(JsonReader reader) throws IOException {
        String created = null;
        String requestId = null;
        List<Image> data = new ArrayList<>();
        reader.beginObject();
        while (reader.hasNext()) {
            switch (reader.selectName(ANSWER)) {
                case 0 -> created = reader.nextString();
                case 1 -> requestId = reader.nextString();
                case 2 -> {
                    reader.beginArray();
                    while (reader.hasNext()) {
                        data.add(image(reader));
                    }
                    reader.endArray();
                }
                default -> skip(reader);
            }
        }
        reader.endObject();
        return new Answer(created, requestId, data);
    }

    private static Image image(JsonReader reader) throws IOException {
        long seed = 0;
        String prompt = null;
        String resolution = null;
        String url = null;
        boolean isImageSafe = false;
        String styleType = null;
        String upscaledResolution = null;
        reader.beginObject();
        while (reader.hasNext()) {
            switch (reader.selectName(IMAGE)) {
                case 0 -> seed = reader.nextLong();
                case 1 -> prompt = reader.nextString();
                case 2 -> resolution = reader.nextString();
                case 3 -> url = text(reader);
                case 4 -> isImageSafe = reader.nextBoolean();
                case 5 -> styleType = text(reader);
                case 6 -> upscaledResolution = reader.nextString();
                default -> skip(reader);
            }
        }
        reader.endObject();
        return new Image(seed, prompt, resolution, url, isImageSafe, styleType, upscaledResolution);
    }

    /** For what the contract lets be null. */
    private static @Nullable String text(JsonReader reader) throws IOException {
        return reader.peek() == JsonReader.Token.NULL ? reader.nextNull() : reader.nextString();
    }

    private static void skip(JsonReader reader) throws IOException {
        reader.skipName();
        reader.skipValue();
    }

    @Override
    public Encoding encoding() {
        Parameters request = Parameters.EXAMPLE;
        return () -> {
            Buffer buffer = new Buffer();
            JsonWriter writer = JsonWriter.of(buffer);
            writer.beginObject();
            writer.name("prompt").value(request.prompt());
            writer.name("resemblance").value(request.resemblance());
            writer.name("detail").value(request.detail());
            writer.name("magic_prompt_option").value(request.magicPromptOption());
            writer.name("seed").value(request.seed());
            writer.endObject();
            return buffer.readByteArray();
        };
    }
}
