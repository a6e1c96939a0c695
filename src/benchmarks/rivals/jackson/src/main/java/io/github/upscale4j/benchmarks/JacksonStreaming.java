package io.github.upscale4j.benchmarks;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.core.util.Named;

/** Jackson's parser and generator by hand, with the types of our client. */
public final class JacksonStreaming implements Rival {
    private static final JsonFactory JSON = new JsonFactory();
    private static final PropertyNameMatcher ANSWER = matcher("created", "data", "request_id");
    private static final PropertyNameMatcher IMAGE =
            matcher("seed", "prompt", "resolution", "url", "is_image_safe", "style_type", "upscaled_resolution");

    private record Answer(
            @Nullable OffsetDateTime created,
            List<Image> data,
            @Nullable String requestId) {}

    private record Image(
            @Nullable Long seed,
            @Nullable String prompt,
            @Nullable String resolution,
            @Nullable String url,
            @Nullable Boolean isImageSafe,
            @Nullable StyleType styleType,
            @Nullable String upscaledResolution) {}

    private record StyleType(String value) {
        @Override
        public String toString() {
            return value;
        }
    }

    private static PropertyNameMatcher matcher(String... names) {
        return JSON.constructNameMatcher(Stream.of(names).map(Named::fromString).toList(), false);
    }

    @Override
    public Decoding decoding() {
        return new Decoding() {
            @Override
            public Object decode(byte[] json) {
                try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
                    return answer(parser);
                }
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

    private static Answer answer(JsonParser parser) {
        OffsetDateTime created = null;
        List<Image> data = new ArrayList<>();
        String requestId = null;
        parser.nextToken();
        int name;
        while ((name = parser.nextNameMatch(ANSWER)) != PropertyNameMatcher.MATCH_END_OBJECT) {
            switch (name) {
                case 0 -> {
                    if (parser.nextToken() == JsonToken.VALUE_STRING) {
                        created = DateTimes.parse(
                                parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
                    }
                }
                case 1 -> {
                    parser.nextToken();
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        data.add(image(parser));
                    }
                }
                case 2 -> requestId = parser.nextStringValue();
                default -> skip(parser);
            }
        }
        return new Answer(created, data, requestId);
    }

    private static Image image(JsonParser parser) {
        Long seed = null;
        String prompt = null;
        String resolution = null;
        String url = null;
        Boolean isImageSafe = null;
        StyleType styleType = null;
        String upscaledResolution = null;
        int name;
        while ((name = parser.nextNameMatch(IMAGE)) != PropertyNameMatcher.MATCH_END_OBJECT) {
            switch (name) {
                case 0 -> seed = parser.nextToken() == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : null;
                case 1 -> prompt = parser.nextStringValue();
                case 2 -> resolution = parser.nextStringValue();
                case 3 -> url = parser.nextStringValue();
                case 4 -> isImageSafe = parser.nextBooleanValue();
                case 5 -> {
                    String value = parser.nextStringValue();
                    styleType = value == null ? null : new StyleType(value);
                }
                case 6 -> upscaledResolution = parser.nextStringValue();
                default -> skip(parser);
            }
        }
        return new Image(seed, prompt, resolution, url, isImageSafe, styleType, upscaledResolution);
    }

    private static void skip(JsonParser parser) {
        parser.nextToken();
        parser.skipChildren();
    }

    @Override
    public Encoding encoding() {
        Parameters request = Parameters.EXAMPLE;
        return () -> {
            ByteArrayBuilder bytes = new ByteArrayBuilder(256);
            try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
                generator.writeStartObject();
                generator.writeStringProperty("prompt", request.prompt());
                generator.writeNumberProperty("resemblance", request.resemblance());
                generator.writeNumberProperty("detail", request.detail());
                generator.writeStringProperty("magic_prompt_option", request.magicPromptOption());
                generator.writeNumberProperty("seed", request.seed());
                generator.writeEndObject();
            }
            return bytes.toByteArray();
        };
    }
}
