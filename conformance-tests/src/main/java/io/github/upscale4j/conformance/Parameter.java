package io.github.upscale4j.conformance;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A property of the JSON inside of a part, with the values that probes send for it.
 *
 * @param part the name of its part
 * @param schema with references resolved
 * @param place where the contract has it, as in {@link Contract#place}
 */
record Parameter(String part, String name, boolean required, JsonNode schema, String place) {
    /** What a path that is ASCII only, counts UTF-16 or does not escape would spoil. */
    private static final String TEXT = "A quiet lake, ein stiller Weiher für Schwäne, 静かな湖 🌊, \"mist\" at dawn";

    /** Characters. */
    static final int LONGEST_TEXT = 1 << 16;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    Parameter {
        Keywords.check(place, schema);
    }

    /** {@code request:/resemblance}. */
    String where() {
        return "request:" + Json.append("", name);
    }

    /** {@code magic-prompt-option}. */
    String id() {
        return Contract.kebab(name);
    }

    private Kind kind() {
        return Keywords.types(schema).contains("string")
                ? Kind.STRING
                : Keywords.types(schema).contains("integer") ? Kind.INTEGER : Kind.BOOLEAN;
    }

    /** For the parameter that says how many images to make. */
    int least() {
        return Keywords.least(schema).intValueExact();
    }

    /** For the parameter that says how many images to make. */
    int most() {
        return Keywords.most(schema).intValueExact();
    }

    /** Whether a value keeps the schema. */
    boolean takes(JsonNode value) {
        if (!Keywords.isOfType(schema, value)) {
            return false;
        }
        if (schema.has("enum")) {
            return schema.path("enum").valueStream().anyMatch(one -> Json.SAME_NUMBERS.compare(one, value) == 0);
        }
        return switch (Kind.of(value)) {
            case INTEGER -> {
                BigInteger number = value.decimalValue().toBigInteger();
                yield (!schema.has("minimum") || number.compareTo(Keywords.least(schema)) >= 0)
                        && (!schema.has("maximum") || number.compareTo(Keywords.most(schema)) <= 0);
            }
            case STRING -> {
                String text = value.stringValue();
                BigInteger length = BigInteger.valueOf(text.codePointCount(0, text.length()));
                yield length.compareTo(Keywords.limit(schema, "minLength", 0)) >= 0
                        && (!schema.has("maxLength") || length.compareTo(Keywords.limit(schema, "maxLength", 0)) <= 0);
            }
            default -> true;
        };
    }

    /** A value in the middle of what is allowed. */
    JsonNode typical() {
        if (schema.has("enum")) {
            return schema.path("enum").path(0);
        }
        return switch (kind()) {
            case STRING -> NODES.stringNode(text(shortest()));
            case INTEGER ->
                number(Keywords.least(schema)
                        .add(Keywords.most(schema)
                                .subtract(Keywords.least(schema))
                                .divide(BigInteger.TWO)));
            default -> NODES.booleanNode(true);
        };
    }

    /** Every value of an enumeration and both ends of a range, each of which must be taken; the likeliest to fail first. */
    List<JsonNode> accepted() {
        List<JsonNode> values = new ArrayList<>();
        if (schema.has("enum")) {
            JsonNode all = schema.path("enum");
            // The ends of the list first: what was added last, and what was there from the beginning.
            values.add(all.path(0));
            for (int i = all.size() - 1; i > 0; i--) {
                values.add(all.path(i));
            }
        } else {
            switch (kind()) {
                case STRING -> texts(values);
                case INTEGER -> {
                    if (schema.has("maximum")) {
                        values.add(number(Keywords.most(schema)));
                    }
                    if (schema.has("minimum")) {
                        values.add(number(Keywords.least(schema)));
                    }
                    if (values.isEmpty()) {
                        values.add(typical());
                    }
                }
                default -> values.addAll(List.of(NODES.booleanNode(true), NODES.booleanNode(false)));
            }
        }
        if (takes(NODES.nullNode())) {
            values.add(NODES.nullNode());
        }
        return values.stream().distinct().toList();
    }

    private void texts(List<JsonNode> values) {
        values.add(NODES.stringNode(text(shortest())));
        if (shortest() > 0) {
            values.add(NODES.stringNode("a".repeat(shortest())));
        }
        if (schema.has("maxLength") && longest() <= LONGEST_TEXT) {
            values.add(NODES.stringNode("a".repeat(longest())));
        }
    }

    private int shortest() {
        return Keywords.limit(schema, "minLength", 0).intValueExact();
    }

    /** At most one more than what is sent. */
    private int longest() {
        return Keywords.limit(schema, "maxLength", LONGEST_TEXT)
                .min(BigInteger.valueOf(LONGEST_TEXT + 1L))
                .intValueExact();
    }

    private String text(int shortest) {
        String text = TEXT.repeat(1 + shortest / TEXT.codePointCount(0, TEXT.length()));
        int length = text.codePointCount(0, text.length());
        return length <= longest() ? text : text.substring(0, text.offsetByCodePoints(0, longest()));
    }

    private static JsonNode number(BigInteger value) {
        return value.bitLength() < Long.SIZE ? NODES.numberNode(value.longValueExact()) : NODES.numberNode(value);
    }

    /** What is not sent of this parameter although the contract speaks of it: ids as probes have them, with the reasons. */
    Map<String, String> unsent() {
        Map<String, String> unsent = new LinkedHashMap<>();
        if (kind() == Kind.STRING && !schema.has("enum") && schema.has("maxLength") && longest() >= LONGEST_TEXT) {
            String reason = where() + " of more than " + LONGEST_TEXT + " characters is never sent";
            if (longest() > LONGEST_TEXT) {
                unsent.put(id() + "-longest", reason);
            }
            unsent.put(id() + "-too-long", reason);
        }
        return unsent;
    }

    /**
     * Values that must be turned down, by what is wrong with each, as the end of a probe's id. Null is not among them:
     * that it means the same as leaving an optional parameter out is so common that a finding would help nobody.
     */
    Map<String, JsonNode> refused() {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        if (schema.has("enum")) {
            unlisted(values);
        } else {
            switch (kind()) {
                case STRING -> {
                    if (shortest() > 0) {
                        values.put("too-short", NODES.stringNode("a".repeat(shortest() - 1)));
                    }
                    if (schema.has("maxLength") && longest() < LONGEST_TEXT) {
                        values.put("too-long", NODES.stringNode("a".repeat(longest() + 1)));
                    }
                    values.put("as-integer", NODES.numberNode(7));
                    values.put("as-array", NODES.arrayNode().add("text"));
                }
                case INTEGER -> {
                    if (schema.has("minimum")) {
                        values.put(
                                "below-minimum", number(Keywords.least(schema).subtract(BigInteger.ONE)));
                    }
                    if (schema.has("maximum")) {
                        values.put("above-maximum", number(Keywords.most(schema).add(BigInteger.ONE)));
                    }
                    BigInteger usual = Keywords.least(schema).max(BigInteger.ONE);
                    values.put("as-string", NODES.stringNode(usual.toString()));
                    values.put("as-fraction", NODES.numberNode(new BigDecimal(usual).add(new BigDecimal("0.5"))));
                    values.put("as-boolean", NODES.booleanNode(true));
                }
                default -> {
                    values.put("as-string", NODES.stringNode("true"));
                    values.put("as-integer", NODES.numberNode(1));
                }
            }
        }
        values.values().removeIf(this::takes);
        return values;
    }

    /** What no enumeration has: another value of each kind that it has, and one of a kind that it has not. */
    private void unlisted(Map<String, JsonNode> values) {
        List<JsonNode> listed = schema.path("enum").valueStream().toList();
        boolean texts = listed.stream().anyMatch(JsonNode::isString);
        List<BigDecimal> numbers = listed.stream()
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .toList();
        String unknown = "NO_SUCH_VALUE";
        while (takes(NODES.stringNode(unknown))) {
            unknown += "_";
        }
        if (texts) {
            values.put("unknown", NODES.stringNode(unknown));
        } else if (!numbers.isEmpty()) {
            BigDecimal largest = numbers.stream().reduce(numbers.get(0), BigDecimal::max);
            values.put("unknown", number(largest.toBigInteger().add(BigInteger.ONE)));
        }
        if (numbers.isEmpty()) {
            values.put("as-integer", NODES.numberNode(1));
        }
        if (!texts) {
            values.put("as-string", NODES.stringNode(listed.get(0).asString(unknown)));
        }
    }
}
