package io.github.upscale4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
            "x-returns");

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
        Set<String> schemas = walk(unhandled);

        assertEquals(List.of(), unhandled);
        assertTrue(
                schemas.containsAll(List.of("UpscaleRequest", "UpscaleResponse", "UpscaledImage", "Seed")),
                schemas.toString());
    }

    @Test
    void everyNameIsItselfInJava() {
        List<String> clashes = new ArrayList<>();
        for (String schema : walk(new ArrayList<>())) {
            if (!ContractSchemas.schema(schema).containsKey("properties")) {
                continue;
            }
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
            if (!HANDLED.contains(keyword) && !LEFT_TO_THE_SUITE.contains(keyword)) {
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
    }
}
