package io.github.upscale4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each field of the contract with everything in its place that the contract does not promise: what is wrong is reported, that
 * value is not there or kept as it came, and every other value of the answer survives.
 */
class ContractFieldsTest {
    private static final Moshi MOSHI = new Moshi.Builder().build();
    /** Where each record stands in an answer of two images. */
    private static final Map<String, String> PLACES = Map.of("UpscaleResponse", "$", "UpscaledImage", "$.data[1]");

    private static final String MARK = "the value goes here";

    static Stream<FieldCase> cases() {
        return GeneratedRecordsTest.responseProperties()
                .flatMap(field -> FieldCase.of(
                        PLACES.get((String) field.get()[0]), (String) field.get()[0], (String) field.get()[1]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void valueIsReportedAndNoOtherIsLost(FieldCase field) throws Exception {
        UpscaleResponse response = decode(answer(field));
        UpscaleResponse untouched = decode(answer(null));

        assertEquals(field.violations(), response.received().violations());
        assertEquals(List.of(), untouched.received().violations());
        Decoded record = field.isOfAnImage() ? response.data().get(1) : response;
        assertEquals(field.violations(), record.received().violations());
        assertEquals(field.json() == null, record.received().absent().contains(field.name()), "absent");
        assertEquals("null".equals(field.json()), record.received().nulls().contains(field.name()), "nulls");
        assertValue(field, record);
        Map<String, Object> survivors =
                values(field.isOfAnImage() ? untouched.data().get(1) : untouched);
        assertNotNull(survivors.remove(GeneratedRecordsTest.camelCase(field.name())), "value of the untouched answer");
        Map<String, Object> actual = values(record);
        actual.remove(GeneratedRecordsTest.camelCase(field.name()));
        assertEquals(survivors, actual);
        if (field.isOfAnImage()) {
            assertEquals(untouched.created(), response.created());
            assertEquals(untouched.data().get(0), response.data().get(0));
            assertEquals(2, response.data().size());
        }
    }

    @Test
    void everyRecordOfTheAnswerHasCases() {
        Set<String> records = new LinkedHashSet<>(ContractFitsTheTemplatesTest.records());

        assertTrue(records.remove("UpscaleRequest"));
        assertEquals(PLACES.keySet(), records);
        for (String record : records) {
            assertEquals(
                    ContractSchemas.properties(record).keySet(),
                    new LinkedHashSet<>(cases().filter(field -> field.schema().equals(record))
                            .map(FieldCase::name)
                            .toList()));
        }
    }

    /** The component holds what was kept; the accessor of a promised value that is not there throws, and says where and why. */
    private static void assertValue(FieldCase field, Decoded record) throws Exception {
        String name = GeneratedRecordsTest.camelCase(field.name());
        Object component = values(record).get(name);
        assertEquals(field.kept(), component == null ? null : component.toString());
        var accessor = record.getClass().getMethod(name);
        if (component != null) {
            assertEquals(component, accessor.invoke(record));
        } else if (field.isPromised()) {
            Throwable cause = assertThrows(InvocationTargetException.class, () -> accessor.invoke(record))
                    .getCause();
            assertEquals(MissingValueException.class, cause.getClass());
            assertEquals(field.path(), ((MissingValueException) cause).path());
            assertEquals(
                    "expected a value but was " + field.violations().get(0).found() + " at path " + field.path(),
                    cause.getMessage());
        } else {
            assertNull(accessor.invoke(record));
        }
    }

    /** What the components of a record hold, by the names of their accessors. */
    private static Map<String, Object> values(Decoded record) throws ReflectiveOperationException {
        Map<String, Object> result = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (!component.getName().equals("received")) {
                result.put(
                        component.getName().replaceFirst("OrNull$", ""),
                        component.getAccessor().invoke(record));
            }
        }
        return result;
    }

    /** An answer of two images that have a value in every field, one of which the case replaces. */
    private static String answer(FieldCase field) {
        Map<String, Object> image = withEveryValue("UpscaledImage");
        Map<String, Object> response = withEveryValue("UpscaleResponse");
        Map<String, Object> second = new LinkedHashMap<>(image);
        response.put("data", List.of(image, second));
        if (field == null) {
            return json(response);
        }
        Map<String, Object> target = field.isOfAnImage() ? second : response;
        assertTrue(target.containsKey(field.name()), "expected an example in the contract that has " + field.path());
        if (field.json() == null) {
            target.remove(field.name());
            return json(response);
        }
        target.put(field.name(), MARK);
        String answer = json(response);
        assertFalse(answer.indexOf(MARK) != answer.lastIndexOf(MARK));
        return answer.replace('"' + MARK + '"', field.json());
    }

    /** Every field that any example gives a value. */
    private static Map<String, Object> withEveryValue(String schema) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (Object example : ContractSchemas.examples("200").values()) {
            Map<String, Object> response = ContractSchemas.cast(example);
            if (schema.equals("UpscaleResponse")) {
                response.forEach(result::putIfAbsent);
            } else {
                for (Object image : (List<?>) response.get("data")) {
                    ContractSchemas.<Map<String, Object>>cast(image).forEach(result::putIfAbsent);
                }
            }
        }
        return result;
    }

    private static String json(Object value) {
        return MOSHI.adapter(Object.class).serializeNulls().toJson(value);
    }

    private static UpscaleResponse decode(String json) throws IOException {
        UpscaleResponse response = MOSHI.adapter(UpscaleResponse.class).fromJson(json);
        assertNotNull(response);
        return response;
    }
}
