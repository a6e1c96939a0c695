package io.github.upscale4j.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field of an answer with something in its place, and what the contract makes of that.
 *
 * @param path where it stands in the answer
 * @param schema the schema that has it
 * @param name its name in JSON
 * @param what what stands in its place, to be read
 * @param json the same in JSON, or null where the field is left out
 * @param violations what the decoder reports
 * @param kept the text of the value that is there afterwards, or null where none is
 */
record FieldCase(
        String path,
        String schema,
        String name,
        String what,
        @Nullable String json,
        List<Violation> violations,
        @Nullable String kept) {
    /** Each type of JSON, with a value of it and what the decoder calls that. */
    private static final Map<String, List<String>> TYPES = new LinkedHashMap<>();

    /** How the decoder calls what a type promises. */
    private static final Map<String, String> PROMISES = Map.of(
            "string", "a string",
            "integer", "an integer",
            "boolean", "a boolean",
            "array", "an array",
            "object", "an object");

    static {
        TYPES.put("string", List.of("\"text\"", "string \"text\""));
        TYPES.put("integer", List.of("7", "number 7"));
        TYPES.put("boolean", List.of("true", "boolean true"));
        TYPES.put("array", List.of("[7,{\"seed\":7}]", "an array"));
        TYPES.put("object", List.of("{\"seed\":7}", "an object"));
    }

    /** All cases of a field, from its schema in the contract. */
    static Stream<FieldCase> of(String place, String schema, String name) {
        Builder cases = new Builder(place + "." + name, schema, name);
        Map<String, Object> property = cases.property;
        cases.addAbsentAndNull();
        cases.addOtherTypes();
        if (ContractSchemas.type(property).equals("integer")) {
            cases.addIntegers();
        }
        if (property.containsKey("pattern")) {
            cases.addPattern();
        }
        if ("date-time".equals(property.get("format"))) {
            cases.add("no date-time", "\"text\"", "format", "an RFC 3339 date-time", "string \"text\"", null);
            cases.add(
                    "a space for the T",
                    "\"2000-01-23 04:56:07Z\"",
                    "format",
                    "an RFC 3339 date-time",
                    "string \"2000-01-23 04:56:07Z\"",
                    "2000-01-23T04:56:07Z");
        }
        if (property.containsKey("enum")) {
            String expected = "a value of the enumeration";
            cases.add("unknown value", "\"NOSUCH\"", "enum", expected, "string \"NOSUCH\"", "NOSUCH");
        }
        if (property.containsKey("x-extensible-enum")) {
            cases.addAllowed("unknown value of an open enumeration", "\"NOSUCH\"", "NOSUCH");
        }
        if (property.containsKey("x-link-if")) {
            cases.add("no URI", "\"text\"", "format", "an absolute URI", "string \"text\"", "text");
            cases.add("empty text", "\"\"", "format", "an absolute URI", "string \"\"", "");
        }
        return cases.cases.stream();
    }

    boolean isOfAnImage() {
        return schema.equals("UpscaledImage");
    }

    /** Whether the accessor throws where there is no value. */
    boolean isPromised() {
        return ContractSchemas.required(schema).contains(name)
                && !ContractSchemas.allowsNull(
                        ContractSchemas.properties(schema).get(name));
    }

    @Override
    public String toString() {
        return path + " · " + what;
    }

    private static final class Builder {
        private final List<FieldCase> cases = new ArrayList<>();
        private final String path;
        private final String schema;
        private final String name;
        private final Map<String, Object> property;
        private final String promise;

        Builder(String path, String schema, String name) {
            this.path = path;
            this.schema = schema;
            this.name = name;
            property = ContractSchemas.properties(schema).get(name);
            promise = PROMISES.get(ContractSchemas.type(property));
        }

        void addAbsentAndNull() {
            if (ContractSchemas.required(schema).contains(name)) {
                add("absent", null, "required", "a value", "absent", null);
            } else {
                addAllowed("absent", null, null);
            }
            if (property.containsKey("x-link-if")) {
                add("null for a link", "null", "type", "a link", "null", null);
            } else if (ContractSchemas.allowsNull(property)) {
                addAllowed("null", "null", null);
            } else {
                add("null for " + promise, "null", "type", "a value", "null", null);
            }
        }

        void addOtherTypes() {
            TYPES.forEach((type, example) -> {
                if (!type.equals(ContractSchemas.type(property))) {
                    addOtherType(example.get(0), example.get(1));
                }
            });
            if (ContractSchemas.type(property).equals("boolean")) {
                addOtherType("\"true\"", "string \"true\"");
                addOtherType("0", "number 0");
            }
        }

        void addIntegers() {
            addOtherType("\"7\"", "string \"7\"");
            addOtherType("1.9", "number 1.9");
            addOtherType("9223372036854775808", "number 9223372036854775808");
            addOtherType("1e400", "number 1e400");
            addAllowed("7.0 for " + promise, "7.0", "7");
            addAllowed("7e1 for " + promise, "7e1", "70");
            if (property.get("minimum") instanceof Number minimum) {
                addOutOfRange("minimum", "at least ", minimum.longValue(), minimum.longValue() - 1);
            }
            if (property.get("maximum") instanceof Number maximum) {
                addOutOfRange("maximum", "at most ", maximum.longValue(), maximum.longValue() + 1);
            }
        }

        private void addOutOfRange(String rule, String expected, long limit, long beyond) {
            if ("int64".equals(property.get("format")) || (int) beyond == beyond) {
                String json = String.valueOf(beyond);
                add(json + " beyond the " + rule, json, rule, expected + limit, "number " + json, json);
            }
        }

        void addPattern() {
            TextPattern pattern = TextPattern.of((String) property.get("pattern"));
            for (String text : List.of("text", "1024x1024\n", "")) {
                if (!pattern.isIn(text)) {
                    String json = '"' + text.replace("\n", "\\n") + '"';
                    String what = json + " for " + property.get("pattern");
                    add(what, json, "pattern", "a string like " + pattern, "string \"" + text + '"', text);
                }
            }
        }

        private void addOtherType(String json, String found) {
            add(json + " for " + promise, json, "type", promise, found, null);
        }

        private void add(
                String what, @Nullable String json, String rule, String expected, String found, @Nullable String kept) {
            Violation violation = new Violation(path, rule, expected, found);
            cases.add(new FieldCase(path, schema, name, what, json, List.of(violation), kept));
        }

        void addAllowed(String what, @Nullable String json, @Nullable String kept) {
            cases.add(new FieldCase(path, schema, name, what, json, List.of(), kept));
        }
    }
}
