package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a run found and what it did not check, in few lines. */
final class Summary {
    private Summary() {}

    /**
     * One line for each finding that is not known, for all probes that brought it.
     *
     * @param most how many probes a line names
     */
    static List<String> findings(Run run, int most) {
        return lines(run.unknownFindings(), most);
    }

    /** One line for each finding that is, with the reason, and one for each line of the list that is not judged or absent. */
    static List<String> known(Run run, int most) {
        List<String> lines = new ArrayList<>();
        List<KnownDeviation> known = run.known().lines();
        for (int i = 0; i < known.size(); i++) {
            KnownDeviation line = known.get(i);
            List<Finding> own = run.findings().stream()
                    .filter(finding -> run.knownAs(finding).equals(Optional.of(line)))
                    .toList();
            String words = "line " + line.line() + ", until " + line.expires() + ", "
                    + run.shown(line.reason(), Redaction.EXPECTED) + " " + run.shown(line.link(), Redaction.EXPECTED);
            lines(own, most).forEach(one -> lines.add(one + ": " + words));
            KnownState state = run.knownState(i);
            if (state == KnownState.NOT_CHECKED || state == KnownState.ABSENT) {
                lines.add(run.shown(line.words(), Redaction.EXPECTED) + " "
                        + (state == KnownState.ABSENT ? "comes and goes, and is absent" : "is not checked") + ": "
                        + words);
            }
        }
        return lines;
    }

    private static List<String> lines(List<Finding> findings, int most) {
        Map<Finding, Set<String>> probes = new LinkedHashMap<>();
        for (Finding finding : findings) {
            Finding same = new Finding(finding.rule(), finding.where(), finding.expected(), finding.found(), "");
            probes.computeIfAbsent(same, any -> new LinkedHashSet<>()).add(finding.probe());
        }
        List<String> lines = new ArrayList<>();
        probes.forEach((finding, names) -> lines.add(
                finding.words() + " (" + (names.size() == 1 ? "probe " : "probes ") + shortened(names, most) + ")"));
        return lines;
    }

    /**
     * One line for each reason; one for all that was sent where none of it could be checked, as the verdict says why.
     *
     * @param most how many probes a line names
     */
    static List<String> notChecked(Run run, int most) {
        List<Check> sent = run.checks().stream()
                .filter(check -> !check.probe().equals(ContractChecks.PROBE) && !check.excused())
                .toList();
        List<Check> open = sent.stream()
                .filter(check -> check.outcome() == Check.Outcome.NOT_CHECKED)
                .toList();
        List<String> lines = new ArrayList<>();
        if (!sent.isEmpty() && open.size() == sent.size()) {
            long probes = sent.stream().map(Check::probe).distinct().count();
            lines.add("any rule of the " + probes + (probes == 1 ? " probe" : " probes"));
        } else {
            lines.addAll(byReason(open, most));
        }
        lines.addAll(byReason(run.notChecked().stream().filter(Check::excused).toList(), most));
        return lines;
    }

    /** One line for each reason, with the rules and the probes that it stands for. */
    static List<String> byReason(List<Check> notChecked, int most) {
        Map<String, Set<String>> rules = new LinkedHashMap<>();
        Map<String, Set<String>> probes = new LinkedHashMap<>();
        for (Check check : notChecked) {
            rules.computeIfAbsent(check.reason(), any -> new TreeSet<>())
                    .add(check.rule().id());
            probes.computeIfAbsent(check.reason(), any -> new LinkedHashSet<>()).add(check.probe());
        }
        List<String> lines = new ArrayList<>();
        rules.forEach((reason, ids) -> lines.add(String.join(", ", ids) + " of "
                + shortened(probes.getOrDefault(reason, Set.of()), most) + ": " + reason));
        return lines;
    }

    private static String shortened(Set<String> names, int most) {
        int more = names.size() - most;
        return names.stream().limit(most).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
