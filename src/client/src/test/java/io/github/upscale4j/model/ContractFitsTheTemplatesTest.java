package io.github.upscale4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What the templates cannot refuse by themselves: a keyword that the generator drops before they see it, and names that would
 * not be what they seem in Java. A red test here means that the generated code would ignore a clause of the contract.
 */
class ContractFitsTheTemplatesTest {
    private static final List<String> GENERATED = List.of("UpscaleRequest", "UpscaleResponse", "UpscaledImage", "Seed");

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
            "x-counts");

    /** Keywords that only the suite judges: the records carry the values, and the client's user decides. */
    private static final Set<String> LEFT_TO_THE_SUITE = Set.of("if", "then", "else");

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
        for (String schema : GENERATED) {
            collect(ContractSchemas.schema(schema), "#/components/schemas/" + schema, unhandled);
        }
        assertEquals(List.of(), unhandled);
    }

    @Test
    void everyNameIsItselfInJava() {
        List<String> clashes = new ArrayList<>();
        for (String schema : GENERATED.subList(0, 3)) {
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

    private static void collect(Map<String, Object> schema, String place, List<String> unhandled) {
        schema.forEach((keyword, value) -> {
            if (!HANDLED.contains(keyword) && !LEFT_TO_THE_SUITE.contains(keyword)) {
                unhandled.add(place + "/" + keyword);
            }
            if (keyword.equals("format") && !FORMATS.contains(value)) {
                unhandled.add(place + "/format: " + value);
            }
            if (value instanceof String text && text.contains("*/")) {
                unhandled.add(place + "/" + keyword + ": ends a comment");
            }
            if (keyword.equals("items")) {
                collect(ContractSchemas.cast(value), place + "/items", unhandled);
            }
            if (keyword.equals("properties")) {
                ContractSchemas.<Map<String, Object>>cast(value)
                        .forEach((name, property) ->
                                collect(ContractSchemas.cast(property), place + "/properties/" + name, unhandled));
            }
        });
    }
}
