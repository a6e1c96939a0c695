package io.github.upscale4j.conformance;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run that was recorded: what was judged, for how much, and what came back. It holds no secrets.
 *
 * @param id that its exchanges name, too
 * @param contract the hash of the contract that the run was made from
 * @param target with a made-up key
 * @param ended whether the run came to its end
 * @param exchanges by their probes, in the order in which they were made; empty while it is being made
 */
record Recording(
        String id,
        String contract,
        Instant startedAt,
        Target target,
        Duration deadline,
        Allowance allowance,
        boolean ended,
        Map<String, Kept> exchanges) {
    static final String TOOL = "upscale4j-conformance";
    /** Of the form of its files, whose schema is the resource {@code recording.schema.json}. */
    private static final int VERSION = 1;

    private static final String SCHEMA = "urn:upscale4j:recording";
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(SCHEMA, schema())));

    /** An exchange and where its bytes are. */
    record Kept(RecordedExchange exchange, Path answer, Path body) {

        /** @throws UncheckedIOException if the file went away meanwhile */
        Exchange read() {
            try {
                Optional<byte[]> decoded =
                        exchange.decoded().isPresent() ? Optional.of(Files.readAllBytes(body)) : Optional.empty();
                return new Exchange(exchange.probe().request(), exchange.answer(Files.readAllBytes(answer), decoded));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String schema() {
        try (InputStream in = Recording.class.getResourceAsStream("recording.schema.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code recording.json} has it, without its exchanges. */
    ObjectNode tree() {
        ObjectNode tree = Json.MAPPER.createObjectNode().put("version", VERSION);
        tree.putObject("tool").put("name", TOOL).put("version", Report.toolVersion());
        tree.put("id", id);
        tree.putObject("contract").put("sha256", contract);
        tree.put("startedAt", startedAt.toString());
        Credential.Scheme scheme = target.scheme();
        ObjectNode node =
                tree.putObject("target").put("url", target.baseUrl().toString()).put("path", target.path());
        node.putObject("auth")
                .put("name", scheme.name())
                .put("header", scheme.header())
                .put("prefix", scheme.prefix());
        node.put("madeUpKey", target.key());
        tree.put("deadline", deadline.toString());
        ObjectNode limits = tree.putObject("allowance");
        limit(limits, "calls", allowance.calls());
        limit(limits, "images", allowance.images());
        limits.put("upload", allowance.upload());
        return tree.put("ended", false);
    }

    /** As {@link #tree}, of a run that ended, with so many exchanges. */
    ObjectNode treeOfEnded(int exchanges) {
        return tree().put("ended", true).put("exchanges", exchanges);
    }

    private static void limit(ObjectNode limits, String name, int limit) {
        if (limit == Allowance.UNLIMITED) {
            limits.putNull(name);
        } else {
            limits.put(name, limit);
        }
    }

    /** @throws WrongUsage that names the file and place of what is no recording of ours, or a damaged one */
    static Recording read(Path folder) {
        Path head = folder.resolve(RecordingFolder.RECORDING);
        if (!Files.isRegularFile(head)) {
            throw refused(folder, "a folder with a " + RecordingFolder.RECORDING, "none");
        }
        JsonNode tree = json(head);
        String tool = tree.path("tool").path("name").asString("");
        if (!tool.equals(TOOL)) {
            throw refused(head, "/tool/name \"" + TOOL + '"', tool.isEmpty() ? "none" : '"' + tool + '"');
        }
        int version = tree.path("version").asInt(0);
        if (version > VERSION) {
            throw refused(head, "version " + VERSION + " at /version", version + ", which takes a newer " + TOOL);
        }
        validate(head, "recording", tree);
        JsonNode node = tree.required("target");
        JsonNode auth = node.required("auth");
        Credential.Scheme scheme = new Credential.Scheme(
                auth.required("name").asString(),
                auth.required("header").asString(),
                auth.required("prefix").asString());
        JsonNode limits = tree.required("allowance");
        String id = tree.required("id").asString();
        boolean ended = tree.required("ended").asBoolean();
        Map<String, Kept> exchanges = exchanges(folder, id, scheme);
        if (ended && exchanges.size() != tree.required("exchanges").asInt()) {
            throw refused(folder, tree.required("exchanges").asInt() + " exchanges", String.valueOf(exchanges.size()));
        }
        try {
            return new Recording(
                    id,
                    tree.required("contract").required("sha256").asString(),
                    Instant.parse(tree.required("startedAt").asString()),
                    new Target(
                            Arguments.baseUrl(node.required("url").asString(), true),
                            node.required("madeUpKey").asString(),
                            scheme,
                            Arguments.path(node.required("path").asString()),
                            Optional.empty()),
                    Duration.parse(tree.required("deadline").asString()),
                    new Allowance(
                            limits.required("calls").asInt(Allowance.UNLIMITED),
                            limits.required("images").asInt(Allowance.UNLIMITED),
                            limits.required("upload").asInt()),
                    ended,
                    exchanges);
        } catch (RuntimeException e) {
            throw refused(head, "a recording of a run", "a value that will not do: " + e.getMessage());
        }
    }

    private static Map<String, Kept> exchanges(Path folder, String id, Credential.Scheme scheme) {
        Map<String, Kept> exchanges = new LinkedHashMap<>();
        List<String> names = new RecordingFolder(folder)
                .names().stream()
                        .filter(name -> name.matches("\\d{3,}-[a-z0-9-]+\\" + RecordingFolder.EXCHANGE))
                        .toList();
        for (String name : names) {
            Path file = folder.resolve(name);
            JsonNode tree = json(file);
            validate(file, "exchange", tree);
            if (!tree.required("recording").asString().equals(id)) {
                throw refused(file, "/recording \"" + id + '"', "another");
            }
            RecordedExchange exchange;
            try {
                exchange = RecordedExchange.of(tree, scheme);
            } catch (RuntimeException e) {
                throw refused(file, "a recorded exchange", "a value that will not do: " + e.getMessage());
            }
            int number = exchanges.size() + 1;
            String stem = RecordingFolder.name(number, exchange.probe().id());
            if (!name.equals(stem + RecordingFolder.EXCHANGE)) {
                throw refused(folder, "exchange " + number + " under its probe's name", name);
            }
            Kept kept = new Kept(
                    exchange,
                    folder.resolve(stem + RecordingFolder.ANSWER),
                    folder.resolve(stem + RecordingFolder.BODY));
            check(kept.answer(), exchange.answer());
            exchange.decoded().ifPresent(digest -> check(kept.body(), digest));
            if (exchanges.put(exchange.probe().id(), kept) != null) {
                throw refused(
                        file,
                        "one exchange of each probe",
                        "another of " + exchange.probe().id());
            }
        }
        return exchanges;
    }

    private static void check(Path file, Digest expected) {
        if (!Files.isRegularFile(file)) {
            throw refused(file, expected.length() + " bytes", "no regular file");
        }
        Digest found;
        try {
            found = Digest.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw refused(file, expected.length() + " bytes", "no file that can be read");
        }
        if (!found.equals(expected)) {
            throw refused(
                    file,
                    expected.length() + " bytes with sha256 " + expected.sha256(),
                    found.length() + " with " + found.sha256());
        }
    }

    private static JsonNode json(Path file) {
        if (!Files.isRegularFile(file)) {
            throw refused(file, "JSON", "no regular file");
        }
        try {
            return Json.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw refused(file, "a file that can be read", e.getClass().getSimpleName());
        } catch (Json.Malformed e) {
            throw refused(file, "JSON", String.valueOf(e.getMessage()));
        }
    }

    private static void validate(Path file, String definition, JsonNode tree) {
        Schema schema = SCHEMAS.getSchema(SchemaLocation.of(SCHEMA + "#/$defs/" + definition));
        for (Error error : schema.validate(tree)) {
            String found = Violation.describe(Json.at(tree, String.valueOf(error.getInstanceLocation())));
            throw refused(
                    file,
                    "at " + (error.getInstanceLocation().getNameCount() == 0 ? "its root" : error.getInstanceLocation())
                            + " what its schema says (" + error.getMessage() + ")",
                    Redaction.clip(found));
        }
    }

    private static WrongUsage refused(Path where, String expected, String found) {
        return new WrongUsage("--replay: " + where + ": expected " + expected + ", found " + found);
    }
}
