package io.github.upscale4j.conformance;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Whether a published document told the truth, if a report says so. */
record ShownDocument(String document, String title, boolean broken, String words, String fields) {

    static List<ShownDocument> of(JsonNode report) {
        return report.path("documents").valueStream().map(ShownDocument::read).toList();
    }

    private static ShownDocument read(JsonNode document) {
        int observed = document.path("observed").asInt(0);
        int contradicted = document.path("contradicted").asInt(0);
        String words = observed == 0
                ? "none of its fields was seen"
                : contradicted == 0
                        ? "holds for " + Headline.count(observed, "field") + " that " + (observed == 1 ? "was" : "were")
                                + " seen"
                        : "contradicted in " + contradicted + " of " + Headline.count(observed, "field")
                                + " that were seen";
        String fields = document.path("fields")
                .valueStream()
                .filter(field -> field.path("contradicted").asInt(0) > 0)
                .map(field -> field.path("path").asString("") + " ("
                        + field.path("contradicted").asInt(0) + " of "
                        + field.path("observed").asInt(0) + ")")
                .collect(Collectors.joining(", "));
        return new ShownDocument(
                document.path("document").asString(""),
                document.path("title").asString(""),
                contradicted > 0,
                words,
                fields);
    }
}
