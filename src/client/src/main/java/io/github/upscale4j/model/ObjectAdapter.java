package io.github.upscale4j.model;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a record of an answer, and collects what breaks the contract instead of failing. */
abstract class ObjectAdapter<T extends Decoded> extends JsonAdapter<T> {
    /** The record's fields. */
    abstract Fields fields();

    /** Reads the object whose fields these are, from its first to its last. */
    abstract T read(FieldReader fields) throws IOException;

    @Override
    public final T fromJson(JsonReader reader) throws IOException {
        FieldReader reading = new FieldReader(reader, fields());
        reading.begin(Place.at(reader.getPath()));
        return read(reading);
    }

    /** Answers are only read: keep the bytes that arrived rather than writing them again. */
    @Override
    public final void toJson(JsonWriter writer, @Nullable T value) {
        throw new UnsupportedOperationException(
                getClass().getSimpleName().replace("JsonAdapter", "") + " is only read from JSON, not written to it");
    }
}
