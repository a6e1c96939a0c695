package io.github.upscale4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Which field of an error's JSON says what: the dialects of the vendor, of gateways and of web frameworks. */
final class ErrorFields {
    /** Where an object is looked for that says more of the error. */
    private static final List<String> INNER = List.of("error", "message", "msg", "detail", "errors");
    /** Where texts are, the most telling first. */
    private static final List<String> TEXTS =
            List.of("message", "msg", "error_description", "description", "errors", "reason");

    private static final Pattern CODE = Pattern.compile("[a-z0-9_.-]+");

    private final Map<?, ?> top;
    private final @Nullable Object said;
    /** The objects that speak of the error, the outer ones first but the topmost last. */
    private final List<Map<?, ?>> parts = new ArrayList<>();

    private ErrorFields(Map<?, ?> top, @Nullable Object said) {
        this.top = top;
        this.said = said;
        collect(said);
        parts.add(top);
    }

    /** Takes a tree's root. */
    static ErrorFields of(@Nullable Object root) {
        Object said = unwrapped(root, true);
        return said instanceof Map<?, ?> top ? new ErrorFields(top, top) : new ErrorFields(Map.of(), said);
    }

    /** Whether a text that begins like JSON is some, and not {@code [error] no route} or {@code {name} is unknown}. */
    static boolean isJson(ErrorTree tree, ByteString text) {
        if (tree.root() instanceof Map<?, ?> object && (tree.isWhole() || !object.isEmpty())) {
            return true;
        }
        if (tree.root() instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            return true;
        }
        if (tree.root() instanceof String && text.utf8().stripTrailing().endsWith("\"")) {
            return true;
        }
        String start = text.substring(0, Math.min(text.size(), 64)).utf8().replaceAll("\\s++", "");
        return start.startsWith("{\"") || start.startsWith("[\"") || start.startsWith("[]");
    }

    /** Puts an error that a gateway wrapped up as text in the place of the text, one level deep. */
    private static @Nullable Object unwrapped(@Nullable Object value, boolean opensTexts) {
        if (value instanceof String text && opensTexts && text.stripLeading().startsWith("{")) {
            ErrorTree inner = ErrorTree.read(ByteString.encodeUtf8(text));
            return inner.root() instanceof Map<?, ?> object && !object.isEmpty() ? unwrapped(object, false) : text;
        }
        if (value instanceof Map<?, ?> object) {
            Map<Object, Object> unwrapped = new LinkedHashMap<>(object);
            for (String name : INNER) {
                unwrapped.computeIfPresent(name, (key, inner) -> Objects.requireNonNull(unwrapped(inner, opensTexts)));
            }
            return unwrapped;
        }
        return value;
    }

    private void collect(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            if (object != top) {
                parts.add(object);
            }
            INNER.forEach(name -> collect(object.get(name)));
        } else if (value instanceof List<?> list) {
            list.forEach(this::collect);
        }
    }

    /** The field's texts, wherever it is. */
    List<String> texts(String name) {
        return parts.stream()
                .flatMap(part -> Stream.ofNullable(scalar(part, name)))
                .toList();
    }

    @Nullable String text(String name) {
        List<String> texts = texts(name);
        return texts.isEmpty() ? null : texts.get(0);
    }

    private static @Nullable String scalar(Map<?, ?> object, String name) {
        return object.get(name) instanceof String text && !text.isBlank() ? text.strip() : null;
    }

    @Nullable String message() {
        return words(said);
    }

    @Nullable String code() {
        for (Map<?, ?> part : parts) {
            String code = scalar(part, "code");
            if (code != null) {
                return code;
            }
            String type = scalar(part, "type");
            // "error" is what everything here is, and RFC 7807's types are links.
            if (type != null && !type.equals("error") && !type.contains(":")) {
                return type;
            }
        }
        String error = scalar(top, "error");
        return error != null && isCode(error) && !Objects.equals(message(), error) ? error : null;
    }

    private static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    /** Whether there is an error at the top; what was generated and billed counts more than an error beside it. */
    boolean isEnvelope() {
        boolean hasData = top.get("data") instanceof List<?>;
        if (top.get("data") instanceof List<?> data && !data.isEmpty()) {
            return false;
        }
        Object error = top.get("error");
        boolean isError = error instanceof Map<?, ?> || (error instanceof String text && !(text.isBlank() && hasData));
        return isError || "error".equals(top.get("type"));
    }

    private static @Nullable String words(@Nullable Object value) {
        if (value instanceof String text) {
            return text.isBlank() ? null : text.strip();
        }
        if (value instanceof List<?> list) {
            String all = list.stream()
                    .flatMap(item -> Stream.ofNullable(words(item)))
                    .distinct()
                    .collect(Collectors.joining("; "));
            return all.isEmpty() ? null : all;
        }
        return value instanceof Map<?, ?> object ? words(object) : null;
    }

    private static @Nullable String words(Map<?, ?> object) {
        String error = words(object.get("error"));
        String more = problem(object);
        for (String name : TEXTS) {
            String text = words(object.get(name));
            if (text != null) {
                more = text;
                break;
            }
        }
        if (object.get("loc") instanceof List<?> place && more != null) {
            more = place.stream().map(String::valueOf).collect(Collectors.joining(".")) + ": " + more;
        }
        if (error == null || more == null) {
            return error == null ? more : error;
        }
        boolean isNested = !(object.get("error") instanceof String);
        if (isNested || error.contains(more)) {
            return error;
        }
        return isCode(error) || more.contains(error) ? more : error + ": " + more;
    }

    /** RFC 7807. */
    private static @Nullable String problem(Map<?, ?> object) {
        String title = words(object.get("title"));
        String detail = words(object.get("detail"));
        if (title == null || detail == null) {
            return title == null ? detail : title;
        }
        return detail.contains(title) ? detail : title + ": " + detail;
    }
}
