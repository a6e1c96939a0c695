package io.github.upscale4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decoded from an answer, whatever it is like. */
class DecodingTest {
    private static final Moshi MOSHI = new Moshi.Builder().build();

    static Stream<String> examples() {
        return ContractSchemas.examples("200").keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleOfTheContractHasNoViolationAndEveryValue(String name) throws Exception {
        Map<String, Object> example =
                ContractSchemas.cast(ContractSchemas.examples("200").get(name));

        UpscaleResponse response = decode(json(example));

        assertEquals(List.of(), response.received().violations());
        assertEquals(Map.of(), response.received().unknown());
        assertValues(example, response, "UpscaleResponse");
        List<?> images = (List<?>) example.get("data");
        assertEquals(images.size(), response.data().size());
        for (int i = 0; i < images.size(); i++) {
            assertValues(ContractSchemas.cast(images.get(i)), response.data().get(i), "UpscaledImage");
            assertEquals("$.data[" + i + "]", response.data().get(i).received().path());
        }
    }

    @Test
    void itemThatCannotBeReadKeepsItsPlace() throws Exception {
        UpscaleResponse response = decode("{\"created\":\"2000-01-23T04:56:07Z\",\"data\":[null,7,{\"seed\":3}]}");

        assertEquals(3, response.data().size());
        assertEquals(3, response.data().get(2).seed());
        assertEquals(
                "null", response.data().get(0).received().violations().get(0).found());
        MissingValueException missing = assertThrows(
                MissingValueException.class, () -> response.data().get(1).prompt());
        assertEquals("$.data[1].prompt", missing.path());
        assertEquals("expected a value but was number 7 at path $.data[1].prompt", missing.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"text\"", "true"})
    void answerThatIsNoObjectIsARecordWithoutValues(String body) throws Exception {
        UpscaleResponse response = decode(body);

        assertNull(response.dataOrNull());
        assertEquals("$", response.received().violations().get(0).path());
        assertThrows(MissingValueException.class, response::data);
    }

    @Test
    void unknownFieldIsKept() throws Exception {
        UpscaleResponse response = decode(
                "{\"created\":\"2000-01-23T04:56:07Z\",\"data\":[],\"trace\":{\"id\":\"a\",\"n\":[9007199254740993,1.5,null,true]}}");

        assertEquals(List.of(), response.received().violations());
        assertEquals(Set.of("trace"), response.received().unknown().keySet());
        assertEquals(
                "{id=a, n=[9007199254740993, 1.5, null, true]}",
                String.valueOf(response.received().unknown().get("trace")));
    }

    @Test
    void secondValueOfOneNameIsAViolation() throws Exception {
        UpscaleResponse response = decode(
                "{\"created\":\"2000-01-23T04:56:07Z\",\"data\":[],\"request_id\":\"a\",\"request_id\":\"b\",\"x\":1,\"x\":2,\"y\":{\"z\":1,\"z\":2}}");

        assertEquals("a", response.requestId());
        assertEquals(
                List.of("$.request_id", "$.x", "$.y.z"),
                response.received().violations().stream().map(Violation::path).toList());
    }

    @Test
    void ofTwoValuesOfOneNameTheFirstThatCanBeReadIsKept() throws Exception {
        UpscaleResponse first = decode("{\"created\":\"2000-01-23T04:56:07Z\",\"data\":[{\"seed\":3}],\"data\":\"x\"}");
        UpscaleResponse second =
                decode("{\"created\":7,\"created\":\"2000-01-23T04:56:07Z\",\"data\":null,\"data\":[]}");
        UpscaleResponse third = decode("{\"created\":\"2000-01-23T04:56:07Z\",\"data\":[],\"data\":null}");

        assertEquals(3, first.data().get(0).seed());
        assertEquals(OffsetDateTime.parse("2000-01-23T04:56:07Z"), second.created());
        assertEquals(List.of(), second.data());
        assertEquals(Set.of(), second.received().nulls());
        assertEquals(List.of(), third.data());
        assertEquals(Set.of(), third.received().nulls());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h.example/a b.png?exp=1&sig=SECRET",
                "//h.example/b.png?exp=1&sig=SECRET",
                "/ephemeral/b.png?exp=1&sig=SECRET",
                "ftp://h.example/b.png#sig=SECRET",
                "https%3A%2F%2Fh.example%2Fb.png%3Fsig%3DSECRET"
            })
    void oddLinkIsCutTooWhereverItIsShown(String link) throws Exception {
        UpscaleResponse response = decode("{\"created\":\"" + link + "\",\"data\":[{\"seed\":\"" + link
                + "\",\"prompt\":\"" + link + "\",\"resolution\":\"" + link + "\",\"url\":\"" + link + "\"}]}");

        String text = response + " " + response.received() + response.data()
                + response.data().get(0).received();

        assertFalse(text.contains("SECRET"), text);
        assertEquals(link, response.data().get(0).url());
    }

    @Test
    void foundTextIsNotCutInsideACharacter() throws Exception {
        UpscaleResponse response = decode("{\"created\":\"" + "a".repeat(59) + "\uD83C\uDFD6\",\"data\":[]}");

        assertEquals(
                "string \"" + "a".repeat(59) + "…\"",
                response.received().violations().get(0).found());
    }

    @Test
    void malformedJsonIsNotDecoded() {
        assertThrows(JsonEncodingException.class, () -> decode("{\"created\" \"x\"}"));
        assertThrows(IOException.class, () -> decode("{\"created\":"));
    }

    @Test
    void nestingTooDeepIsMalformed() {
        String deep = "[".repeat(1000) + "]".repeat(1000);

        assertThrows(JsonEncodingException.class, () -> decode("{\"unknown\":" + deep + "}"));
        assertThrows(JsonEncodingException.class, () -> decode("{\"created\":" + deep + "}"));
        assertThrows(
                JsonEncodingException.class,
                () -> decode("{\"unknown\":" + deep.replace("[", "{\"a\":").replace("]", "}") + "}"));
    }

    @Test
    void textOfARecordNamesNoSignature() throws Exception {
        UpscaleResponse response = decode(
                "{\"created\":\"2000-01-23T04:56:07Z\",\"data\":[{\"seed\":1,"
                        + "\"prompt\":\"like https://a.example/x.png?sig=SECRET please?\",\"resolution\":\"https://a.example/?sig=SECRET\","
                        + "\"url\":\"https://images.example/a.png?exp=1&sig=SECRET#SECRET\",\"is_image_safe\":\"https://a.example/?SECRET\"}]}");

        String text = response + " " + response.received();

        assertFalse(text.contains("SECRET"), text);
        assertTrue(text.contains("url=https://images.example/a.png?…"), text);
        assertTrue(text.contains("please?"), text);
        assertEquals(
                "https://images.example/a.png?exp=1&sig=SECRET#SECRET",
                response.data().get(0).url());
    }

    private static void assertValues(Map<String, Object> example, Object record, String schema) throws Exception {
        for (String name : ContractSchemas.properties(schema).keySet()) {
            Object expected = example.get(name);
            Object actual = record.getClass()
                    .getMethod(GeneratedRecordsTest.camelCase(name))
                    .invoke(record);
            if (expected == null) {
                assertNull(actual, name);
                assertEquals(example.containsKey(name), received(record).nulls().contains(name));
                assertEquals(
                        !example.containsKey(name), received(record).absent().contains(name));
            } else if (expected instanceof Double number) {
                assertEquals(number.longValue(), actual, name);
            } else if (actual instanceof OffsetDateTime time) {
                assertEquals(OffsetDateTime.parse((String) expected), time);
            } else if (!(expected instanceof List)) {
                assertEquals(expected.toString(), String.valueOf(actual), name);
            }
        }
    }

    private static Received received(Object record) throws Exception {
        return (Received) record.getClass().getMethod("received").invoke(record);
    }

    private static String json(Object value) {
        return MOSHI.adapter(Object.class).serializeNulls().toJson(value);
    }

    @Test
    void itemsAndViolationsBeyondAThousandAreNotKept() throws IOException {
        UpscaleResponse response = decode(
                "{\"created\":\"2000-01-23T04:56:07Z\",\"data\":[" + "{},".repeat(5000) + "0],\"request_id\":\"r\"}");

        assertEquals(1000, response.data().size());
        assertTrue(response.received().violations().size() < 1010);
        assertEquals("r", response.requestId());
    }

    @Test
    void moreItemsThanAnybodyAsksForAreAViolation() throws IOException {
        String image =
                "{\"seed\":1,\"prompt\":\"\",\"resolution\":\"10x10\",\"url\":\"https://a.example/b\",\"is_image_safe\":true}";
        UpscaleResponse response = decode("{\"created\":\"2000-01-23T04:56:07Z\",\"data\":["
                + String.join(",", Collections.nCopies(1001, image)) + "]}");

        assertEquals(
                List.of("expected at most 1000 items but was more at path $.data (maxItems)"),
                response.received().violations().stream()
                        .map(Violation::toString)
                        .toList());
    }

    private static UpscaleResponse decode(String json) throws IOException {
        UpscaleResponse response = MOSHI.adapter(UpscaleResponse.class).fromJson(json);
        assertNotNull(response);
        return response;
    }
}
