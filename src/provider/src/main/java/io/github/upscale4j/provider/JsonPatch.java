package io.github.upscale4j.provider;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON Patch (RFC 6902): checked when it is made, applied to a copy. Immutable. */
final class JsonPatch {
    private record Operation(
            String name,
            List<String> path,
            List<String> from,
            @Nullable Object value) {}

    private static final Set<String> NAMES = Set.of("add", "remove", "replace", "move", "copy", "test");
    private static final Set<String> WITH_VALUE = Set.of("add", "replace", "test");
    private static final Set<String> WITH_FROM = Set.of("move", "copy");

    private final List<Operation> operations;

    private JsonPatch(List<Operation> operations) {
        this.operations = operations;
    }

    static JsonPatch of(Expected patch) {
        List<Operation> operations = new ArrayList<>();
        for (Expected item : patch.items()) {
            Expected.Members operation = item.members();
            String name = operation.required("op").oneOf(NAMES);
            Expected path = operation.required("path");
            Expected from = WITH_FROM.contains(name) ? operation.required("from") : null;
            Object value =
                    WITH_VALUE.contains(name) ? operation.required("value").value() : null;
            operation.finish();
            operations.add(new Operation(name, path.steps(), from == null ? List.of() : from.steps(), copy(value)));
        }
        return new JsonPatch(operations);
    }

    /**
     * Applies all operations to a copy.
     *
     * @throws IllegalArgumentException if one of them cannot be applied; says which
     */
    @Nullable Object apply(@Nullable Object document) {
        Object root = copy(document);
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            try {
                root = apply(root, operation);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "patch operation " + i + " (" + operation.name + " " + JsonPointer.text(operation.path) + "): "
                                + e.getMessage(),
                        e);
            }
        }
        return root;
    }

    private static @Nullable Object apply(@Nullable Object root, Operation operation) {
        List<String> path = operation.path;
        return switch (operation.name) {
            case "add" -> add(root, path, copy(operation.value));
            case "remove" -> {
                JsonPointer.resolve(root, path);
                yield remove(root, path);
            }
            case "replace" -> {
                JsonPointer.resolve(root, path);
                yield replace(root, path, copy(operation.value));
            }
            case "copy" -> add(root, path, copy(JsonPointer.resolve(root, operation.from)));
            case "move" -> {
                if (path.size() > operation.from.size()
                        && path.subList(0, operation.from.size()).equals(operation.from)) {
                    throw new IllegalArgumentException("a value cannot be moved into itself");
                }
                Object moved = JsonPointer.resolve(root, operation.from);
                yield add(remove(root, operation.from), path, moved);
            }
            default -> {
                Object found = JsonPointer.resolve(root, path);
                if (!same(found, operation.value)) {
                    throw new IllegalArgumentException(
                            "expected " + JsonWriter.write(operation.value) + " but found " + JsonWriter.write(found));
                }
                yield root;
            }
        };
    }

    private static @Nullable Object add(@Nullable Object root, List<String> path, @Nullable Object value) {
        if (path.isEmpty()) {
            return value;
        }
        Object parent = JsonPointer.resolve(root, path.subList(0, path.size() - 1));
        String last = path.get(path.size() - 1);
        if (parent instanceof Map<?, ?>) {
            members(parent).put(last, value);
        } else if (parent instanceof List<?> list) {
            int index = last.equals("-") ? list.size() : JsonPointer.index(last, list.size());
            if (index < 0) {
                throw new IllegalArgumentException("expected an index up to " + list.size() + " but found " + last);
            }
            items(parent).add(index, value);
        } else {
            throw new IllegalArgumentException("its parent is neither an object nor an array");
        }
        return root;
    }

    private static @Nullable Object replace(@Nullable Object root, List<String> path, @Nullable Object value) {
        if (path.isEmpty()) {
            return value;
        }
        Object parent = JsonPointer.resolve(root, path.subList(0, path.size() - 1));
        String last = path.get(path.size() - 1);
        if (parent instanceof Map<?, ?>) {
            members(parent).put(last, value); // keeps the member's place
        } else if (parent instanceof List<?>) {
            items(parent).set(Integer.parseInt(last), value);
        }
        return root;
    }

    private static @Nullable Object remove(@Nullable Object root, List<String> path) {
        if (path.isEmpty()) {
            return null;
        }
        Object parent = JsonPointer.resolve(root, path.subList(0, path.size() - 1));
        String last = path.get(path.size() - 1);
        if (parent instanceof Map<?, ?>) {
            members(parent).remove(last);
        } else if (parent instanceof List<?>) {
            items(parent).remove(Integer.parseInt(last));
        }
        return root;
    }

    /** A deep, modifiable copy. */
    static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            members.forEach((name, member) -> copy.put((String) name, copy(member)));
            return copy;
        } else if (value instanceof List<?> items) {
            List<@Nullable Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(copy(item)));
            return copy;
        }
        return value;
    }

    /** Equality of JSON: numbers by value, members in any order. */
    static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
            return x.compareTo(y) == 0;
        } else if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.keySet().equals(y.keySet())
                    && x.entrySet().stream().allMatch(e -> same(e.getValue(), y.get(e.getKey())));
        } else if (a instanceof List<?> x && b instanceof List<?> y) {
            boolean same = x.size() == y.size();
            for (int i = 0; same && i < x.size(); i++) {
                same = same(x.get(i), y.get(i));
            }
            return same;
        }
        return a == null ? b == null : a.equals(b);
    }

    @SuppressWarnings("unchecked") // JsonReader makes no other maps
    private static Map<String, @Nullable Object> members(Object map) {
        return (Map<String, @Nullable Object>) map;
    }

    @SuppressWarnings("unchecked") // JsonReader makes no other lists
    private static List<@Nullable Object> items(Object list) {
        return (List<@Nullable Object>) list;
    }
}
