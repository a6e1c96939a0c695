package io.github.upscale4j.benchmarks;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONFactory;
import com.alibaba.fastjson2.JSONReader;
import com.alibaba.fastjson2.annotation.JSONField;
import com.alibaba.fastjson2.annotation.JSONType;
import com.alibaba.fastjson2.reader.ObjectReader;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * fastjson2 with the types of our client's fields. In classes with public fields, since the readers that it generates for those
 * took the least time; then came those for records, and last a loop by hand over the hashes of the names.
 */
public final class Fastjson2 implements Rival {
    /** The answer. */
    public static final class Answer {
        public @Nullable OffsetDateTime created;

        public @Nullable List<Image> data;

        @JSONField(name = "request_id")
        public @Nullable String requestId;
    }

    /** One image of it. */
    public static final class Image {
        public @Nullable Long seed;

        public @Nullable String prompt;

        public @Nullable String resolution;

        public @Nullable String url;

        @JSONField(name = "is_image_safe")
        public @Nullable Boolean isImageSafe;

        @JSONField(name = "upscaled_resolution")
        public @Nullable String upscaledResolution;

        @Nullable StyleType styleType;

        @JSONField(name = "style_type")
        public void setStyle(@Nullable String value) {
            styleType = value == null ? null : new StyleType(value);
        }
    }

    private record StyleType(String value) {
        @Override
        public String toString() {
            return value;
        }
    }

    /** The request as the endpoint's documents name it, in their order. */
    @JSONType(alphabetic = false)
    public record UpscaleParameters(
            String prompt,
            int resemblance,
            int detail,
            @JSONField(name = "magic_prompt_option") String magicPromptOption,
            int seed) {}

    @Override
    public Decoding decoding() {
        JSONReader.Context context = JSONFactory.createReadContext();
        @SuppressWarnings("unchecked") // The provider has readers of raw types.
        ObjectReader<Answer> answers =
                JSONFactory.getDefaultObjectReaderProvider().getObjectReader(Answer.class);
        return new Decoding() {
            @Override
            public Object decode(byte[] json) {
                try (JSONReader reader = JSONReader.of(json, context)) {
                    return answers.readObject(reader, Answer.class, null, 0);
                }
            }

            @Override
            public List<@Nullable Object> values(Object decoded) {
                Answer answer = (Answer) decoded;
                List<@Nullable Object> values = new ArrayList<>();
                values.add(answer.created);
                for (Image image : Objects.requireNonNull(answer.data)) {
                    values.add(image.seed);
                    values.add(image.prompt);
                    values.add(image.resolution);
                    values.add(image.url);
                    values.add(image.isImageSafe);
                    values.add(image.styleType);
                    values.add(image.upscaledResolution);
                }
                return values;
            }
        };
    }

    @Override
    public Encoding encoding() {
        Parameters example = Parameters.EXAMPLE;
        UpscaleParameters request = new UpscaleParameters(
                example.prompt(), example.resemblance(), example.detail(), example.magicPromptOption(), example.seed());
        return () -> JSON.toJSONBytes(request);
    }
}
