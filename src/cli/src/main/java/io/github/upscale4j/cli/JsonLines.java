package io.github.upscale4j.cli;

import com.squareup.moshi.JsonWriter;
import io.github.upscale4j.cli.Outcome.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** What {@code --json} prints: one JSON object a line. It has no links, which are secrets. */
final class JsonLines {
    private JsonLines() {}

    /** What became of a picture. */
    static String picture(Path outDir, Finished finished, @Nullable ExitCode exitCode) {
        Outcome outcome = finished.outcome();
        return line(json -> {
            json.name("event").value("picture");
            json.name("name").value(outcome.name());
            json.name("outcome").value(outcome.kind().id());
            json.name("files").beginArray();
            for (Saved saved : outcome.files()) {
                json.beginObject();
                json.name("file")
                        .value(
                                saved.withheld()
                                        ? null
                                        : outDir.resolve(saved.file()).toString());
                json.name("bytes").value(saved.withheld() ? null : saved.bytes());
                json.name("resolution").value(saved.resolution());
                json.name("seed").value(saved.seed());
                json.name("withheld").value(saved.withheld());
                json.endObject();
            }
            json.endArray();
            json.name("message").value(outcome.message());
            strings(json, "violations", finished.violations());
            strings(json, "request_ids", finished.requestIds());
            if (exitCode != null) {
                json.name("exit").value(exitCode.code);
            }
        });
    }

    static String start(long pictures, long skipped) {
        return line(json -> {
            json.name("event").value("start");
            json.name("pictures").value(pictures);
            json.name("skipped").value(skipped);
        });
    }

    static String summary(Map<Kind, Long> counts, Costs costs, long millis, @Nullable Stop stop, ExitCode exitCode) {
        return line(json -> {
            json.name("event").value("summary");
            json.name("counts").beginObject();
            for (Kind kind : Kind.values()) {
                json.name(kind.id()).value(counts.getOrDefault(kind, 0L));
            }
            json.endObject();
            json.name("calls").value(costs.calls());
            json.name("images").value(costs.images());
            json.name("ledger_calls").value(costs.ledgerCalls());
            json.name("ledger_images").value(costs.ledgerImages());
            json.name("elapsed_millis").value(millis);
            json.name("stopped").value(stop == null ? null : stop.message());
            json.name("exit").value(exitCode.code);
        });
    }

    /** What would be done for a picture. */
    static String plan(String name, String action, @Nullable String message) {
        return line(json -> {
            json.name("event").value("plan");
            json.name("name").value(name);
            json.name("action").value(action);
            json.name("message").value(message);
        });
    }

    static String planSummary(long calls, long images) {
        return line(json -> {
            json.name("event").value("plan-summary");
            json.name("calls").value(calls);
            json.name("images").value(images);
        });
    }

    /** In UTF-8, as RFC 8259 has it, whatever the locale says. */
    static void print(PrintStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
    }

    private static void strings(JsonWriter json, String name, List<String> values) throws IOException {
        json.name(name).beginArray();
        for (String value : values) {
            json.value(value);
        }
        json.endArray();
    }

    private static String line(Members members) {
        Buffer buffer = new Buffer();
        try (JsonWriter json = JsonWriter.of(buffer)) {
            json.setSerializeNulls(true);
            json.beginObject();
            members.write(json);
            json.endObject();
        } catch (IOException e) {
            throw new IllegalStateException("expected no failure in memory", e);
        }
        return buffer.readUtf8();
    }

    private interface Members {
        void write(JsonWriter json) throws IOException;
    }
}
