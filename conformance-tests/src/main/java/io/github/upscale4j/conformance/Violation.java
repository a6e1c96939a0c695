package io.github.upscale4j.conformance;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One place where a value breaks its schema.
 *
 * @param pointer JSON Pointer of the value, or of the property that is missing
 * @param keyword the JSON Schema keyword that it breaks
 * @param conditional whether the keyword holds only because of another field's value
 */
record Violation(String pointer, String keyword, boolean conditional, String expected, String found, boolean isNull) {

    boolean isEmptyText() {
        return found.equals(describe(JsonNodeFactory.instance.stringNode("")));
    }

    /** Whether another one says of the same value that it is wrong whatever else holds. */
    boolean isSaidBy(Violation other) {
        return !other.conditional() && other.pointer().equals(pointer);
    }

    /** {@code /data/0/url} as {@code data[].url}. */
    String fieldPath() {
        StringBuilder path = new StringBuilder();
        for (String token : pointer.split("/", -1)) {
            if (token.isEmpty()) {
                continue;
            }
            if (token.chars().allMatch(Character::isDigit)) {
                path.append("[]");
            } else {
                path.append(path.isEmpty() ? "" : ".")
                        .append(token.replace("~1", "/").replace("~0", "~"));
            }
        }
        return path.toString();
    }

    /** A value by its kind and, where it has one, its text, whole and with its secrets: see {@link Redaction}. */
    static String describe(JsonNode value) {
        if (value.isMissingNode()) {
            return "nothing";
        }
        Kind kind = Kind.of(value);
        return switch (kind) {
            case NULL -> "null";
            case OBJECT -> "an object of " + value.size() + (value.size() == 1 ? " member" : " members");
            case ARRAY -> "an array of " + value.size() + (value.size() == 1 ? " item" : " items");
            case STRING -> "string \"" + value.stringValue() + '"';
            default -> kind.text() + " " + value.asString();
        };
    }
}
