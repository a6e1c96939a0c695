package io.github.upscale4j.conformance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call as reports show it, in the same form as an exchange of a run. Of JSON the values of the contract's parameters are
 * shown, of all else how long it is: a key may stand anywhere.
 */
final class CallExcerpt {
    private static final int MOST_PARTS = 20;
    private static final JsonNode HIDDEN = JsonNodeFactory.instance.stringNode("…");

    private final Redaction redaction;
    private final Set<String> parameters;

    private CallExcerpt(Redaction redaction, Set<String> parameters) {
        this.redaction = redaction;
        this.parameters = parameters;
    }

    /** @param parameters the names whose values are shown */
    static ObjectNode of(
            String probe, ClientJudge.Judged judged, int status, Redaction redaction, Set<String> parameters) {
        ObjectNode excerpt = Json.MAPPER.createObjectNode().put("probe", probe);
        Excerpt shown = new Excerpt(redaction);
        RawRequest request = judged.request();
        ObjectNode node = excerpt.putObject("request")
                .put("method", shown.shown(request.shownMethod()))
                .put("url", shown.shown(request.shownPath()));
        List<Header> headers = request.headers().stream()
                .map(header -> new Header(
                        RawRequest.shownName(header.name()), CallSecrets.isShown(header) ? header.value() : "…"))
                .toList();
        shown.headers(headers, node.putArray("headers"));
        CallExcerpt bodies = new CallExcerpt(redaction, parameters);
        if (judged.form().isPresent()) {
            bodies.parts(judged.form().get(), node.putArray("parts"));
        } else {
            bodies.body(judged.body().orElse(request.rest()), node);
        }
        excerpt.putObject("answer")
                .put("status", status)
                .put("statusLine", status == 0 ? "" : "HTTP/1.1 " + status)
                .put("ending", status == 0 ? "none was sent" : "sent by the suite's own provider")
                .putArray("headers");
        return excerpt;
    }

    private void parts(List<FormPart> form, ArrayNode parts) {
        Excerpt shown = new Excerpt(redaction);
        form.stream().limit(MOST_PARTS).forEach(part -> {
            ObjectNode node = parts.addObject().put("name", shown.shown(part.name()));
            part.fileName().ifPresent(name -> node.put("fileName", shown.shown(name)));
            part.contentType().ifPresent(type -> node.put("contentType", shown.shown(type)));
            if (part.fileName().isPresent()) {
                node.put("bytes", part.bytes().length)
                        .put("sha256", Digest.of(part.bytes()).sha256());
            } else {
                body(part.bytes(), node);
            }
        });
    }

    private void body(byte[] body, ObjectNode node) {
        new Excerpt(redaction).body(body, node);
        node.remove("text");
        JsonNode json = node.path("json");
        if (json.isObject() || json.isArray()) {
            hideValues(json);
        } else {
            node.remove("json");
        }
    }

    /** Of a depth that {@link Excerpt} bounds. */
    private void hideValues(JsonNode json) {
        if (json instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                JsonNode value = member.getValue();
                if (value.isObject() || (value.isArray() && !parameters.contains(member.getKey()))) {
                    hideValues(value);
                } else if (!value.isNull() && !parameters.contains(member.getKey())) {
                    member.setValue(HIDDEN);
                }
            }
        } else if (json instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i).isContainer()) {
                    hideValues(array.get(i));
                } else {
                    array.set(i, HIDDEN);
                }
            }
        }
    }

    /** Takes out of an excerpt what was found to be a secret after it was made. */
    static void without(Redaction late, ObjectNode excerpt) {
        if (excerpt.path("request") instanceof ObjectNode request) {
            hide(late, request, false);
        }
    }

    /** @param named whether names are the client's too, not those of reports */
    private static void hide(Redaction late, JsonNode node, boolean named) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
                String name = member.getKey();
                boolean isJson = named || name.equals("json");
                hide(late, member.getValue(), isJson);
                JsonNode value = hidden(late, member.getValue());
                String shown = named ? late.hideKeys(name) : name;
                if (!shown.equals(name)) {
                    object.remove(name);
                }
                object.set(shown, value);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                hide(late, array.get(i), named);
                array.set(i, hidden(late, array.get(i)));
            }
        }
    }

    private static JsonNode hidden(Redaction late, JsonNode value) {
        return value.isString() ? JsonNodeFactory.instance.stringNode(late.hideKeys(value.stringValue())) : value;
    }
}
