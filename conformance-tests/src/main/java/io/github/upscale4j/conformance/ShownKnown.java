package io.github.upscale4j.conformance;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A line of the file for {@code --known} and what became of it, if a report says so.
 *
 * @param red whether the run is deviant because of it
 * @param link as text: a page that leads nowhere cannot be led astray
 */
record ShownKnown(
        int line,
        String rule,
        String where,
        String probes,
        String state,
        boolean red,
        String reason,
        String link,
        String expires,
        int findings) {

    static List<ShownKnown> of(JsonNode report) {
        return report.path("known").valueStream().map(ShownKnown::read).toList();
    }

    private static ShownKnown read(JsonNode known) {
        String state = known.path("state").asString("");
        boolean intermittent = known.path("intermittent").asBoolean(false);
        return new ShownKnown(
                known.path("line").asInt(0),
                known.path("rule").asString(""),
                known.path("where").asString(""),
                known.path("probes").asString("*"),
                state.replace('-', ' ') + (intermittent ? ", intermittent" : ""),
                Stream.of(KnownState.values())
                        .anyMatch(one -> one.isRed() && one.text().equals(state)),
                known.path("reason").asString(""),
                known.path("link").asString(""),
                known.path("expires").asString(""),
                known.path("findings").asInt(0));
    }
}
