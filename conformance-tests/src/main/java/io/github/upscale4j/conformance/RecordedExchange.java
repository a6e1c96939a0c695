package io.github.upscale4j.conformance;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One exchange as a recording has it, without the answer's bytes, which are beside it. Its form is in the resource
 * {@code recording.schema.json}.
 *
 * @param probe with a request that has the made-up key and no pictures
 * @param ending as the transport saw it, or as it was found to be
 * @param answer all that was read of it
 * @param decoded the body, if it was coded
 * @param faults what was wrong with it, if it was coded
 */
record RecordedExchange(
        Probe probe,
        int status,
        Ending ending,
        boolean late,
        String detail,
        Digest answer,
        Optional<Digest> decoded,
        List<String> faults) {

    RecordedExchange {
        faults = List.copyOf(faults);
    }

    /** As it was answered, from the bytes. */
    Answer answer(byte[] raw, Optional<byte[]> body) {
        Answer read = AnswerReader.read(raw, probe.request().method(), late ? Ending.DEADLINE : ending, detail);
        return body.isEmpty()
                ? read
                : new Answer(
                        read.status(),
                        read.statusLine(),
                        read.interim(),
                        read.headers(),
                        raw,
                        body.get(),
                        read.declaredLength(),
                        read.receivedLength(),
                        faults,
                        read.ending(),
                        read.late(),
                        read.detail());
    }

    /** @param recording the id of the recording that it belongs to */
    ObjectNode tree(String recording) {
        ObjectNode tree =
                Json.MAPPER.createObjectNode().put("recording", recording).put("probe", probe.id());
        expectation(tree.putObject("expectation"));
        tree.set("parameters", probe.parameters());
        request(tree.putObject("request"));
        ObjectNode node = tree.putObject("answer")
                .put("status", status)
                .put("ending", name(ending))
                .put("late", late)
                .put("detail", detail);
        put(node, answer);
        if (decoded.isPresent()) {
            ObjectNode body = put(node.putObject("decoded"), decoded.get());
            faults.forEach(body.putArray("faults")::add);
        }
        return tree;
    }

    private static ObjectNode put(ObjectNode node, Digest digest) {
        return node.put("bytes", digest.length()).put("sha256", digest.sha256());
    }

    private void expectation(ObjectNode node) {
        Expectation expected = probe.expectation();
        if (expected instanceof Expectation.Runs runs) {
            ArrayNode sent = node.put("kind", "runs").putArray("sent");
            runs.sent().choices().forEach((where, value) -> {
                ObjectNode choice = sent.addObject().put("where", where);
                if (!value.isMissingNode()) {
                    choice.set("value", value);
                }
            });
        } else if (expected instanceof Expectation.Refuses refuses) {
            node.put("kind", "refuses").put("refusal", refuses.refusal().word()).put("where", refuses.where());
        } else if (expected instanceof Expectation.NotAllowed notAllowed) {
            node.put("kind", "not-allowed").put("where", notAllowed.where());
        } else {
            node.put("kind", "tells");
        }
    }

    private void request(ObjectNode node) {
        Request request = probe.request();
        node.put("method", request.method()).put("url", request.uri().toString());
        ArrayNode headers = node.putArray("headers");
        List<Header> lines = new ArrayList<>(request.headers());
        if (request.credential() != null) {
            lines.add(0, request.credential().header());
        }
        lines.forEach(line -> headers.addObject().put("name", line.name()).put("value", line.value()));
        if (request.contentType() == null) {
            return;
        }
        node.put("contentType", request.contentType());
        if (request.parts().isEmpty()) {
            node.put("text", new String(request.body(), StandardCharsets.UTF_8));
            return;
        }
        ArrayNode parts = node.putArray("parts");
        for (Multipart.Part part : request.parts()) {
            ObjectNode kept = parts.addObject().put("name", part.name());
            if (part.contentType() != null) {
                kept.put("contentType", part.contentType());
            }
            if (part.fileName() == null) {
                kept.put("text", new String(part.bytes(), StandardCharsets.UTF_8));
            } else {
                put(kept.put("fileName", part.fileName()), part.digest());
            }
        }
    }

    /** @param tree as its schema has it */
    static RecordedExchange of(JsonNode tree, Credential.Scheme scheme) {
        JsonNode answer = tree.required("answer");
        JsonNode decoded = answer.path("decoded");
        return new RecordedExchange(
                new Probe(
                        tree.required("probe").asString(),
                        request(tree.required("request"), scheme),
                        expectation(tree.required("expectation")),
                        tree.required("parameters")),
                answer.required("status").asInt(),
                Ending.valueOf(constant(answer.required("ending"))),
                answer.required("late").asBoolean(),
                answer.required("detail").asString(),
                digest(answer),
                decoded.isMissingNode() ? Optional.empty() : Optional.of(digest(decoded)),
                Contract.texts(decoded.path("faults")));
    }

    private static Digest digest(JsonNode node) {
        return new Digest(
                node.required("bytes").asLong(), node.required("sha256").asString());
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String constant(JsonNode name) {
        return name.asString().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Expectation expectation(JsonNode node) {
        String where = node.path("where").asString("");
        return switch (node.required("kind").asString()) {
            case "refuses" ->
                new Expectation.Refuses(Contract.Refusal.valueOf(constant(node.required("refusal"))), where);
            case "not-allowed" -> new Expectation.NotAllowed(where);
            case "tells" -> new Expectation.Tells();
            default -> {
                Map<String, JsonNode> choices = new LinkedHashMap<>();
                node.required("sent")
                        .forEach(choice -> choices.put(
                                choice.required("where").asString(),
                                choice.has("value") ? choice.required("value") : MissingNode.getInstance()));
                yield new Expectation.Runs(new Combination(choices));
            }
        };
    }

    private static Request request(JsonNode node, Credential.Scheme scheme) {
        Credential credential = null;
        List<Header> headers = new ArrayList<>();
        for (JsonNode line : node.required("headers")) {
            Header header = new Header(
                    line.required("name").asString(), line.required("value").asString());
            if (header.name().equals(scheme.header()) && header.value().startsWith(scheme.prefix())) {
                credential = new Credential(
                        scheme, header.value().substring(scheme.prefix().length()));
            } else {
                headers.add(header);
            }
        }
        List<Multipart.Part> parts = new ArrayList<>();
        for (JsonNode part : node.path("parts")) {
            String name = part.required("name").asString();
            String contentType = text(part.path("contentType"));
            parts.add(
                    part.has("text")
                            ? new Multipart.Part(name, null, contentType, bytes(part.path("text")))
                            : new Multipart.Part(
                                    name, text(part.path("fileName")), contentType, new byte[0], digest(part)));
        }
        return new Request(
                node.required("method").asString(),
                URI.create(node.required("url").asString()),
                headers,
                credential,
                text(node.path("contentType")),
                bytes(node.path("text")),
                parts);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isMissingNode() ? null : node.asString();
    }

    private static byte[] bytes(JsonNode text) {
        return text.asString("").getBytes(StandardCharsets.UTF_8);
    }
}
