package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The findings of a report of one rule at one place.
 *
 * @param known the index of the known deviation that they are, or -1
 * @param pointer of the contract's clause; empty if they are about none
 * @param line of that clause, or 0
 * @param calls of a client in which they were found; 0 if it is not counted
 * @param variants what was expected and found; more than one if answers differed
 */
record FindingGroup(String rule, String where, int known, String pointer, int line, int calls, List<Variant> variants) {

    /** What was expected and found, and the probes that brought it. */
    record Variant(String expected, String found, List<String> probes) {}

    /** How many probes brought them; of a client's calls a report names the first only. */
    int probeCount() {
        return Math.max(calls, probes().size());
    }

    private record Key(String rule, String where, int known) {}

    /** In the order of the report. */
    static List<FindingGroup> of(JsonNode report) {
        Map<Key, List<JsonNode>> groups = new LinkedHashMap<>();
        for (JsonNode finding : report.path("findings")) {
            Key key = new Key(
                    finding.path("rule").asString(""),
                    finding.path("where").asString(""),
                    finding.path("known").asInt(-1));
            groups.computeIfAbsent(key, any -> new ArrayList<>()).add(finding);
        }
        List<FindingGroup> all = new ArrayList<>();
        groups.forEach((key, findings) -> {
            JsonNode clause = findings.get(0).path("contract");
            all.add(new FindingGroup(
                    key.rule(),
                    key.where(),
                    key.known(),
                    clause.path("pointer").asString(""),
                    clause.path("line").asInt(0),
                    calls(findings, report.path("target").path("calls").asInt(0)),
                    variants(findings)));
        });
        return List.copyOf(all);
    }

    /** Where all of them are named, those that several findings share count once. */
    private static int calls(List<JsonNode> findings, int most) {
        boolean named = findings.stream()
                .allMatch(finding ->
                        finding.path("probes").size() == finding.path("calls").asInt(0));
        return named
                ? (int) findings.stream()
                        .flatMap(finding -> Contract.texts(finding.path("probes")).stream())
                        .distinct()
                        .count()
                : Math.min(
                        most,
                        findings.stream()
                                .mapToInt(finding -> finding.path("calls").asInt(0))
                                .sum());
    }

    private static List<Variant> variants(List<JsonNode> findings) {
        Map<List<String>, Set<String>> probes = new LinkedHashMap<>();
        for (JsonNode finding : findings) {
            List<String> words = List.of(
                    finding.path("expected").asString(""), finding.path("found").asString(""));
            Set<String> names = probes.computeIfAbsent(words, any -> new LinkedHashSet<>());
            names.add(finding.path("probe").asString(""));
            names.addAll(Contract.texts(finding.path("probes")));
        }
        List<Variant> variants = new ArrayList<>();
        probes.forEach((words, names) -> variants.add(new Variant(words.get(0), words.get(1), List.copyOf(names))));
        return List.copyOf(variants);
    }

    boolean isKnown() {
        return known >= 0;
    }

    List<String> probes() {
        return variants.stream()
                .flatMap(variant -> variant.probes().stream())
                .distinct()
                .toList();
    }

    /** {@code schema at /data/0/seed}. */
    String title() {
        return rule + " at " + where;
    }

    /** {@code expected integer, found string "12"}, of the first variant. */
    String words() {
        Variant first = variants.get(0);
        int more = variants.size() - 1;
        return "expected " + first.expected() + ", found " + first.found()
                + (more == 0 ? "" : ", and " + more + (more == 1 ? " other value" : " other values"));
    }

    /** {@code probe accept-1}, {@code probes accept-1, accept-2 and 7 more}. */
    String probeWords(int most) {
        List<String> names = probes();
        int more = probeCount() - Math.min(names.size(), most);
        return (names.size() == 1 ? "probe " : "probes ")
                + names.stream().limit(most).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** A line of the file for {@code --known} that is about them; why, where that is discussed and until when is left open. */
    String knownLine() {
        return "- rule: " + quoted(rule) + "\n  where: " + quoted(where) + "\n  probes: " + quoted(glob())
                + "\n  reason:   # why it can be lived with\n  link:     # where it is being dealt with"
                + "\n  expires:  # the last day, such as 2027-01-31\n";
    }

    /** JSON is YAML; what needs no quotes has none. */
    private static String quoted(String text) {
        return text.matches("[a-z/][a-zA-Z0-9_/-]*")
                ? text
                : JsonNodeFactory.instance.stringNode(text).toString();
    }

    /** As narrow as one {@code *} allows. */
    private String glob() {
        List<String> names = probes();
        if (names.size() == 1) {
            return names.get(0);
        }
        String prefix = names.get(0);
        for (String name : names) {
            while (!name.startsWith(prefix)) {
                prefix = prefix.substring(0, prefix.length() - 1);
            }
        }
        return prefix.substring(0, prefix.lastIndexOf('-') + 1) + "*";
    }
}
