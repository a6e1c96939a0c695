package io.github.upscale4j.provider;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the bodies of refusals: the contract's named example of the dialect, with what was wrong as its message. */
final class ErrorBody {
    private static final Pattern REQUEST_ID = Pattern.compile("\\(request id: [^)]*\\)");

    private final Contract contract;
    private final List<Integer> statuses = new ArrayList<>();
    private final Set<String> dialects = new TreeSet<>();

    /**
     * A body as JSON.
     *
     * @param message the steps to the text that says what was wrong
     */
    record Written(String mediaType, @Nullable Object json, List<String> message) {}

    private record Example(
            int status,
            String mediaType,
            @Nullable Object value,
            @Nullable Object schema) {}

    ErrorBody(Contract contract) {
        this.contract = contract;
        for (Object key : contract.responses.keySet()) {
            int status = Integer.parseInt((String) key);
            if (status >= 400) {
                statuses.add(status);
                contract.content(status).values().forEach(media -> {
                    if (((Map<?, ?>) media).get("examples") instanceof Map<?, ?> named) {
                        named.keySet().forEach(name -> dialects.add((String) name));
                    }
                });
            }
        }
    }

    /** The names of the dialects, for which every status of the contract need not have an example. */
    Set<String> dialects() {
        return dialects;
    }

    /**
     * @param message what was wrong; null keeps the example's text
     * @param known members known at run time, put where the example has them
     * @throws IllegalArgumentException if no status has an example in the dialect
     */
    Written write(
            int status, String dialect, @Nullable String message, String requestId, Map<String, BigDecimal> known) {
        Example example = example(status, dialect);
        Object body = JsonPatch.copy(example.value);
        if (example.status != status) {
            body = translated(body, example.status, status);
        }
        List<String> place = messagePlace(example.schema, example.value);
        if (message == null) {
            message = messageAt(body, place);
        }
        if (message != null) {
            Object old = resolved(example.value, place);
            if (old instanceof String text && REQUEST_ID.matcher(text).find()) {
                message = REQUEST_ID.matcher(message).replaceAll("").strip() + " (request id: " + requestId + ")";
            }
            set(body, place, message);
        }
        if (body instanceof Map<?, ?> members) {
            known.forEach((name, value) -> {
                if (members.containsKey(name)) {
                    set(body(members), List.of(name), value);
                }
            });
        }
        return new Written(example.mediaType, body, place);
    }

    private static @Nullable Object body(Map<?, ?> members) {
        return members;
    }

    private static @Nullable String messageAt(@Nullable Object body, List<String> place) {
        return resolved(body, place) instanceof String text ? text : null;
    }

    private Example example(int status, String dialect) {
        List<Integer> order = new ArrayList<>(List.of(status));
        order.addAll(statuses);
        for (int one : order) {
            for (Map.Entry<?, ?> content : contract.content(one).entrySet()) {
                Map<?, ?> media = (Map<?, ?>) content.getValue();
                if (one >= 400
                        && media.get("examples") instanceof Map<?, ?> named
                        && named.get(dialect) instanceof Map<?, ?> example) {
                    return new Example(one, (String) content.getKey(), example.get("value"), media.get("schema"));
                }
            }
        }
        throw new IllegalArgumentException(
                "expected one of the dialects " + dialects + " but found \"" + dialect + "\"");
    }

    /** An example of one status, made to speak of another: its number, and its reason phrase in any spelling. */
    private static @Nullable Object translated(@Nullable Object value, int from, int to) {
        if (value instanceof Map<?, ?> members) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            members.forEach((name, member) -> all.put((String) name, translated(member, from, to)));
            return all;
        } else if (value instanceof BigDecimal number && number.compareTo(BigDecimal.valueOf(from)) == 0) {
            return BigDecimal.valueOf(to);
        } else if (value instanceof String text && text.equals(Reason.of(from))) {
            return Reason.of(to);
        }
        return value;
    }

    /** The text that the dialect's schema requires: the last one where it offers a choice. */
    private List<String> messagePlace(@Nullable Object schema, @Nullable Object example) {
        Map<?, ?> rules = contract.schema(schema);
        if (rules.get("anyOf") instanceof List<?> forms && !(rules.get("properties") instanceof Map<?, ?>)) {
            for (Object form : forms) {
                if (contract.checker(form, "error").check(example) == null) {
                    return messagePlace(form, example);
                }
            }
        }
        String name = null;
        if (rules.get("required") instanceof List<?> required && !required.isEmpty()) {
            name = (String) required.get(0);
        } else if (rules.get("anyOf") instanceof List<?> forms) {
            for (Object form : forms) {
                if (((Map<?, ?>) form).get("required") instanceof List<?> required && !required.isEmpty()) {
                    name = (String) required.get(0);
                }
            }
        }
        if (name == null || !(rules.get("properties") instanceof Map<?, ?> properties)) {
            throw new IllegalArgumentException("the contract's error schema requires no text");
        }
        List<String> place = new ArrayList<>(List.of(name));
        Map<?, ?> property = contract.schema(properties.get(name));
        if ("object".equals(property.get("type"))) {
            place.addAll(messagePlace(property, resolved(example, List.of(name))));
        }
        return place;
    }

    private static @Nullable Object resolved(@Nullable Object body, List<String> place) {
        try {
            return JsonPointer.resolve(body, place);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Puts a member into an object that is there. */
    @SuppressWarnings("unchecked") // JsonReader makes no other maps
    static void set(@Nullable Object body, List<String> place, Object value) {
        Object parent = resolved(body, place.subList(0, place.size() - 1));
        if (parent instanceof Map<?, ?> members) {
            ((Map<String, Object>) members).put(place.get(place.size() - 1), value);
        }
    }
}
