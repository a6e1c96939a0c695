package io.github.upscale4j.provider;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A JSON value that is expected to be something; where it is not, the exception says what, what was found, and where. */
record Expected(String pointer, @Nullable Object value) {

    IllegalArgumentException but(String expected) {
        return but(expected, kind());
    }

    private IllegalArgumentException but(String expected, String found) {
        return new IllegalArgumentException(
                "expected " + expected + " but found " + found + " at " + (pointer.isEmpty() ? "the top" : pointer));
    }

    private String kind() {
        return value instanceof Map<?, ?>
                ? "an object"
                : value instanceof List<?> ? "an array" : JsonWriter.write(value);
    }

    String string() {
        if (value instanceof String string) {
            return string;
        }
        throw but("a string");
    }

    String oneOf(Collection<String> allowed) {
        if (value instanceof String string && allowed.contains(string)) {
            return string;
        }
        throw but("one of " + new TreeSet<>(allowed));
    }

    boolean bool() {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw but("true or false");
    }

    long integer(long minimum, long maximum) {
        if (value instanceof BigDecimal number
                && number.compareTo(BigDecimal.valueOf(minimum)) >= 0
                && number.compareTo(BigDecimal.valueOf(maximum)) <= 0
                && number.stripTrailingZeros().scale() <= 0) {
            return number.longValueExact();
        }
        throw but("an integer from " + minimum + " to " + maximum);
    }

    /** A string that is a JSON Pointer, as its steps. */
    List<String> steps() {
        try {
            return JsonPointer.steps(string());
        } catch (IllegalArgumentException e) {
            throw but("a JSON Pointer");
        }
    }

    List<Expected> items() {
        if (value instanceof List<?> list) {
            List<Expected> items = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                items.add(new Expected(JsonPointer.child(pointer, i), list.get(i)));
            }
            return items;
        }
        throw but("an array");
    }

    Members members() {
        if (value instanceof Map<?, ?> map) {
            Map<String, Expected> members = new LinkedHashMap<>();
            map.forEach((name, member) ->
                    members.put((String) name, new Expected(JsonPointer.child(pointer, (String) name), member)));
            return new Members(this, members);
        }
        throw but("an object");
    }

    /** The members of an object, each taken at most once; what is left at the end is unknown. */
    static final class Members {
        private final Expected whole;
        private final Map<String, Expected> left;
        private final TreeSet<String> asked = new TreeSet<>();

        private Members(Expected whole, Map<String, Expected> left) {
            this.whole = whole;
            this.left = left;
        }

        @Nullable Expected optional(String name) {
            asked.add(name);
            return left.remove(name);
        }

        Expected required(String name) {
            Expected member = optional(name);
            if (member == null) {
                throw whole.but("a member \"" + name + "\"", "none");
            }
            return member;
        }

        /** All members, whatever their names. */
        Map<String, Expected> all() {
            Map<String, Expected> all = new LinkedHashMap<>(left);
            left.clear();
            return all;
        }

        void finish() {
            for (Map.Entry<String, Expected> unknown : left.entrySet()) {
                throw unknown.getValue().but("one of the members " + asked, "\"" + unknown.getKey() + "\"");
            }
        }
    }
}
