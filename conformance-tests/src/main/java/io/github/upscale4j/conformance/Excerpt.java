package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One exchange as reports show it: without secrets, and without what would be too long to read. */
final class Excerpt {
    private static final int TEXT = 1000;
    /** Values of a body that are shown. */
    private static final int VALUES = 400;

    private static final int DEEPEST = 20;
    private static final int HEADERS = 60;

    private final Redaction redaction;
    private int values;

    Excerpt(Redaction redaction) {
        this.redaction = redaction;
    }

    /** As the member {@code exchanges} of report.json has it. */
    static ObjectNode of(Probe probe, Answer answer, Redaction redaction) {
        ObjectNode excerpt = Json.MAPPER.createObjectNode().put("probe", probe.id());
        new Excerpt(redaction).request(probe.request(), excerpt.putObject("request"));
        new Excerpt(redaction).answer(answer, excerpt.putObject("answer"));
        return excerpt;
    }

    private void request(Request request, ObjectNode node) {
        node.put("method", request.method()).put("url", shown(request.uri().toString()));
        ArrayNode headers = node.putArray("headers");
        if (request.credential() != null) {
            Credential.Scheme scheme = request.credential().scheme();
            String key = request.credential().key().isEmpty() ? "" : "…";
            headers.addObject().put("name", scheme.header()).put("value", scheme.prefix() + key);
        }
        headers(request.headers(), headers);
        if (request.contentType() != null) {
            headers.addObject().put("name", "Content-Type").put("value", shown(request.contentType()));
        }
        if (request.parts().isEmpty()) {
            body(request.body(), node);
            return;
        }
        ArrayNode parts = node.putArray("parts");
        for (Multipart.Part part : request.parts()) {
            ObjectNode shown = parts.addObject().put("name", shown(part.name()));
            if (part.fileName() != null) {
                shown.put("fileName", shown(part.fileName()));
            }
            if (part.contentType() != null) {
                shown.put("contentType", shown(part.contentType()));
            }
            if (part.fileName() == null) {
                body(part.bytes(), shown);
            } else {
                shown.put("bytes", part.digest().length())
                        .put("sha256", part.digest().sha256());
            }
        }
    }

    private void answer(Answer answer, ObjectNode node) {
        node.put("status", answer.status())
                .put("statusLine", shown(answer.statusLine()))
                .put("ending", answer.ending().words());
        headers(answer.headers(), node.putArray("headers"));
        body(answer.body(), node);
    }

    void headers(List<Header> headers, ArrayNode node) {
        headers.stream().limit(HEADERS).forEach(header -> node.addObject()
                .put("name", shown(header.name()))
                .put("value", isCookie(header) ? "…" : shown(header.value())));
    }

    private static boolean isCookie(Header header) {
        return header.name().equalsIgnoreCase("Set-Cookie");
    }

    /** As JSON where it is, else as text. */
    void body(byte[] body, ObjectNode node) {
        node.put("bytes", body.length);
        try {
            node.set("json", shown(Json.parse(body), 0));
        } catch (Json.Malformed e) {
            node.put("text", shown(new String(body, StandardCharsets.UTF_8)));
        }
    }

    private JsonNode shown(JsonNode value, int depth) {
        boolean inner = value.isObject() || value.isArray();
        if (++values > VALUES || (inner && depth > DEEPEST)) {
            return Json.MAPPER.getNodeFactory().stringNode("…");
        }
        if (value.isObject()) {
            ObjectNode shown = Json.MAPPER.createObjectNode();
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                if (values > VALUES) {
                    shown.put("…", "…");
                    break;
                }
                shown.set(shown(member.getKey()), shown(member.getValue(), depth + 1));
            }
            return shown;
        }
        if (value.isArray()) {
            ArrayNode shown = Json.MAPPER.createArrayNode();
            for (JsonNode item : value) {
                shown.add(shown(item, depth + 1));
                if (values > VALUES) {
                    break;
                }
            }
            return shown;
        }
        if (value.isNumber()) {
            // A hostile one is as long as the body.
            String number = value.asString();
            return number.length() > Redaction.FOUND
                    ? Json.MAPPER.getNodeFactory().stringNode(shown(number))
                    : value;
        }
        return value.isString() ? Json.MAPPER.getNodeFactory().stringNode(shown(value.stringValue())) : value;
    }

    String shown(String text) {
        return redaction.show(text, TEXT);
    }
}
