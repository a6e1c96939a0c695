package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a run comes to.
 *
 * @param broken what the suite itself failed with
 * @param discredited why nothing that was seen counts
 * @param cut why not all was sent
 * @param answered whether a byte came at all
 * @param judgedSuccess whether the answer to a call that ran was judged
 */
record Conclusion(
        Run run,
        Optional<String> broken,
        Optional<String> discredited,
        Optional<String> cut,
        boolean answered,
        boolean judgedSuccess) {

    Verdict verdict() {
        if (broken.isPresent()) {
            return Verdict.INCONCLUSIVE;
        }
        List<Finding> unknown = run.unknownFindings();
        boolean contractFails =
                unknown.stream().anyMatch(finding -> finding.probe().equals(ContractChecks.PROBE));
        if (!contractFails && (discredited.isPresent() || silent())) {
            return Verdict.INCONCLUSIVE;
        }
        if (!unknown.isEmpty()) {
            return Verdict.DEVIANT;
        }
        return judgedSuccess && run.notChecked().stream().allMatch(Check::excused)
                ? Verdict.CONFORMANT
                : Verdict.INCONCLUSIVE;
    }

    /** Whether there is somebody who takes connections and never says a word. */
    private boolean silent() {
        return !answered
                && run.findings().stream().anyMatch(finding -> !finding.probe().equals(ContractChecks.PROBE));
    }

    /** The run in one line. */
    String line() {
        // What is wrong with the list of known deviations comes before what it no longer covers.
        List<Finding> unknown = run.unknownFindings().stream()
                .sorted(Comparator.comparing(finding -> finding.rule() != Rule.KNOWN_DEVIATION))
                .toList();
        return switch (verdict()) {
            case CONFORMANT ->
                "conformant: "
                        + run.checks().stream()
                                .filter(check -> check.outcome() == Check.Outcome.PASSED)
                                .count()
                        + " checks passed on " + run.target() + withKnown(", with ") + leftOut();
            case DEVIANT ->
                "deviant: " + unknown.size() + (unknown.size() == 1 ? " finding: " : " findings, first: ")
                        + unknown.get(0).line() + withKnown("; and ");
            case INCONCLUSIVE ->
                "inconclusive: " + reason()
                        + (unknown.isEmpty()
                                ? ""
                                : "; and " + unknown.size() + " findings, first: "
                                        + unknown.get(0).line())
                        + withKnown("; and ");
        };
    }

    private String reason() {
        return broken.or(() -> discredited)
                .or(() -> silent() ? Optional.of("the target gave no answer to anything") : Optional.empty())
                .or(() -> cut)
                .map(text -> run.shown(text, Redaction.REASON))
                .orElseGet(() -> run.notChecked().stream()
                        .filter(check -> !check.excused())
                        .findFirst()
                        .map(check -> check.rule().id() + " of probe " + check.probe() + " could not be checked: "
                                + check.reason())
                        .orElse("no call that ran was judged"));
    }

    private String leftOut() {
        long behind = run.notChecked().stream().filter(run.known()::isBehind).count();
        long count = run.notChecked().size() - behind;
        List<String> words = new ArrayList<>();
        if (count > 0) {
            words.add(count + (run.target().mock().isPresent() ? " beyond a mock" : " beyond the allowance"));
        }
        if (behind > 0) {
            words.add(behind + " behind what is known");
        }
        return words.isEmpty() ? "" : "; not checked: " + String.join(", ", words);
    }

    /** How many of the deviations that are known are there: {@code 2 known deviations}; or nothing. */
    private String withKnown(String before) {
        long count = IntStream.range(0, run.known().lines().size())
                .filter(i -> run.knownState(i) == KnownState.HOLDING)
                .count();
        return count == 0 ? "" : before + count + (count == 1 ? " known deviation" : " known deviations");
    }
}
