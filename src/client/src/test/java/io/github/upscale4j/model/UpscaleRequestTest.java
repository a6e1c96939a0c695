package io.github.upscale4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.Moshi;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
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

    /** Each text parameter of the contract with each text that no encoding can carry, and the place of what is wrong in it. */
    static Stream<Arguments> brokenTexts() {
        return ContractSchemas.properties("UpscaleRequest").entrySet().stream()
                .filter(property -> ContractSchemas.type(property.getValue()).equals("string"))
                .flatMap(property -> Stream.of(
                                Arguments.of("a high half at the end", "sec\uD83C", 3),
                                Arguments.of("a high half before a letter", "\uD83Csec", 0),
                                Arguments.of("a low half", "s\uDFD6ec", 1),
                                Arguments.of("two low halves", "s\uDFD6\uDFD6", 1),
                                Arguments.of("halves in the wrong order", "sec\uDFD6\uD83C", 3),
                                Arguments.of("two high halves", "\uD83C\uDFD6\uD83C\uD83C\uDFD6", 2))
                        .map(broken ->
                                Arguments.of(property.getKey(), broken.get()[0], broken.get()[1], broken.get()[2])));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("brokenTexts")
    void textWithHalfACharacterIsRefusedAndNotRepeated(String name, String what, String text, int index)
            throws Exception {
        Throwable refused = assertThrows(InvocationTargetException.class, () -> with(name, text), what)
                .getCause();

        assertEquals(IllegalArgumentException.class, refused.getClass());
        assertEquals(
                name + ": expected well-formed text but found an unpaired surrogate at index " + index,
                refused.getMessage());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("textParameters")
    void textWithWholeCharactersIsSent(String name) throws Exception {
        for (String text : List.of("", "\uD83C\uDFD6", "a\uD83C\uDFD6\uD83C\uDFD6b", "\uD7FF\uE000\uFFFF")) {
            assertEquals("{\"" + name + "\":\"" + text + "\"}", json(with(name, text)));
        }
    }

    static Stream<String> textParameters() {
        return brokenTexts().map(broken -> (String) broken.get()[0]).distinct();
    }

    @Test
    void contractHasTextParametersOfBothKinds() {
        assertTrue(textParameters().toList().containsAll(List.of("prompt", "magic_prompt_option")));
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

    private static UpscaleRequest with(String name, String text) throws Exception {
        Method setter = Arrays.stream(UpscaleRequest.Builder.class.getMethods())
                .filter(method -> method.getName().equals(GeneratedRecordsTest.camelCase(name)))
                .findFirst()
                .orElseThrow();
        Class<?> type = setter.getParameterTypes()[0];
        Object value =
                type == String.class ? text : type.getConstructor(String.class).newInstance(text);
        UpscaleRequest.Builder builder = UpscaleRequest.builder();
        setter.invoke(builder, value);
        return (UpscaleRequest) UpscaleRequest.Builder.class.getMethod("build").invoke(builder);
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

    @Test
    void imagesThatAreNotAskedForAreTheProvidersDefault() {
        Object providerDefault =
                ContractSchemas.properties("UpscaleRequest").get("num_images").get("x-provider-default");

        assertEquals(
                ((Number) providerDefault).intValue(),
                UpscaleRequest.builder().build().numImagesOrDefault());
        assertEquals(3, UpscaleRequest.builder().numImages(3).build().numImagesOrDefault());
    }
}
