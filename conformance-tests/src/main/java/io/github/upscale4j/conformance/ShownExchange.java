package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An exchange of report.json as a page shows it, with the place of a finding marked. */
record ShownExchange(String probe, String summary, Message request, List<Part> parts, Message answer) {
    private static final int HEADERS = 40;

    /**
     * A request or an answer.
     *
     * @param first its first line
     * @param ending how it came to an end, if not well
     */
    record Message(String first, boolean firstMarked, List<HeaderLine> headers, String ending, Body body) {}

    record HeaderLine(String name, String value, boolean marked) {}

    record Part(String name, String about, boolean marked, Body body) {}

    /**
     * @param size in bytes, in words; blank where nobody counted
     * @param json the part of it that is shown, if it is JSON
     * @param text if it is not
     */
    record Body(String size, boolean marked, MarkedJson.@Nullable Window json, String text) {}

    /** The exchanges of a report. */
    static Map<String, JsonNode> byProbe(JsonNode report) {
        Map<String, JsonNode> exchanges = new HashMap<>();
        report.path("exchanges")
                .forEach(
                        exchange -> exchanges.putIfAbsent(exchange.path("probe").asString(""), exchange));
        return exchanges;
    }

    /** @param where the place to mark, as in {@link Finding#where()}; blank for none */
    static ShownExchange of(JsonNode exchange, String where) {
        JsonNode request = exchange.path("request");
        JsonNode answer = exchange.path("answer");
        String first = text(request, "method") + " " + text(request, "url");
        String status = text(answer, "statusLine");
        String statusLine = status.isEmpty() ? "no answer" : status;
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : request.path("parts")) {
            boolean marked = where.equals(Contract.Part.WHERE + text(part, "name"));
            String pointer = where.startsWith("request:") ? where.substring("request:".length()) : "";
            parts.add(new Part(text(part, "name"), about(part), marked, body(part, pointer, false)));
        }
        return new ShownExchange(
                text(exchange, "probe"),
                text(request, "method") + " → " + statusLine.replaceFirst("^HTTP/\\S+ ", ""),
                new Message(
                        first,
                        where.startsWith("method:"),
                        headers(request, where, "request-header:"),
                        "",
                        body(request, "", false)),
                List.copyOf(parts),
                new Message(
                        statusLine,
                        where.equals("status"),
                        headers(answer, where, "response-header:"),
                        ending(answer),
                        body(answer, where, where.equals("body"))));
    }

    private static String ending(JsonNode answer) {
        String ending = text(answer, "ending");
        return ending.equals(Ending.COMPLETE.words()) ? "" : ending;
    }

    private static String about(JsonNode part) {
        List<String> facts = new ArrayList<>();
        for (String fact : List.of("fileName", "contentType")) {
            if (part.has(fact)) {
                facts.add(text(part, fact));
            }
        }
        return String.join(", ", facts);
    }

    private static List<HeaderLine> headers(JsonNode message, String where, String kind) {
        List<HeaderLine> headers = new ArrayList<>();
        boolean found = false;
        for (JsonNode header : message.path("headers")) {
            String name = text(header, "name");
            boolean marked = where.equalsIgnoreCase(kind + name);
            found = found || marked;
            if (marked || headers.size() < HEADERS) {
                headers.add(new HeaderLine(name, text(header, "value"), marked));
            }
        }
        if (!found && where.startsWith(kind)) {
            headers.add(new HeaderLine(where.substring(kind.length()), "(not there)", true));
        }
        return List.copyOf(headers);
    }

    private static Body body(JsonNode message, String pointer, boolean marked) {
        Optional<JsonNode> json = message.optional("json");
        int bytes = message.path("bytes").asInt(-1);
        return new Body(
                bytes < 0 ? "" : String.format(Locale.ROOT, "%,d %s", bytes, bytes == 1 ? "byte" : "bytes"),
                marked,
                json.map(tree -> MarkedJson.of(tree, pointer)).orElse(null),
                text(message, "text"));
    }

    private static String text(JsonNode node, String member) {
        return MarkedJson.cut(node.path(member).asString(""));
    }
}
