package io.github.upscale4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The generated records have the contract's fields in its order, and the contract's nullability and nothing else. */
class GeneratedRecordsTest {
    static Stream<Arguments> responseProperties() {
        return Stream.of("UpscaleResponse", "UpscaledImage")
                .flatMap(schema -> ContractSchemas.properties(schema).entrySet().stream()
                        .map(property -> Arguments.of(schema, property.getKey(), property.getValue())));
    }

    @ParameterizedTest(name = "{0}.{1}")
    @MethodSource("responseProperties")
    void accessorOfAPromisedValueIsNotNullableAndAnyOtherIs(String schema, String name, Map<String, Object> property)
            throws Exception {
        Class<?> type = Class.forName("io.github.upscale4j.model." + schema);
        boolean promised = ContractSchemas.required(schema).contains(name) && !ContractSchemas.allowsNull(property);
        Method accessor = type.getMethod(camelCase(name));

        assertEquals(!promised, isNullable(accessor), "@Nullable on " + accessor);
        if (promised && List.of("integer", "boolean").contains(ContractSchemas.type(property))) {
            assertTrue(accessor.getReturnType().isPrimitive(), accessor + " returns a primitive");
        }
        RecordComponent component = component(type, camelCase(name) + (promised ? "OrNull" : ""));
        assertTrue(isNullable(component.getAccessor()), "@Nullable on " + component);
        assertFalse(component.getType().isPrimitive(), component + " can be null");
    }

    @Test
    void componentsAreTheFieldsOfTheContractInItsOrder() throws Exception {
        for (String schema : List.of("UpscaleRequest", "UpscaleResponse", "UpscaledImage")) {
            List<String> expected = new ArrayList<>();
            ContractSchemas.properties(schema).keySet().forEach(name -> expected.add(camelCase(name)));
            List<String> actual = Arrays.stream(
                            Class.forName("io.github.upscale4j.model." + schema).getRecordComponents())
                    .map(component -> component.getName().replaceFirst("OrNull$", ""))
                    .filter(name -> !name.equals("received"))
                    .toList();
            assertEquals(expected, actual);
        }
    }

    @Test
    void enumerationsKnowTheValuesOfTheContract() throws Exception {
        int enumerations = 0;
        for (String schema : List.of("UpscaleRequest", "UpscaleResponse", "UpscaledImage")) {
            for (var property : ContractSchemas.properties(schema).entrySet()) {
                Object values = property.getValue()
                        .getOrDefault("enum", property.getValue().get("x-extensible-enum"));
                if (values == null) {
                    continue;
                }
                String name = camelCase(property.getKey());
                Class<?> enumeration = Class.forName("io.github.upscale4j.model." + schema + "$"
                        + Character.toUpperCase(name.charAt(0)) + name.substring(1));
                List<String> known = ((List<?>) enumeration.getMethod("known").invoke(null))
                        .stream().map(Object::toString).toList();
                assertEquals(values, known);
                enumerations++;
            }
        }
        assertTrue(enumerations >= 3, "enumerations of the contract: " + enumerations);
    }

    @Test
    void unknownValueOfAnEnumerationIsKeptAndNotKnown() {
        UpscaledImage.StyleType unknown = new UpscaledImage.StyleType("CUBIST");

        assertFalse(unknown.isKnown());
        assertEquals("CUBIST", unknown.value());
        assertTrue(new UpscaledImage.StyleType("ANIME").isKnown());
        assertEquals(UpscaledImage.StyleType.ANIME, new UpscaledImage.StyleType("ANIME"));
    }

    private static boolean isNullable(Method accessor) {
        AnnotatedElement type = accessor.getAnnotatedReturnType();
        return type.isAnnotationPresent(Nullable.class);
    }

    private static RecordComponent component(Class<?> type, String name) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected a component " + name + " of " + type));
    }

    static String camelCase(String name) {
        StringBuilder result = new StringBuilder();
        for (String word : name.split("_", -1)) {
            result.append(result.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return result.toString();
    }
}
