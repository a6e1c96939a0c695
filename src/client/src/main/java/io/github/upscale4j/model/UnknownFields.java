package io.github.upscale4j.model;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object that the contract does not name. {@link JsonReader#readJsonValue} would give up at a second value of
 * one name, and lose large integers.
 */
final class UnknownFields {
    /** Digits beyond which an exact number costs more than anybody gains. */
    private static final int LONGEST_EXACT = 1000;

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /** Reads the next name and value of the object at {@code path}. */
    void add(JsonReader reader, String path, Consumer<Violation> violations) throws IOException {
        String name = reader.nextName();
        put(members, name, path + "." + name, reader, violations);
    }

    /** In their order; immutable. */
    Map<String, @Nullable Object> asMap() {
        return Collections.unmodifiableMap(members);
    }

    private static void put(
            Map<String, @Nullable Object> members,
            String name,
            String place,
            JsonReader reader,
            Consumer<Violation> violations)
            throws IOException {
        if (members.containsKey(name)) {
            violations.accept(new Violation(Links.cut(place), "uniqueNames", "one value of that name", "another"));
        }
        members.put(name, value(reader, violations));
    }

    private static @Nullable Object value(JsonReader reader, Consumer<Violation> violations) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                Map<String, @Nullable Object> inner = new LinkedHashMap<>();
                enter(reader, reader::beginObject);
                while (reader.hasNext()) {
                    put(inner, reader.nextName(), reader.getPath(), reader, violations);
                }
                reader.endObject();
                yield Collections.unmodifiableMap(inner);
            }
            case BEGIN_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                enter(reader, reader::beginArray);
                while (reader.hasNext()) {
                    items.add(value(reader, violations));
                }
                reader.endArray();
                yield Collections.unmodifiableList(items);
            }
            case STRING -> reader.nextString();
            case NUMBER -> number(reader.nextString());
            case BOOLEAN -> reader.nextBoolean();
            default -> reader.nextNull();
        };
    }

    private static Number number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return text.length() <= LONGEST_EXACT ? exact(text) : Double.valueOf(text);
        }
    }

    private static Number exact(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) { // an exponent beyond 32 bits
            return Double.valueOf(text);
        }
    }

    /** Moshi reads 255 levels deep; what is deeper is malformed to us, and not a programming error. */
    static void enter(JsonReader reader, Step step) throws IOException {
        try {
            step.run();
        } catch (JsonDataException e) {
            throw (IOException)
                    new JsonEncodingException("JSON is nested too deeply at path " + reader.getPath()).initCause(e);
        }
    }

    /** Goes into a value, or over it. */
    interface Step {
        void run() throws IOException;
    }
}
