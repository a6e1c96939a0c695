package io.github.upscale4j.conformance;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What the keywords of a schema mean, as far as probes are made from them. */
final class Keywords {
    /** Keywords that promise nothing. */
    private static final Set<String> WORDS = Set.of("description", "title", "examples", "deprecated");

    private static final Map<String, Set<String>> UNDERSTOOD = Map.of(
            "string", Set.of("type", "minLength", "maxLength"),
            "integer", Set.of("type", "minimum", "maximum", "format"),
            "boolean", Set.of("type"));

    private Keywords() {}

    /**
     * Refuses a parameter's schema from which the right probes cannot be made.
     *
     * @throws IllegalArgumentException that names the place
     */
    static void check(String place, JsonNode schema) {
        checkType(place, schema);
        checkRange(place, schema);
        JsonNode values = schema.path("enum");
        if (schema.has("enum") && (!values.isArray() || values.isEmpty())) {
            throw Contract.refusedAt(place + "/enum", "a list of values", values);
        }
        for (JsonNode value : values) {
            if (!isOfType(schema, value)) {
                throw Contract.refusedAt(place + "/enum", "values of the type " + schema.path("type"), value);
            }
        }
    }

    private static void checkType(String place, JsonNode schema) {
        boolean enumerated = schema.has("enum");
        List<String> types = types(schema);
        String type = types.isEmpty() ? "" : types.get(0);
        boolean known = types.size() == 1 && UNDERSTOOD.containsKey(type);
        if (enumerated ? types.size() > 1 : !known) {
            throw Contract.refusedAt(
                    place + "/type", "one type, string, integer or boolean, or an enumeration", schema.path("type"));
        }
        understood(place, schema, enumerated ? Set.of("type", "enum") : UNDERSTOOD.getOrDefault(type, Set.of()));
        String format = schema.path("format").asString("int32");
        if (!Set.of("int32", "int64").contains(format)) {
            throw Contract.refusedAt(place + "/format", "int32 or int64", format);
        }
    }

    private static void checkRange(String place, JsonNode schema) {
        for (String limit : List.of("minimum", "maximum", "minLength", "maxLength")) {
            JsonNode value = schema.path(limit);
            boolean length = limit.endsWith("Length");
            if (!value.isMissingNode()
                    && (!value.isIntegralNumber()
                            || (length && value.bigIntegerValue().signum() < 0))) {
                throw Contract.refusedAt(
                        place + "/" + limit, length ? "a whole number of 0 or more" : "a whole number", value);
            }
        }
        if (limit(schema, "minLength", 0).compareTo(BigInteger.valueOf(Parameter.LONGEST_TEXT)) > 0) {
            throw Contract.refusedAt(
                    place + "/minLength", "at most " + Parameter.LONGEST_TEXT, schema.path("minLength"));
        }
        if (least(schema).compareTo(most(schema)) > 0
                || (schema.has("maxLength")
                        && limit(schema, "minLength", 0).compareTo(limit(schema, "maxLength", 0)) > 0)) {
            throw Contract.refusedAt(place, "a range that something is in", schema);
        }
    }

    /** Refuses every keyword of a schema but these, and but those that promise nothing. */
    static void understood(String place, JsonNode schema, Set<String> keywords) {
        for (String keyword : schema.propertyNames()) {
            if (!keywords.contains(keyword) && !says(keyword)) {
                throw Contract.refusedAt(
                        Json.append(place, keyword),
                        "only " + new TreeSet<>(keywords) + ", from which probes can be made",
                        keyword);
            }
        }
    }

    /** Whether a keyword promises nothing. */
    static boolean says(String keyword) {
        return WORDS.contains(keyword) || keyword.startsWith("x-");
    }

    /** Without null; none if the schema does not say. */
    static List<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        List<String> types = type.isString() ? List.of(type.stringValue()) : Contract.texts(type);
        return types.stream().filter(one -> !one.equals("null")).toList();
    }

    /** Whether a value is of one of the types that a schema allows. */
    static boolean isOfType(JsonNode schema, JsonNode value) {
        JsonNode type = schema.path("type");
        List<String> types = type.isString() ? List.of(type.stringValue()) : Contract.texts(type);
        Kind kind = Kind.of(value);
        return types.isEmpty()
                || types.contains(kind.text())
                || (kind == Kind.INTEGER && types.contains(Kind.NUMBER.text()));
    }

    static BigInteger limit(JsonNode schema, String keyword, long otherwise) {
        JsonNode value = schema.path(keyword);
        return value.isMissingNode() ? BigInteger.valueOf(otherwise) : value.bigIntegerValue();
    }

    /** Of an integer; 0, or less, if the schema does not say. */
    static BigInteger least(JsonNode schema) {
        return limit(schema, "minimum", 0)
                .min(schema.has("minimum") ? limit(schema, "minimum", 0) : limit(schema, "maximum", 0));
    }

    /** Of an integer. */
    static BigInteger most(JsonNode schema) {
        return schema.has("maximum")
                ? limit(schema, "maximum", 0)
                : least(schema).max(BigInteger.valueOf(Integer.MAX_VALUE));
    }
}
