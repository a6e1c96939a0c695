package io.github.upscale4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.Moshi;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A request is checked against the contract's ranges before it is sent, and holds what was set and nothing else. */
class UpscaleRequestTest {
    static Stream<Arguments> ranges() {
        return ContractSchemas.properties("UpscaleRequest").entrySet().stream()
                .filter(property -> property.getValue().containsKey("minimum"))
                .map(property -> Arguments.of(
                        property.getKey(),
                        ((Number) property.getValue().get("minimum")).longValue(),
                        ((Number) property.getValue().get("maximum")).longValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ranges")
    void valueBeyondARangeIsRefusedWithItsNameAndTheRange(String name, long minimum, long maximum) throws Exception {
        assertEquals("{\"" + name + "\":" + minimum + "}", json(with(name, minimum)));
        assertEquals("{\"" + name + "\":" + maximum + "}", json(with(name, maximum)));
        for (long beyond : new long[] {minimum - 1, maximum + 1}) {
            if ((int) beyond != beyond && !takesLong(name)) {
                continue;
            }
            Throwable refused = assertThrows(InvocationTargetException.class, () -> with(name, beyond))
                    .getCause();
            assertEquals(IllegalArgumentException.class, refused.getClass());
            assertEquals(
                    name + ": expected an integer from " + minimum + " to " + maximum + " but was " + beyond,
                    refused.getMessage());
        }
    }

    @Test
    void contractHasRanges() {
        assertTrue(ranges().count() >= 4, "ranges of the request");
    }

    @Test
    void requestWithoutParametersIsAnEmptyObject() {
        assertEquals("{}", json(UpscaleRequest.builder().build()));
    }

    @Test
    void requestIsWrittenWithTheNamesOfTheContract() {
        UpscaleRequest request = UpscaleRequest.builder()
                .prompt("Ein schöner „Strand“ \uD83C\uDFD6\n")
                .resemblance(60)
                .detail(40)
                .magicPromptOption(UpscaleRequest.MagicPromptOption.OFF)
                .seed(12345)
                .numImages(2)
                .magicPromptVersion(new UpscaleRequest.MagicPromptVersion("V_9"))
                .build();

        assertEquals(
                "{\"prompt\":\"Ein schöner „Strand“ \uD83C\uDFD6\\n\",\"resemblance\":60,\"detail\":40,"
                        + "\"magic_prompt_option\":\"OFF\",\"seed\":12345,\"num_images\":2,\"magic_prompt_version\":\"V_9\"}",
                json(request));
        assertEquals(request, request.toBuilder().build());
    }

    private static String json(UpscaleRequest request) {
        return new Moshi.Builder().build().adapter(UpscaleRequest.class).toJson(request);
    }

    private static boolean takesLong(String name) {
        Map<String, Object> property =
                ContractSchemas.properties("UpscaleRequest").get(name);
        return "int64".equals(property.get("format"));
    }

    private static UpscaleRequest with(String name, long value) throws Exception {
        Class<?> type = takesLong(name) ? Long.class : Integer.class;
        Method setter = UpscaleRequest.Builder.class.getMethod(GeneratedRecordsTest.camelCase(name), type);
        UpscaleRequest.Builder builder = UpscaleRequest.builder();
        if (takesLong(name)) {
            setter.invoke(builder, value);
        } else {
            setter.invoke(builder, Math.toIntExact(value));
        }
        return (UpscaleRequest) UpscaleRequest.Builder.class.getMethod("build").invoke(builder);
    }
}
