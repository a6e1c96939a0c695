package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What changed since an earlier report, if a report says so. */
record ShownChanges(String since, String verdictLine, List<String> notes, List<Change> list) {

    /** @param mark {@code worse}, {@code better} or neither */
    record Change(String mark, String what, String code, String then) {}

    static Optional<ShownChanges> of(JsonNode report) {
        JsonNode changes = report.path("changes");
        if (!changes.isObject()) {
            return Optional.empty();
        }
        List<String> notes = new ArrayList<>();
        if (changes.path("contractChanged").asBoolean(false)) {
            notes.add("The contract has changed since: what turned may be ours.");
        }
        if (changes.path("targetChanged").asBoolean(false)) {
            notes.add("The earlier report is about another target.");
        }
        List<Change> list = new ArrayList<>();
        for (JsonNode rule : changes.path("rules")) {
            String is = rule.path("is").asString("");
            boolean better =
                    is.equals("passed") && rule.path("was").asString("").equals("failed");
            String mark = is.equals("failed") ? "worse" : better ? "better" : "";
            list.add(new Change(
                    mark,
                    "Rule",
                    rule.path("rule").asString(""),
                    "was " + words(rule.path("was")) + ", is " + words(rule.path("is"))));
        }
        changes.path("findings")
                .path("new")
                .forEach(finding -> list.add(new Change("worse", "New:", place(finding), "")));
        changes.path("findings")
                .path("gone")
                .forEach(finding -> list.add(new Change("better", "Gone:", place(finding), "")));
        for (JsonNode field : changes.path("fields")) {
            String state = field.path("state").asString("") + " is "
                    + field.path("change").asString("");
            list.add(new Change("", "Field", field.path("path").asString(""), state));
        }
        return Optional.of(new ShownChanges(
                changes.path("since").path("startedAt").asString(""),
                changes.path("since").path("verdictLine").asString(""),
                List.copyOf(notes),
                List.copyOf(list)));
    }

    private static String words(JsonNode outcome) {
        return outcome.asString("").replace('-', ' ');
    }

    private static String place(JsonNode finding) {
        return finding.path("rule").asString("") + " at "
                + finding.path("where").asString("");
    }
}
