package io.github.upscale4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the templates cannot refuse by themselves: a keyword that the generator drops before they see it, and names that would
 * not be what they seem in Java. A red test here means that the generated code would ignore a clause of the contract.
 */
class ContractFitsTheTemplatesTest {
    /** Where the generated code begins; the schemas that these refer to belong to it. */
    private static final List<String> ROOTS = List.of("UpscaleRequest", "UpscaleResponse");

    /** Keywords that a template reads, or that say nothing of a value. */
    private static final Set<String> HANDLED = Set.of(
            "$ref",
            "type",
            "required",
            "properties",
            "items",
            "format",
            "minimum",
            "maximum",
            "pattern",
            "enum",
            "description",
            "x-extensible-enum",
            "x-direction",
            "x-source",
            "x-counts",
            "x-provider-default",
            "x-distinct",
            "x-returns",
            "x-link-if");

    /** Keywords that the generator drops: an extension that a template reads must say the same. */
    private static final Set<String> CONDITIONS = Set.of("if", "then", "else");

    private static final Set<String> FORMATS = Set.of("int32", "int64", "date-time");

    private static final Set<String> TAKEN = Set.of(
            "class",
            "getClass",
            "hashCode",
            "equals",
            "toString",
            "notify",
            "notifyAll",
            "wait",
            "finalize",
            "clone",
            "received",
            "reader",
            "field",
            "fields",
            "builder",
            "toBuilder",
            "build");

    @Test
    void everyKeywordIsHandled() {
        List<String> unhandled = new ArrayList<>();
        Set<String> schemas = walk(unhandled);

        assertEquals(List.of(), unhandled);
        assertTrue(
                schemas.containsAll(List.of("UpscaleRequest", "UpscaleResponse", "UpscaledImage", "Seed")),
                schemas.toString());
    }

    @Test
    void contractHasALinkThatDependsOnAField() {
        assertEquals(
                "is_image_safe",
                ContractSchemas.properties("UpscaledImage").get("url").get("x-link-if"));
    }

    static Stream<Arguments> disagreements() {
        return Stream.of(
                Arguments.of("no extension", "\"x-link-if\":\"is_image_safe\",", ""),
                Arguments.of("an extension that names another field", "if\":\"is_image_safe\"", "if\":\"prompt\""),
                Arguments.of("a link where it is false", "\"const\":false", "\"const\":true"),
                Arguments.of("a link also where it is not known", "\"required\":[\"is_image_safe\"],", ""),
                Arguments.of("null that is not empty", "\"enum\":[null,\"\"]", "\"enum\":[\"\"]"),
                Arguments.of("a third value that is empty", "\"enum\":[null,\"\"]", "\"enum\":[null,\"\",\"-\"]"),
                Arguments.of("a link of any form", ",\"format\":\"uri\"", ""),
                Arguments.of("null that is a link", "\"type\":\"string\",\"format\":\"uri\"", "\"format\":\"uri\""),
                Arguments.of("another field that is empty", "\"url\":{\"enum\"", "\"prompt\":{\"enum\""),
                Arguments.of("nothing where it is true", "\"else\":{\"if\"", "\"else\":{\"x-if\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("disagreements")
    void conditionsThatDisagreeWithTheExtensionAreNotHandled(String what, String text, String replacement)
            throws Exception {
        JsonAdapter<Object> json =
                new Moshi.Builder().build().adapter(Object.class).serializeNulls();
        String schema = json.toJson(ContractSchemas.schema("UpscaledImage"));
        assertTrue(schema.contains(text), text + " in " + schema);
        List<String> unhandled = new ArrayList<>();

        collect(
                ContractSchemas.cast(json.fromJson(schema.replace(text, replacement))),
                "#",
                new LinkedHashSet<>(),
                unhandled);

        assertEquals(1, unhandled.size(), what + ": " + unhandled);
        assertTrue(unhandled.get(0).startsWith("#/if, then, else: "), unhandled.get(0));
    }

    @Test
    void everyNameIsItselfInJava() {
        List<String> clashes = new ArrayList<>();
        for (String schema : records()) {
            Set<String> seen = new HashSet<>();
            for (var property : ContractSchemas.properties(schema).entrySet()) {
                String name = GeneratedRecordsTest.camelCase(property.getKey());
                if (!property.getKey().matches("[a-z][a-z0-9_]*") || TAKEN.contains(name) || !seen.add(name)) {
                    clashes.add(schema + "." + property.getKey());
                }
                List<?> values = (List<?>) property.getValue()
                        .getOrDefault("enum", property.getValue().getOrDefault("x-extensible-enum", List.of()));
                values.stream()
                        .filter(value -> !String.valueOf(value).matches("[A-Z][A-Z0-9_]*") || value.equals("KNOWN"))
                        .forEach(value -> clashes.add(schema + "." + property.getKey() + ": " + value));
            }
        }
        assertEquals(List.of(), clashes);
    }

    /** The names of all schemas that are generated as records. */
    static List<String> records() {
        return walk(new ArrayList<>()).stream()
                .filter(schema -> ContractSchemas.schema(schema).containsKey("properties"))
                .toList();
    }

    /** The names of all schemas that are generated; adds what no template handles. */
    private static Set<String> walk(List<String> unhandled) {
        Set<String> schemas = new LinkedHashSet<>();
        for (String root : ROOTS) {
            refer(root, schemas, unhandled);
        }
        return schemas;
    }

    private static void refer(String schema, Set<String> schemas, List<String> unhandled) {
        if (schemas.add(schema)) {
            collect(ContractSchemas.schema(schema), "#/components/schemas/" + schema, schemas, unhandled);
        }
    }

    private static void collect(Map<String, Object> schema, String place, Set<String> schemas, List<String> unhandled) {
        schema.forEach((keyword, value) -> {
            if (!HANDLED.contains(keyword) && !CONDITIONS.contains(keyword)) {
                unhandled.add(place + "/" + keyword);
            }
            if (keyword.equals("format") && !FORMATS.contains(value)) {
                unhandled.add(place + "/format: " + value);
            }
            if (value instanceof String text && text.contains("*/")) {
                unhandled.add(place + "/" + keyword + ": ends a comment");
            }
            if (keyword.equals("$ref")) {
                String reference = String.valueOf(value);
                refer(reference.substring(reference.lastIndexOf('/') + 1), schemas, unhandled);
            }
            if (keyword.equals("items")) {
                collect(ContractSchemas.cast(value), place + "/items", schemas, unhandled);
            }
            if (keyword.equals("properties")) {
                ContractSchemas.<Map<String, Object>>cast(value)
                        .forEach((name, property) -> collect(
                                ContractSchemas.cast(property), place + "/properties/" + name, schemas, unhandled));
            }
        });
        Map<String, Object> conditions = new LinkedHashMap<>(schema);
        conditions.keySet().retainAll(CONDITIONS);
        Object expected = conditionsOfLinks(schema);
        if (!withoutSources(conditions).equals(expected)) {
            unhandled.add(place + "/if, then, else: expected " + expected + " but was " + withoutSources(conditions));
        }
    }

    /** What {@code x-link-if} means, in the keywords of JSON Schema. */
    private static Map<String, Object> conditionsOfLinks(Map<String, Object> schema) {
        Map<String, Object> empty = new LinkedHashMap<>();
        Map<String, Object> links = new LinkedHashMap<>();
        Set<Object> fields = new LinkedHashSet<>();
        ContractSchemas.<Map<String, Map<String, Object>>>cast(schema.getOrDefault("properties", Map.of()))
                .forEach((name, property) -> {
                    if (property.containsKey("x-link-if")) {
                        fields.add(property.get("x-link-if"));
                        empty.put(name, Map.of("enum", Arrays.asList(null, "")));
                        links.put(name, Map.of("type", "string", "format", "uri"));
                    }
                });
        if (fields.isEmpty()) {
            return Map.of();
        }
        Object field = fields.iterator().next();
        Object whereTrue = Map.of("if", holds(field, true), "then", Map.of("properties", links));
        return Map.of("if", holds(field, false), "then", Map.of("properties", empty), "else", whereTrue);
    }

    private static Object holds(Object field, boolean value) {
        return Map.of("required", List.of(field), "properties", Map.of(field, Map.of("const", value)));
    }

    private static Object withoutSources(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<Object, Object> result = new LinkedHashMap<>();
        map.forEach((name, member) -> {
            if (!name.equals("x-source")) {
                result.put(name, withoutSources(member));
            }
        });
        return result;
    }
}
