package io.github.upscale4j.model;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object and notes what breaks the contract. A value that cannot be read is skipped and read as
 * null; only malformed JSON and a broken connection throw.
 */
final class FieldReader {
    /** What {@link #next} returns where no field is left. */
    static final int END = 0;

    private final JsonReader reader;
    private final Fields fields;
    private final String path;
    private final boolean isObject;
    private long present;
    private long nulls;
    private @Nullable List<Violation> violations;
    private @Nullable Map<String, @Nullable Object> unknown;
    private int field;

    FieldReader(JsonReader reader, Fields fields) throws IOException {
        this.reader = reader;
        this.fields = fields;
        this.path = reader.getPath();
        this.isObject = reader.peek() == Token.BEGIN_OBJECT;
        if (isObject) {
            reader.beginObject();
        } else {
            addViolation(path, "type", "an object", skip());
        }
    }

    /** The number of the next field that has a value, which the caller must read; {@link #END} after the last. */
    int next() throws IOException {
        while (isObject && reader.hasNext()) {
            field = reader.selectName(fields.options()) + 1;
            if (field == 0) {
                readUnknown();
                continue;
            }
            long bit = Fields.bit(field);
            if ((present & bit) != 0) {
                addViolation(place(), "uniqueNames", "one value of that name", "another");
            }
            present |= bit;
            if (reader.peek() != Token.NULL) {
                nulls &= ~bit;
                return field;
            }
            nulls |= bit;
            if (fields.isNullable(field)) {
                reader.nextNull();
            } else {
                addViolation(place(), "type", "a value", skip());
            }
        }
        return END;
    }

    /** How the object was received; call it after {@link #next} returned {@link #END}. */
    Received close() throws IOException {
        long absent = 0;
        if (isObject) {
            reader.endObject();
            absent = fields.absent(present);
            for (String name : fields.names(fields.required(absent))) {
                addViolation(path + "." + name, "required", "a value", "absent");
            }
        }
        return new Received(
                path,
                violations == null ? List.of() : Collections.unmodifiableList(violations),
                fields.names(absent),
                nulls == 0 ? Set.of() : fields.names(nulls),
                unknown == null ? Map.of() : Collections.unmodifiableMap(unknown));
    }

    @Nullable String string() throws IOException {
        return expect(Token.STRING, "a string") ? reader.nextString() : null;
    }

    @Nullable String string(Pattern pattern) throws IOException {
        String text = string();
        if (text != null && !pattern.matcher(text).find()) {
            addViolation(place(), "pattern", "a string like " + pattern, quote(text));
        }
        return text;
    }

    /** A text as a value of an open enumeration. */
    <T> @Nullable T enumeration(Function<String, T> valueOf) throws IOException {
        String text = string();
        return text == null ? null : valueOf.apply(text);
    }

    /** A text as a value of an enumeration that the contract closes: an unknown one is kept, and is a violation. */
    <T> @Nullable T enumeration(Function<String, T> valueOf, Predicate<T> isKnown) throws IOException {
        T value = enumeration(valueOf);
        if (value != null && !isKnown.test(value)) {
            addViolation(place(), "enum", "a value of the enumeration", quote(value.toString()));
        }
        return value;
    }

    @Nullable OffsetDateTime dateTime() throws IOException {
        String text = string();
        if (text == null) {
            return null;
        }
        OffsetDateTime time = Timestamps.parse(text);
        if (time == null || !Timestamps.isStandard(text)) {
            addViolation(place(), "format", "an RFC 3339 date-time", quote(text));
        }
        return time;
    }

    @Nullable Boolean booleanValue() throws IOException {
        return expect(Token.BOOLEAN, "a boolean") ? (Boolean) reader.nextBoolean() : null;
    }

    @Nullable Integer intValue(long minimum, long maximum) throws IOException {
        Long value = longValue(minimum, maximum);
        if (value == null || value.intValue() == value) {
            return value == null ? null : value.intValue();
        }
        addViolation(place(), "format", "an integer of 32 bits", "number " + value);
        return null;
    }

    @Nullable Long longValue(long minimum, long maximum) throws IOException {
        if (!expect(Token.NUMBER, "an integer")) {
            return null;
        }
        long value;
        try {
            value = reader.nextLong();
        } catch (JsonDataException e) {
            // A fraction, or more than 64 bits; Moshi now hands the same token out as a string.
            addViolation(place(), "type", "an integer", "number " + shorten(reader.nextString()));
            return null;
        }
        if (value < minimum) {
            addViolation(place(), "minimum", "at least " + minimum, "number " + value);
        } else if (value > maximum) {
            addViolation(place(), "maximum", "at most " + maximum, "number " + value);
        }
        return value;
    }

    <T extends Decoded> @Nullable T object(JsonAdapter<T> adapter) throws IOException {
        T value = adapter.fromJson(reader);
        if (value != null) {
            addViolations(value.received().violations());
        }
        return value;
    }

    /** The items in their places: one that is no object is a record without values. */
    <T extends Decoded> @Nullable List<T> list(JsonAdapter<T> adapter) throws IOException {
        if (!expect(Token.BEGIN_ARRAY, "an array")) {
            return null;
        }
        List<T> items = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            T item = object(adapter);
            if (item != null) {
                items.add(item);
            }
        }
        reader.endArray();
        return items;
    }

    /** Whether the value is of that type; one that is not is skipped and noted. */
    private boolean expect(Token token, String description) throws IOException {
        if (reader.peek() == token) {
            return true;
        }
        addViolation(place(), "type", description, skip());
        return false;
    }

    /** The path of the field that was last returned. */
    private String place() {
        return path + "." + fields.name(field);
    }

    private void readUnknown() throws IOException {
        String name = reader.nextName();
        if (unknown == null) {
            unknown = new LinkedHashMap<>();
        }
        put(unknown, name, path + "." + name);
    }

    /** As {@link JsonReader#readJsonValue}, which would give up at a second value of one name and lose large integers. */
    private @Nullable Object anyValue() throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                enter(reader::beginObject);
                while (reader.hasNext()) {
                    put(members, reader.nextName(), reader.getPath());
                }
                reader.endObject();
                yield Collections.unmodifiableMap(members);
            }
            case BEGIN_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                enter(reader::beginArray);
                while (reader.hasNext()) {
                    items.add(anyValue());
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

    private void put(Map<String, @Nullable Object> members, String name, String place) throws IOException {
        if (members.containsKey(name)) {
            addViolation(place, "uniqueNames", "one value of that name", "another");
        }
        members.put(name, anyValue());
    }

    private static Number number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return Double.valueOf(text);
        }
    }

    /** Moshi reads 255 levels deep; what is deeper is malformed to us, and not a programming error. */
    private void enter(Step step) throws IOException {
        try {
            step.run();
        } catch (JsonDataException e) {
            throw (IOException) new JsonEncodingException("JSON is nested too deeply at path " + path).initCause(e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Skips the value and says what it was. */
    private String skip() throws IOException {
        return switch (reader.peek()) {
            case STRING -> quote(reader.nextString());
            case NUMBER -> "number " + shorten(reader.nextString());
            case BOOLEAN -> "boolean " + reader.nextBoolean();
            case NULL -> {
                reader.nextNull();
                yield "null";
            }
            case BEGIN_ARRAY -> {
                enter(reader::skipValue);
                yield "an array";
            }
            default -> {
                enter(reader::skipValue);
                yield "an object";
            }
        };
    }

    private static String quote(String text) {
        return "string \"" + shorten(text) + "\"";
    }

    private static String shorten(String text) {
        String cut = Links.cut(text);
        return cut.length() <= 60 ? cut : cut.substring(0, 60) + "…";
    }

    private void addViolation(String place, String rule, String expected, String found) {
        addViolations(List.of(new Violation(place, rule, expected, found)));
    }

    private void addViolations(List<Violation> more) {
        if (more.isEmpty()) {
            return;
        }
        if (violations == null) {
            violations = new ArrayList<>();
        }
        violations.addAll(more);
    }
}
