package io.github.upscale4j.conformance;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Numbers of JSON whose exponents are beyond what libraries calculate with. */
final class Numbers {
    private static final Pattern EXPONENT = Pattern.compile("(?<=\\d)[eE][+-]?(\\d{10,})");
    private static final String LARGEST_EXPONENT = "999999999";
    /** Beyond any limit of a schema. */
    private static final int MODERATE = 1000;

    private static final int DIGITS_OF_LONG = 18;
    private static final BigDecimal LARGEST_FRACTION = new BigDecimal("999999999999999999.5");

    private Numbers() {}

    /** With the largest exponent that can be read in place of any that is larger. Texts stay as they are. */
    static String readable(String json) {
        Matcher exponent = EXPONENT.matcher(json);
        StringBuilder readable = new StringBuilder();
        int copied = 0;
        int seen = 0;
        boolean inText = false;
        while (exponent.find()) {
            for (int i = seen; i < exponent.start(); i++) {
                char c = json.charAt(i);
                if (inText && c == '\\') {
                    i++;
                } else if (c == '"') {
                    inText = !inText;
                }
            }
            seen = exponent.start();
            String digits = exponent.group(1).replaceFirst("^0+(?=.)", "");
            if (!inText) {
                readable.append(json, copied, exponent.start(1));
                readable.append(digits.length() > LARGEST_EXPONENT.length() ? LARGEST_EXPONENT : digits);
                copied = exponent.end();
            }
        }
        return readable.append(json, copied, json.length()).toString();
    }

    /** With numbers of the same sign that are still huge, or tiny, in place of those that cannot be calculated with. */
    static JsonNode moderate(JsonNode value) {
        if (!value.isContainer()) {
            return moderateNumber(value);
        }
        if (isModerate(value)) {
            return value;
        }
        JsonNode changed = value.deepCopy();
        replace(changed);
        return changed;
    }

    private static boolean isModerate(JsonNode tree) {
        Deque<JsonNode> containers = new ArrayDeque<>(List.of(tree));
        while (!containers.isEmpty()) {
            for (JsonNode item : containers.pop()) {
                if (item.isContainer()) {
                    containers.push(item);
                } else if (item.isBigDecimal() && Math.abs(magnitude(item.decimalValue())) > DIGITS_OF_LONG) {
                    return false;
                }
            }
        }
        return true;
    }

    private static long magnitude(BigDecimal number) {
        return (long) number.precision() - number.scale();
    }

    private static void replace(JsonNode tree) {
        Deque<JsonNode> containers = new ArrayDeque<>(List.of(tree));
        while (!containers.isEmpty()) {
            JsonNode container = containers.pop();
            if (container instanceof ObjectNode object) {
                object.properties().forEach(member -> member.setValue(moderateNumber(member.getValue())));
            } else if (container instanceof ArrayNode array) {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, moderateNumber(array.get(i)));
                }
            }
            container.forEach(item -> {
                if (item.isContainer()) {
                    containers.push(item);
                }
            });
        }
    }

    private static JsonNode moderateNumber(JsonNode node) {
        if (!node.isBigDecimal()) {
            return node;
        }
        BigDecimal number = node.decimalValue();
        long magnitude = magnitude(number);
        if (number.signum() == 0) {
            number = BigDecimal.ZERO;
        } else if (Math.abs(magnitude) > MODERATE) {
            number = BigDecimal.valueOf(number.signum(), magnitude < 0 ? MODERATE : -MODERATE);
        } else if (magnitude <= DIGITS_OF_LONG) {
            return node;
        }
        // The validator takes a decimal for a long, whatever its size.
        if (Kind.isWhole(number)) {
            return Json.MAPPER.getNodeFactory().numberNode(number.toBigInteger());
        }
        return Json.MAPPER
                .getNodeFactory()
                .numberNode(magnitude < 0 ? number : LARGEST_FRACTION.multiply(BigDecimal.valueOf(number.signum())));
    }
}
