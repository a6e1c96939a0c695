package io.github.upscale4j.benchmarks;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** The results file. */
final class ResultsJson {
    private ResultsJson() {}

    static void write(Results results, Path file) throws IOException {
        try (BufferedSink sink = Okio.buffer(Okio.sink(Files.newOutputStream(file)));
                JsonWriter writer = JsonWriter.of(sink)) {
            writer.setIndent("  ");
            writer.setSerializeNulls(true);
            writer.beginObject();
            writer.name("form").value(results.form());
            writer.name("date").value(results.date().toString());
            writer.name("commit").value(results.commit());
            writer.name("machine").beginObject();
            for (Map.Entry<String, String> entry : results.machine().entrySet()) {
                writer.name(entry.getKey()).value(entry.getValue());
            }
            writer.endObject();
            writer.name("measurements").beginArray();
            for (Measurement measurement : results.measurements()) {
                write(measurement, writer);
            }
            writer.endArray();
            writer.name("failures").beginArray();
            for (Failure failure : results.failures()) {
                writer.beginObject();
                writer.name("question").value(failure.question());
                writer.name("rival").value(failure.rival());
                writer.name("parameter").value(failure.parameter());
                writer.name("what").value(failure.what());
                writer.endObject();
            }
            writer.endArray();
            writer.endObject();
            sink.writeUtf8("\n");
        }
    }

    private static void write(Measurement measurement, JsonWriter writer) throws IOException {
        writer.beginObject();
        writer.name("question").value(measurement.question());
        writer.name("rival").value(measurement.rival());
        writer.name("parameter").value(measurement.parameter());
        writer.name("metric").value(measurement.metric());
        writer.name("unit").value(measurement.unit());
        writer.name("value").value(measurement.value());
        writer.name("error").value(measurement.error());
        writer.name("samples").beginArray();
        for (double sample : measurement.samples()) {
            writer.value(sample);
        }
        writer.endArray();
        writer.name("note").value(measurement.note());
        writer.endObject();
    }

    static Results read(Path file) throws IOException {
        try (BufferedSource source = Okio.buffer(Okio.source(Files.newInputStream(file)));
                JsonReader reader = JsonReader.of(source)) {
            return results(reader);
        } catch (JsonDataException | DateTimeException e) {
            throw new IOException("expected a results file at " + file + " but " + e.getMessage(), e);
        }
    }

    private static Results results(JsonReader reader) throws IOException {
        String path = reader.getPath();
        String form = null;
        Instant date = null;
        String commit = null;
        Map<String, String> machine = new LinkedHashMap<>();
        List<Measurement> measurements = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        reader.beginObject();
        while (reader.hasNext()) {
            switch (reader.nextName()) {
                case "form" -> form = reader.nextString();
                case "date" -> date = Instant.parse(reader.nextString());
                case "commit" -> commit = reader.nextString();
                case "machine" -> {
                    reader.beginObject();
                    while (reader.hasNext()) {
                        machine.put(reader.nextName(), reader.nextString());
                    }
                    reader.endObject();
                }
                case "measurements" -> {
                    reader.beginArray();
                    while (reader.hasNext()) {
                        measurements.add(measurement(reader));
                    }
                    reader.endArray();
                }
                case "failures" -> {
                    reader.beginArray();
                    while (reader.hasNext()) {
                        failures.add(failure(reader));
                    }
                    reader.endArray();
                }
                default -> throw unknown(reader);
            }
        }
        reader.endObject();
        return new Results(
                present(form, "form", path),
                present(date, "date", path),
                present(commit, "commit", path),
                machine,
                measurements,
                failures);
    }

    private static Measurement measurement(JsonReader reader) throws IOException {
        String path = reader.getPath();
        Map<String, String> texts = new LinkedHashMap<>();
        Double value = null;
        Double error = null;
        List<Double> samples = new ArrayList<>();
        String note = null;
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            switch (name) {
                case "question", "rival", "parameter", "metric", "unit" -> texts.put(name, reader.nextString());
                case "value" -> value = reader.nextDouble();
                case "error" -> error = isNull(reader) ? null : (Double) reader.nextDouble();
                case "samples" -> {
                    reader.beginArray();
                    while (reader.hasNext()) {
                        samples.add(reader.nextDouble());
                    }
                    reader.endArray();
                }
                case "note" -> note = isNull(reader) ? null : reader.nextString();
                default -> throw unknown(reader);
            }
        }
        reader.endObject();
        return new Measurement(
                present(texts.get("question"), "question", path),
                present(texts.get("rival"), "rival", path),
                present(texts.get("parameter"), "parameter", path),
                present(texts.get("metric"), "metric", path),
                present(texts.get("unit"), "unit", path),
                present(value, "value", path),
                error,
                samples,
                note);
    }

    private static Failure failure(JsonReader reader) throws IOException {
        String path = reader.getPath();
        Map<String, String> texts = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            switch (name) {
                case "question", "rival", "parameter", "what" -> texts.put(name, reader.nextString());
                default -> throw unknown(reader);
            }
        }
        reader.endObject();
        return new Failure(
                present(texts.get("question"), "question", path),
                present(texts.get("rival"), "rival", path),
                present(texts.get("parameter"), "parameter", path),
                present(texts.get("what"), "what", path));
    }

    private static boolean isNull(JsonReader reader) throws IOException {
        return reader.peek() == JsonReader.Token.NULL && reader.nextNull() == null;
    }

    private static <T> T present(@Nullable T value, String name, String path) {
        if (value == null) {
            throw new JsonDataException("found no " + name + " at " + path);
        }
        return value;
    }

    private static JsonDataException unknown(JsonReader reader) {
        return new JsonDataException("found the unknown " + reader.getPath());
    }
}
