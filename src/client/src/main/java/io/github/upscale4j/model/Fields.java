package io.github.upscale4j.model;

import com.squareup.moshi.JsonReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The fields of one object as the contract has them, numbered from 1 in its order. */
final class Fields {
    private final List<String> names;
    private final JsonReader.Options options;
    private final long required;
    private final long nullable;

    private Fields(Builder builder) {
        names = List.copyOf(builder.names);
        options = JsonReader.Options.of(names.toArray(new String[0]));
        required = builder.required;
        nullable = builder.nullable;
    }

    static Builder builder() {
        return new Builder();
    }

    JsonReader.Options options() {
        return options;
    }

    String name(int field) {
        return names.get(field - 1);
    }

    boolean isNullable(int field) {
        return (nullable & bit(field)) != 0;
    }

    /** The required fields of those in {@code absent}. */
    long required(long absent) {
        return required & absent;
    }

    /** The fields that are not in {@code present}. */
    long absent(long present) {
        return ~present & (bit(names.size() + 1) - 1);
    }

    Set<String> names(long fields) {
        if (fields == 0) {
            return Set.of();
        }
        Set<String> result = new LinkedHashSet<>();
        for (int field = 1; field <= names.size(); field++) {
            if ((fields & bit(field)) != 0) {
                result.add(name(field));
            }
        }
        return Collections.unmodifiableSet(result);
    }

    static long bit(int field) {
        return 1L << (field - 1);
    }

    static final class Builder {
        private final List<String> names = new ArrayList<>();
        private long required;
        private long nullable;

        Builder field(String name, boolean isRequired, boolean isNullable) {
            names.add(name);
            if (isRequired) {
                required |= bit(names.size());
            }
            if (isNullable) {
                nullable |= bit(names.size());
            }
            return this;
        }

        Fields build() {
            if (names.size() >= Long.SIZE) {
                throw new IllegalStateException("expected fewer than 64 fields but was " + names.size());
            }
            return new Fields(this);
        }
    }
}
