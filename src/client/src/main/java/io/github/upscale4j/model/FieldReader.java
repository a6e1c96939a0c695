package io.github.upscale4j.model;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    /** Nobody reads more, and each takes memory: what a provider sends must not decide on that. */
    private static final int MOST_VIOLATIONS = 1000;

    private static final int MOST_ITEMS = 1000;

    private final JsonReader reader;
    private final Fields fields;
    private final String path;
    private final boolean isObject;
    private long present;
    /** Fields of which a value was read; of several values of one name, the first that can be read is kept. */
    private long readable;

    private long nulls;
    private @Nullable List<Violation> violations;
    private final UnknownFields unknown = new UnknownFields();
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
                unknown.add(reader, path, this::addViolation);
                continue;
            }
            long bit = Fields.bit(field);
            if ((present & bit) != 0) {
                addViolation(place(), "uniqueNames", "one value of that name", "another");
            }
            present |= bit;
            if ((readable & bit) != 0) {
                skip();
            } else if (reader.peek() != Token.NULL) {
                nulls &= ~bit;
                readable |= bit;
                return field;
            } else {
                nulls |= bit;
                if (fields.isNullable(field)) {
                    reader.nextNull();
                } else {
                    addViolation(place(), "type", "a value", skip());
                }
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
                unknown.asMap());
    }

    /** A pattern of JSON Schema, in which {@code $} is the end and not also the place before a last line break. */
    static Pattern pattern(String regex) {
        boolean endAnchor = regex.endsWith("$") && !regex.endsWith("\\$");
        return Pattern.compile(endAnchor ? regex.substring(0, regex.length() - 1) + "\\z" : regex);
    }

    @Nullable String string() throws IOException {
        return expect(Token.STRING, "a string") ? reader.nextString() : null;
    }

    @Nullable String string(Pattern pattern) throws IOException {
        String text = string();
        if (text != null && !pattern.matcher(text).find()) {
            addViolation(place(), "pattern", "a string like " + pattern, Found.string(text));
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
            addViolation(place(), "enum", "a value of the enumeration", Found.string(value.toString()));
        }
        return value;
    }

    @Nullable OffsetDateTime dateTime() throws IOException {
        String text = string();
        if (text == null) {
            return null;
        }
        OffsetDateTime time = Timestamps.parse(text);
        if (time == null) {
            forget();
        }
        if (time == null || Timestamps.hasSpace(text)) {
            addViolation(place(), "format", "an RFC 3339 date-time", Found.string(text));
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
        forget();
        return null;
    }

    @Nullable Long longValue(long minimum, long maximum) throws IOException {
        if (!expect(Token.NUMBER, "an integer")) {
            return null;
        }
        // Not nextLong(), which takes time quadratic in the number of digits.
        String text = reader.nextString();
        Long value = Integers.parse(text);
        if (value == null) { // a fraction, or more than 64 bits
            addViolation(place(), "type", "an integer", Found.number(text));
            forget();
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
            if (items.size() == MOST_ITEMS) {
                addViolation(place(), "maxItems", "at most " + MOST_ITEMS + " items", "more");
                while (reader.hasNext()) {
                    UnknownFields.enter(reader, reader::skipValue);
                }
                break;
            }
            T item = object(adapter);
            if (item != null) {
                items.add(item);
            }
        }
        reader.endArray();
        return items;
    }

    /**
     * Notes a field that is not a link although the condition is true, or not empty although that is false; call it after
     * {@link #next} returned {@link #END}. Where the condition is not known, or the field was absent or not readable, nothing
     * follows that is not noted already.
     */
    void linkIf(@Nullable Boolean condition, int linkField, @Nullable String link) {
        if (condition == null) {
            return;
        }
        String place = path + "." + fields.name(linkField);
        if (link == null) {
            if (condition && (nulls & Fields.bit(linkField)) != 0) {
                addViolation(place, "type", "a link", "null");
            }
        } else if (condition && !Links.isAbsoluteUri(link)) {
            addViolation(place, "format", "an absolute URI", Found.string(link));
        } else if (!condition && !link.isEmpty()) {
            addViolation(place, "enum", "null or an empty string", Found.string(link));
        }
    }

    /** Whether the value is of that type; one that is not is skipped and noted. */
    private boolean expect(Token token, String description) throws IOException {
        if (reader.peek() == token) {
            return true;
        }
        addViolation(place(), "type", description, skip());
        forget();
        return false;
    }

    /** The value of the field could not be read: a second one of that name may. */
    private void forget() {
        readable &= ~Fields.bit(field);
    }

    /** The path of the field that was last returned. */
    private String place() {
        return path + "." + fields.name(field);
    }

    /** Skips the value and says what it was. */
    private String skip() throws IOException {
        return switch (reader.peek()) {
            case STRING -> Found.string(reader.nextString());
            case NUMBER -> Found.number(reader.nextString());
            case BOOLEAN -> "boolean " + reader.nextBoolean();
            case NULL -> {
                reader.nextNull();
                yield "null";
            }
            case BEGIN_ARRAY -> {
                UnknownFields.enter(reader, reader::skipValue);
                yield "an array";
            }
            default -> {
                UnknownFields.enter(reader, reader::skipValue);
                yield "an object";
            }
        };
    }

    private void addViolation(String place, String rule, String expected, String found) {
        addViolation(new Violation(place, rule, expected, found));
    }

    private void addViolation(Violation violation) {
        addViolations(List.of(violation));
    }

    private void addViolations(List<Violation> more) {
        if (more.isEmpty() || (violations != null && violations.size() >= MOST_VIOLATIONS)) {
            return;
        }
        if (violations == null) {
            violations = new ArrayList<>();
        }
        violations.addAll(more);
    }
}
