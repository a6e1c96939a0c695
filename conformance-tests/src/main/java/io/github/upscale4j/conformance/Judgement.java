package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the rules of the other side say of one call. Grows while it is judged. */
final class Judgement {
    /** A call that is wrong in more ways than anybody reads. */
    private static final int MOST = 50;

    private final String probe;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private final Map<Rule, String> open = new EnumMap<>(Rule.class);

    Judgement(String probe) {
        this.probe = probe;
    }

    void find(Rule rule, String where, String expected, String found) {
        if (findings.size() < MOST) {
            findings.add(new Finding(rule, where, expected, found, probe));
        }
    }

    /** From here on nothing can be said by these rules; what was found before stands. */
    void leaveOpen(String reason, List<Rule> rules) {
        rules.forEach(rule -> open.putIfAbsent(rule, reason));
    }

    boolean isClean() {
        return findings.isEmpty();
    }

    /** Whether every rule could be applied. */
    boolean isWhole() {
        return open.isEmpty();
    }

    /** One for each rule. */
    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (Rule rule : Rule.ofClients()) {
            List<Finding> own =
                    findings.stream().filter(finding -> finding.rule() == rule).toList();
            String reason = open.get(rule);
            checks.add(
                    own.isEmpty() && reason != null
                            ? Check.leftOut(probe, rule, reason, true)
                            : Check.of(probe, rule, own));
        }
        return checks;
    }
}
