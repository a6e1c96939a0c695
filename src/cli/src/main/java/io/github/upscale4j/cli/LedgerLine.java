package io.github.upscale4j.cli;

import com.squareup.moshi.JsonWriter;
import io.github.upscale4j.Billing;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import okio.Buffer;
import okio.BufferedSink;

/** What one line of the ledger says happened to a call. Calls have numbers, so that one of the same work is told from an earlier. */
sealed interface LedgerLine {
    /** The number that {@link Sending} gave the call, from 1. */
    long call();

    /** The name by which the line says what it is. */
    String event();

    /** Writes what only this event has. */
    void writeMembers(JsonWriter json) throws IOException;

    /** The line in JSON, with its end. */
    default Buffer json(Instant at) {
        Buffer line = new Buffer();
        try (JsonWriter json = JsonWriter.of(line)) {
            json.beginObject();
            json.name("at").value(at.toString());
            json.name("event").value(event());
            json.name("call").value(call());
            writeMembers(json);
            json.endObject();
        } catch (IOException e) {
            throw new IllegalStateException("expected memory that can be written", e);
        }
        return line.writeByte('\n');
    }

    /** The call is about to be sent. It is unknown from here on, and its money spent. */
    record Sending(long call, CallKey key, int images, String source) implements LedgerLine {
        @Override
        public String event() {
            return "sending";
        }

        @Override
        public void writeMembers(JsonWriter json) throws IOException {
            json.name("image").value(key.sha256());
            json.name("parameters");
            try (BufferedSink sink = json.valueSink()) {
                sink.writeUtf8(key.parameters());
            }
            json.name("images").value(images);
            json.name("source").value(source);
        }
    }

    /** The call did not run, so that its money is not spent. */
    record NotRun(long call, Billing billing, String message) implements LedgerLine {
        @Override
        public String event() {
            return "not_run";
        }

        @Override
        public void writeMembers(JsonWriter json) throws IOException {
            json.name("billing").value(billing.name());
            json.name("message").value(message);
        }
    }

    /** The call has no usable answer: it was billed, or nobody knows. */
    record Failed(long call, Billing billing, String message, List<String> requestIds) implements LedgerLine {
        @Override
        public String event() {
            return "failed";
        }

        @Override
        public void writeMembers(JsonWriter json) throws IOException {
            json.name("billing").value(billing.name());
            json.name("message").value(message);
            writeTexts(json, "request_ids", requestIds);
        }
    }

    /** The call was answered. */
    record Received(long call, List<Result> results, List<String> requestIds, List<String> violations)
            implements LedgerLine {
        public Received {
            results = results.stream().map(Result::asAnswered).toList();
        }

        @Override
        public String event() {
            return "received";
        }

        @Override
        public void writeMembers(JsonWriter json) throws IOException {
            json.name("results").beginArray();
            for (Result result : results) {
                Instant expiresAt = result.expiresAt();
                json.beginObject();
                json.name("index").value(result.index());
                json.name("link").value(result.link());
                json.name("expires_at").value(expiresAt == null ? null : expiresAt.toString());
                json.name("withheld").value(result.withheld());
                json.name("seed").value(result.seed());
                json.name("resolution").value(result.resolution());
                json.endObject();
            }
            json.endArray();
            writeTexts(json, "request_ids", requestIds);
            writeTexts(json, "violations", violations);
        }
    }

    /** A result of the call is in its place. */
    record Saved(long call, int index, String file, String sha256) implements LedgerLine {
        @Override
        public String event() {
            return "saved";
        }

        @Override
        public void writeMembers(JsonWriter json) throws IOException {
            json.name("index").value(index);
            json.name("file").value(file);
            json.name("sha256").value(sha256);
        }
    }

    /** A result of the call cannot be had any more. */
    record Lost(long call, int index, String message) implements LedgerLine {
        @Override
        public String event() {
            return "lost";
        }

        @Override
        public void writeMembers(JsonWriter json) throws IOException {
            json.name("index").value(index);
            json.name("message").value(message);
        }
    }

    private static void writeTexts(JsonWriter json, String name, List<String> texts) throws IOException {
        json.name(name).beginArray();
        for (String text : texts) {
            json.value(text);
        }
        json.endArray();
    }
}
