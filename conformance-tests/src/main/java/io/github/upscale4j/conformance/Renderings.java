package io.github.upscale4j.conformance;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The files that show a report, each a function of the tree that report.json is. */
final class Renderings {
    private static final Map<String, Function<JsonNode, String>> BY_FILE = new LinkedHashMap<>();

    static {
        BY_FILE.put("report.json", Json::pretty);
        BY_FILE.put("report.html", HtmlReport::of);
        BY_FILE.put("summary.md", JobSummary::of);
        BY_FILE.put("verdict.txt", report -> report.path("verdictLine").asString("") + "\n");
    }

    private Renderings() {}

    static Map<String, Function<JsonNode, String>> byFile() {
        return Collections.unmodifiableMap(BY_FILE);
    }
}
