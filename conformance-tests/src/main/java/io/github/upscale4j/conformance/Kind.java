package io.github.upscale4j.conformance;

import java.math.BigDecimal;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The kinds of value that JSON Schema tells apart. */
enum Kind {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    ARRAY,
    OBJECT,
    NULL;

    static Kind of(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> STRING;
            case NUMBER -> isWhole(node) ? INTEGER : NUMBER;
            case BOOLEAN -> BOOLEAN;
            case ARRAY -> ARRAY;
            case OBJECT -> OBJECT;
            case NULL -> NULL;
            default -> throw new IllegalArgumentException("no JSON value: " + node.getNodeType());
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In JSON Schema {@code 1.0} is an integer. */
    private static boolean isWhole(JsonNode number) {
        return number.isIntegralNumber() || isWhole(number.decimalValue());
    }

    static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }
}
