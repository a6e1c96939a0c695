package io.github.upscale4j.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a record was received: where it stood in the answer, what in it breaks the contract, and which fields were absent, null
 * or unknown. Immutable and thread-safe.
 */
public final class Received {
    private static final Received NONE =
            new Received(Place.ROOT, List.of(), Fields.builder().build(), 0, 0, Map.of());

    private final Place place;
    private final List<Violation> violations;
    private final Fields fields;
    private final long absent;
    private final long nulls;
    private final Map<String, @Nullable Object> unknown;

    /**
     * Takes the collections over.
     *
     * @param absent those of the fields that were not there
     * @param nulls those of the fields that were there and null
     */
    Received(
            Place place,
            List<Violation> violations,
            Fields fields,
            long absent,
            long nulls,
            Map<String, @Nullable Object> unknown) {
        this.place = place;
        this.violations = violations;
        this.fields = fields;
        this.absent = absent;
        this.nulls = nulls;
        this.unknown = unknown;
    }

    /** For a record that was not decoded, as in a test: the path is {@code $} and everything else is empty. */
    public static Received none() {
        return NONE;
    }

    /** The JSON path of the record in the answer, such as {@code $.data[1]}. */
    public String path() {
        return place.toString();
    }

    /** What breaks the contract in this record and in everything below it, in the order in which it was found; immutable. */
    public List<Violation> violations() {
        return violations;
    }

    /** The documented fields of this record that were not there, by their name in JSON; immutable. */
    public Set<String> absent() {
        return fields.names(absent);
    }

    /** The documented fields of this record that were there and null, by their name in JSON; immutable. */
    public Set<String> nulls() {
        return fields.names(nulls);
    }

    /**
     * The fields of this record that the contract does not name, in their order: strings, booleans, lists, maps, null, and numbers as
     * {@link Long} or, where that does not fit, {@link java.math.BigDecimal} (a {@link Double} beyond 1000 digits, or an exponent of 32 bits);
     * immutable.
     */
    public Map<String, @Nullable Object> unknown() {
        return unknown;
    }

    /** The value, or the reason why there is none. */
    <T> T require(@Nullable T value, String name) {
        if (value == null) {
            throw new MissingValueException(place + "." + name, found(name));
        }
        return value;
    }

    private String found(String name) {
        if (absent().contains(name)) {
            return "absent";
        }
        if (nulls().contains(name)) {
            return "null";
        }
        String path = path();
        for (Violation violation : violations) {
            if (violation.path().equals(path + "." + name) || violation.path().equals(path)) {
                return violation.found();
            }
        }
        return "null";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Received that
                && path().equals(that.path())
                && violations.equals(that.violations)
                && absent().equals(that.absent())
                && nulls().equals(that.nulls())
                && unknown.equals(that.unknown);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path(), violations, absent(), nulls(), unknown);
    }

    /** Everything but the values of unknown fields, which may be secret. */
    @Override
    public String toString() {
        return "Received[path=" + path() + ", violations=" + violations + ", absent=" + absent() + ", nulls=" + nulls()
                + ", unknown=" + unknown.keySet().stream().map(Links::cut).toList() + "]";
    }
}
