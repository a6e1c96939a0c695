package io.github.upscale4j.conformance;

import java.util.List;
import java.util.Locale;

/**
 * One rule applied, or not, to what one probe brought.
 *
 * @param reason why it was not checked; empty otherwise
 * @param findings what failed; empty otherwise
 * @param excused whether a run can be conformant although it was not checked
 */
record Check(String probe, Rule rule, Outcome outcome, String reason, List<Finding> findings, boolean excused) {

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
