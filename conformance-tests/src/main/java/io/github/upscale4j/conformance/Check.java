package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One rule applied, or not, to what one probe brought.
 *
 * @param reason why it was not checked; empty otherwise
 * @param findings what failed; empty otherwise
 * @param excused whether a run can be conformant although it was not checked
 */
record Check(String probe, Rule rule, Outcome outcome, String reason, List<Finding> findings, boolean excused) {

    /** Findings of one rule in one answer that are told one by one. */
    private static final int MANY = 20;

    Check {
        findings = List.copyOf(findings);
    }

    /** How a check went. */
    enum Outcome {
        PASSED,
        FAILED,
        NOT_CHECKED;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Check of(String probe, Rule rule, List<Finding> findings) {
        return new Check(probe, rule, findings.isEmpty() ? Outcome.PASSED : Outcome.FAILED, "", findings, false);
    }

    static Check notChecked(String probe, Rule rule, String reason) {
        return new Check(probe, rule, Outcome.NOT_CHECKED, reason, List.of(), false);
    }

    /** Not checked, and known before to be so. */
    static Check leftOut(String probe, Rule rule, String reason, boolean excused) {
        return new Check(probe, rule, Outcome.NOT_CHECKED, reason, List.of(), excused);
    }

    /**
     * With the first so many of the findings that are known, and of all others; what is left of either is counted in one.
     */
    Check bounded(Predicate<Finding> known) {
        if (findings.size() <= MANY) {
            return this;
        }
        Map<Boolean, List<Finding>> byKnown = findings.stream().collect(Collectors.partitioningBy(known));
        List<Finding> few = new ArrayList<>();
        byKnown.forEach((isKnown, all) -> {
            few.addAll(all.subList(0, Math.min(MANY, all.size())));
            if (all.size() > MANY) {
                // In the place of one of them, which makes it known too.
                String where = isKnown ? all.get(MANY).where() : "body";
                few.add(new Finding(rule, where, "none of these", all.size() - MANY + " more of these", probe));
            }
        });
        return Check.of(probe, rule, few);
    }

    Check redacted(Redaction redaction) {
        return new Check(
                probe,
                rule,
                outcome,
                redaction.show(reason, Redaction.REASON),
                findings.stream().map(finding -> finding.redacted(redaction)).toList(),
                excused);
    }
}
