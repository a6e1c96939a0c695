package io.github.upscale4j.model;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a JSON object, or of several one after the other, and notes what breaks the contract. A value that cannot
 * be read is skipped and read as null; only malformed JSON and a broken connection throw.
 */
final class FieldReader {
    /** What {@link #next} returns where no field is left. */
    static final int END = 0;

    /** Nobody reads more, and each takes memory: what a provider sends must not decide on that. */
    private static final int MOST_VIOLATIONS = 1000;

    private static final int MOST_ITEMS = 1000;

    /** Most answers have fewer: room for more is made when it is needed. */
    private static final int USUAL_ITEMS = 4;

    private final JsonReader reader;
    private final Fields fields;
    private Place place = Place.ROOT;
    private boolean isObject;
    private long present;
    /** Fields of which a value was read; of several values of one name, the first that can be read is kept. */
    private long readable;

    private long nulls;
    private @Nullable List<Violation> violations;
    private @Nullable UnknownFields unknown;
    private int field;

    /** {@link #begin} comes first. */
    FieldReader(JsonReader reader, Fields fields) {
        this.reader = reader;
        this.fields = fields;
    }

    /** Goes into the object that is next, which stands there; one that was read before is forgotten. */
    void begin(Place at) throws IOException {
        place = at;
        present = 0;
        readable = 0;
        nulls = 0;
        violations = null;
        unknown = null;
        isObject = reader.peek() == Token.BEGIN_OBJECT;
        if (isObject) {
            reader.beginObject();
        } else {
            addViolation(place.toString(), "type", "an object", skip());
        }
    }

    /** The number of the next field that has a value, which the caller must read; {@link #END} after the last. */
    int next() throws IOException {
        while (isObject && reader.hasNext()) {
            field = reader.selectName(fields.options()) + 1;
            if (field == 0) {
                addUnknown();
                continue;
            }
            long bit = Fields.bit(field);
            boolean isFirst = (present & bit) == 0;
            present |= bit;
            if (isFirst ? reader.peek() != Token.NULL : isReadableAfterAll(bit)) {
                readable |= bit;
                return field;
            }
            if (isFirst) {
                skipNull(bit);
            }
        }
        return END;
    }

    private void addUnknown() throws IOException {
        UnknownFields found = unknown == null ? new UnknownFields() : unknown;
        unknown = found;
        found.add(reader, place.toString(), this::addViolation);
    }

    /** Of a further value of one name: whether it is to be read, as none before it could be. */
    private boolean isReadableAfterAll(long bit) throws IOException {
        addViolation(here(), "uniqueNames", "one value of that name", "another");
        if ((readable & bit) != 0) {
            skip();
        } else if (reader.peek() == Token.NULL) {
            skipNull(bit);
        } else {
            nulls &= ~bit;
            return true;
        }
        return false;
    }

    private void skipNull(long bit) throws IOException {
        nulls |= bit;
        if (fields.isNullable(field)) {
            reader.nextNull();
        } else {
            addViolation(here(), "type", "a value", skip());
        }
    }

    /** How the object was received; call it after {@link #next} returned {@link #END}. */
    Received close() throws IOException {
        long absent = 0;
        if (isObject) {
            reader.endObject();
            absent = fields.absent(present);
            for (String name : fields.names(fields.required(absent))) {
                addViolation(place + "." + name, "required", "a value", "absent");
            }
        }
        return new Received(
                place,
                violations == null ? List.of() : Collections.unmodifiableList(violations),
                fields,
                absent,
                nulls,
                unknown == null ? Map.of() : unknown.asMap());
    }

    @Nullable String string() throws IOException {
        return expect(Token.STRING, "a string") ? reader.nextString() : null;
    }

    @Nullable String string(TextPattern pattern) throws IOException {
        String text = string();
        if (text != null && !pattern.isIn(text)) {
            addViolation(here(), "pattern", "a string like " + pattern, Found.string(text));
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
            addViolation(here(), "enum", "a value of the enumeration", Found.string(value.toString()));
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
            addViolation(here(), "format", "an RFC 3339 date-time", Found.string(text));
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
        addViolation(here(), "format", "an integer of 32 bits", "number " + value);
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
            addViolation(here(), "type", "an integer", Found.number(text));
            forget();
            return null;
        }
        if (value < minimum) {
            addViolation(here(), "minimum", "at least " + minimum, "number " + value);
        } else if (value > maximum) {
            addViolation(here(), "maximum", "at most " + maximum, "number " + value);
        }
        return value;
    }

    <T extends Decoded> T object(ObjectAdapter<T> adapter) throws IOException {
        return object(adapter, new FieldReader(reader, adapter.fields()), place.field(fields.name(field)));
    }

    private <T extends Decoded> T object(ObjectAdapter<T> adapter, FieldReader inner, Place at) throws IOException {
        inner.begin(at);
        T value = adapter.read(inner);
        addViolations(value.received().violations());
        return value;
    }

    /** The items in their places: one that is no object is a record without values. */
    <T extends Decoded> @Nullable List<T> list(ObjectAdapter<T> adapter) throws IOException {
        if (!expect(Token.BEGIN_ARRAY, "an array")) {
            return null;
        }
        List<T> items = new ArrayList<>(USUAL_ITEMS);
        FieldReader item = new FieldReader(reader, adapter.fields());
        reader.beginArray();
        while (reader.hasNext()) {
            if (items.size() == MOST_ITEMS) {
                addViolation(here(), "maxItems", "at most " + MOST_ITEMS + " items", "more");
                while (reader.hasNext()) {
                    UnknownFields.enter(reader, reader::skipValue);
                }
                break;
            }
            items.add(object(adapter, item, place.item(fields.name(field), items.size())));
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
        if (link == null) {
            if (condition && (nulls & Fields.bit(linkField)) != 0) {
                addViolation(pathOf(linkField), "type", "a link", "null");
            }
        } else if (condition && !Links.isAbsoluteUri(link)) {
            addViolation(pathOf(linkField), "format", "an absolute URI", Found.string(link));
        } else if (!condition && !link.isEmpty()) {
            addViolation(pathOf(linkField), "enum", "null or an empty string", Found.string(link));
        }
    }

    /** Whether the value is of that type; one that is not is skipped and noted. */
    private boolean expect(Token token, String description) throws IOException {
        if (reader.peek() == token) {
            return true;
        }
        addViolation(here(), "type", description, skip());
        forget();
        return false;
    }

    /** The value of the field could not be read: a second one of that name may. */
    private void forget() {
        readable &= ~Fields.bit(field);
    }

    /** The path of the field that was last returned. */
    private String here() {
        return pathOf(field);
    }

    private String pathOf(int number) {
        return place + "." + fields.name(number);
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

    private void addViolation(String path, String rule, String expected, String found) {
        addViolation(new Violation(path, rule, expected, found));
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
