package io.github.upscale4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of an object of the catalogue, each to be taken once; one that nobody takes is a mistake in the catalogue. */
final class CaseMembers {
    private final String place;
    private final Map<String, @Nullable Object> left = new LinkedHashMap<>();

    CaseMembers(String place, @Nullable Object value) {
        this.place = place;
        if (!(value instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException(place + ": expected an object but found " + value);
        }
        members.forEach((name, member) -> left.put((String) name, member));
    }

    /** The object of that name; an empty one where it is not given. */
    CaseMembers object(String name) {
        Object value = left.remove(name);
        return new CaseMembers(place + "/" + name, value == null ? Map.of() : value);
    }

    List<?> list(String name) {
        return one(name, List.class, List.of());
    }

    /** One text, or a list of them. */
    List<String> textOrTexts(String name) {
        return left.get(name) instanceof List ? texts(name) : List.of(text(name));
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object item : list(name)) {
            if (!(item instanceof String text)) {
                throw new IllegalArgumentException(place + "/" + name + ": expected texts but found " + item);
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    String text(String name) {
        String text = textOrNull(name);
        if (text == null) {
            throw new IllegalArgumentException(place + ": expected a member " + name + " but there is none");
        }
        return text;
    }

    String text(String name, String absent) {
        return one(name, String.class, absent);
    }

    @Nullable String textOrNull(String name) {
        return left.containsKey(name) ? one(name, String.class, "") : null;
    }

    int integer(String name, int absent) {
        return one(name, Integer.class, absent);
    }

    @Nullable Integer integerOrNull(String name) {
        return left.containsKey(name) ? one(name, Integer.class, 0) : null;
    }

    boolean flag(String name, boolean absent) {
        return one(name, Boolean.class, absent);
    }

    private <T> T one(String name, Class<T> type, T absent) {
        if (!left.containsKey(name)) {
            return absent;
        }
        Object value = left.remove(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    place + "/" + name + ": expected " + type.getSimpleName() + " but found " + value);
        }
        return type.cast(value);
    }

    /** @throws IllegalArgumentException if a member was not taken; names it and its place */
    void finish() {
        for (String name : left.keySet()) {
            throw new IllegalArgumentException(place + ": expected no member " + name);
        }
    }
}
