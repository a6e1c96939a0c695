package io.github.upscale4j.conformance;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One of the two reports that {@code --since} compares: what of it can change.
 *
 * @param target the URL, or that it was a mock
 * @param outcomes of each rule's checks
 * @param findings by rule and place, with any index for an index; the probes that brought them
 * @param checked {@code probe rule} of each check that was made
 * @param fields by path, the types seen, {@code null} and {@code absent} among them; only fields that were looked for
 * @param counts by path, how many values and lacks of one were seen
 */
record ComparedReport(
        String startedAt,
        String contract,
        String target,
        String verdictLine,
        Map<String, Check.Outcome> outcomes,
        Map<Place, Set<String>> findings,
        Set<String> checked,
        Map<String, Set<String>> fields,
        Map<String, Integer> counts) {
    private static final String OPTION = "--since";

    /** What is found where, whichever item of an array it is in. */
    record Place(String rule, String where) {}

    /** @throws WrongUsage if it is no report of this version */
    static ComparedReport read(String file) {
        JsonNode report = SavedReport.read(OPTION, file);
        refuse(file, report);
        return of(report);
    }

    private static WrongUsage wrong(String file, String expected, String found) {
        return SavedReport.wrong(OPTION, file, expected, found);
    }

    /** Looks at no more than is compared, so that a report may hold what this version does not know. */
    private static void refuse(String file, JsonNode report) {
        for (String text : List.of("/contract/sha256", "/startedAt", "/target/kind", "/verdictLine")) {
            if (!Json.at(report, text).isString()) {
                throw wrong(file, "a text at " + text, Violation.describe(Json.at(report, text)));
            }
        }
        Map<String, List<String>> members = Map.of(
                "findings", List.of("rule", "where", "probe"),
                "checks", List.of("rule", "probe", "outcome"),
                "fields", List.of("path"));
        for (String list : List.of("findings", "checks", "fields")) {
            if (!report.path(list).isArray()) {
                throw wrong(file, "a list at /" + list, Violation.describe(report.path(list)));
            }
            for (int i = 0; i < report.path(list).size(); i++) {
                for (String member : members.getOrDefault(list, List.of())) {
                    JsonNode value = report.path(list).path(i).path(member);
                    if (!value.isString()) {
                        throw wrong(file, "a text at /" + list + "/" + i + "/" + member, Violation.describe(value));
                    }
                }
            }
        }
    }

    /** @param report of a run's form */
    static ComparedReport of(JsonNode report) {
        Map<String, Check.Outcome> outcomes = new LinkedHashMap<>();
        Set<String> checked = new HashSet<>();
        for (JsonNode check : report.path("checks")) {
            String rule = check.path("rule").asString();
            Check.Outcome outcome = outcome(check.path("outcome").asString());
            outcomes.merge(rule, outcome, ComparedReport::worse);
            if (outcome != Check.Outcome.NOT_CHECKED) {
                checked.add(check.path("probe").asString() + " " + rule);
            }
        }
        Map<Place, Set<String>> findings = new LinkedHashMap<>();
        for (JsonNode finding : report.path("findings")) {
            Place place = new Place(
                    finding.path("rule").asString(),
                    Places.anyIndex(finding.path("where").asString()));
            findings.computeIfAbsent(place, any -> new LinkedHashSet<>())
                    .add(finding.path("probe").asString());
        }
        Map<String, Set<String>> fields = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (JsonNode field : report.path("fields")) {
            Set<String> seen = states(field.path("observed"));
            if (!seen.isEmpty()) {
                fields.put(field.path("path").asString(), seen);
                counts.put(field.path("path").asString(), count(field.path("observed")));
            }
        }
        return new ComparedReport(
                Json.at(report, "/startedAt").asString(),
                Json.at(report, "/contract/sha256").asString(),
                Json.at(report, "/target/url")
                        .asString(Json.at(report, "/target/kind").asString()),
                Json.at(report, "/verdictLine").asString(),
                outcomes,
                findings,
                checked,
                fields,
                counts);
    }

    private static Check.Outcome outcome(String text) {
        return Stream.of(Check.Outcome.values())
                .filter(one -> one.text().equals(text))
                .findFirst()
                .orElse(Check.Outcome.NOT_CHECKED);
    }

    private static Check.Outcome worse(Check.Outcome a, Check.Outcome b) {
        return Stream.of(Check.Outcome.FAILED, Check.Outcome.PASSED)
                .filter(one -> a == one || b == one)
                .findFirst()
                .orElse(Check.Outcome.NOT_CHECKED);
    }

    private static int count(JsonNode observed) {
        return observed.path("present").asInt(0)
                + observed.path("null").asInt(0)
                + observed.path("absent").asInt(0);
    }

    /** How often a field was seen, or seen to be missing. */
    int seen(String path) {
        return counts.getOrDefault(path, 0);
    }

    private static Set<String> states(JsonNode observed) {
        Set<String> states = new LinkedHashSet<>();
        observed.path("types").properties().forEach(type -> {
            if (type.getValue().asInt(0) > 0) {
                states.add(type.getKey());
            }
        });
        if (observed.path("absent").asInt(0) > 0) {
            states.add("absent");
        }
        return states;
    }
}
