package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What a report says was not checked for one reason.
 *
 * @param checks how many checks that are
 * @param excused whether a run can be conformant all the same
 */
record Unchecked(String reason, boolean excused, int checks, List<String> rules, List<String> probes) {

    private record Key(String reason, boolean excused) {}

    /**
     * First what keeps a run from being conformant, else in the order of the report. One for all that was sent where none of it
     * could be checked, as the verdict says why.
     */
    static List<Unchecked> of(JsonNode report) {
        Map<Key, List<JsonNode>> groups = new LinkedHashMap<>();
        List<JsonNode> sent = report.path("checks")
                .valueStream()
                .filter(check -> !check.path("probe").asString("").equals(ContractChecks.PROBE) && !excused(check))
                .toList();
        boolean none = !sent.isEmpty() && sent.stream().allMatch(check -> outcome(check, "not-checked"));
        for (JsonNode check : report.path("checks")) {
            if (outcome(check, "not-checked") && (excused(check) || !none)) {
                Key key = new Key(check.path("reason").asString(""), excused(check));
                groups.computeIfAbsent(key, any -> new ArrayList<>()).add(check);
            }
        }
        List<Unchecked> all = new ArrayList<>();
        if (none) {
            int probes = texts(sent, "probe").size();
            all.add(new Unchecked(
                    "the verdict says why",
                    false,
                    sent.size(),
                    List.of("any rule"),
                    List.of("the " + Headline.count(probes, "probe"))));
        }
        for (boolean excused : new boolean[] {false, true}) {
            groups.forEach((key, checks) -> {
                if (key.excused() == excused) {
                    all.add(new Unchecked(
                            key.reason(),
                            excused,
                            sum(checks),
                            List.copyOf(new TreeSet<>(texts(checks, "rule"))),
                            List.copyOf(texts(checks, "probe"))));
                }
            });
        }
        return List.copyOf(all);
    }

    private static boolean excused(JsonNode check) {
        return check.path("excused").asBoolean(false);
    }

    private static List<String> texts(List<JsonNode> checks, String member) {
        return checks.stream()
                .map(check -> check.path(member).asString(""))
                .distinct()
                .toList();
    }

    /** @param outcome as report.json has it */
    static int count(JsonNode report, String outcome) {
        return sum(report.path("checks")
                .valueStream()
                .filter(check -> outcome(check, outcome))
                .toList());
    }

    /** Of a client's many calls one entry stands for several checks. */
    private static int sum(List<JsonNode> checks) {
        return checks.stream().mapToInt(check -> check.path("calls").asInt(1)).sum();
    }

    private static boolean outcome(JsonNode check, String outcome) {
        return check.path("outcome").asString("").equals(outcome);
    }
}
