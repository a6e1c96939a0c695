package io.github.upscale4j.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Pointers (RFC 6901) as lists of unescaped steps. */
final class JsonPointer {
    private JsonPointer() {}

    /** The pointer with one more step. */
    static String child(String pointer, Object step) {
        return pointer + "/" + step.toString().replace("~", "~0").replace("/", "~1");
    }

    /** @throws IllegalArgumentException if the text is no pointer */
    static List<String> steps(String pointer) {
        List<String> steps = new ArrayList<>();
        if (pointer.isEmpty()) {
            return steps;
        }
        if (!pointer.startsWith("/") || pointer.matches("(?s).*~([^01].*|$)")) {
            throw new IllegalArgumentException("expected a JSON Pointer but found \"" + pointer + "\"");
        }
        for (String step : pointer.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return steps;
    }

    /** Whether there is something at that place, null included. */
    static boolean leads(@Nullable Object root, List<String> steps) {
        try {
            resolve(root, steps);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** @throws IllegalArgumentException if there is nothing at that place */
    static @Nullable Object resolve(@Nullable Object root, List<String> steps) {
        Object node = root;
        for (int i = 0; i < steps.size(); i++) {
            String step = steps.get(i);
            if (node instanceof Map<?, ?> members && members.containsKey(step)) {
                node = members.get(step);
            } else if (node instanceof List<?> items && index(step, items.size() - 1) >= 0) {
                node = items.get(index(step, items.size() - 1));
            } else {
                throw new IllegalArgumentException("nothing is at " + text(steps.subList(0, i + 1)));
            }
        }
        return node;
    }

    /** The step as an index from 0 to last, or -1. */
    static int index(String step, int last) {
        if (!step.matches("0|[1-9][0-9]{0,8}")) {
            return -1;
        }
        int index = Integer.parseInt(step);
        return index <= last ? index : -1;
    }

    static String text(List<String> steps) {
        String pointer = "";
        for (String step : steps) {
            pointer = child(pointer, step);
        }
        return pointer;
    }
}
