package io.github.upscale4j.conformance;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** The suite as JUnit tests: one container for each probe, one test for each rule. {@link Suite} starts it. */
@ExtendWith(RunResolver.class)
final class ConformanceTest {

    @TestFactory
    Stream<DynamicNode> conformance(Run run) {
        Plan plan = run.plan();
        return Stream.of(
                        Stream.of(container(run, ContractChecks.PROBE, run::checkContract)),
                        plan.probes().stream().map(probe -> container(run, probe.id(), () -> run.execute(probe))),
                        Stream.of(container(run, "left-out", () -> run.conclude(plan)), conclusive(run)))
                .flatMap(nodes -> nodes);
    }

    /** For readers of the XML alone, who would take a run without failures for a good one. */
    private static DynamicNode conclusive(Run run) {
        return DynamicContainer.dynamicContainer("run", Stream.of(DynamicTest.dynamicTest("conclusive", () -> {
            if (run.verdict() == Verdict.INCONCLUSIVE) {
                throw new AssertionFailedError(run.verdictLine());
            }
        })));
    }

    /** Sends nothing until JUnit asks for the container's tests. */
    private static DynamicNode container(Run run, String name, Supplier<List<Check>> checks) {
        return DynamicContainer.dynamicContainer(
                name,
                Stream.of(checks).flatMap(supplier -> supplier.get().stream()).map(check -> test(run, name, check)));
    }

    private static DynamicNode test(Run run, String container, Check check) {
        String probe = check.probe().equals(container) ? "" : check.probe() + " ";
        return DynamicTest.dynamicTest(probe + check.rule().id(), () -> {
            switch (check.outcome()) {
                case PASSED -> {}
                case NOT_CHECKED -> throw new TestAbortedException("not checked: " + check.reason());
                case FAILED -> fail(run, check);
            }
        });
    }

    /** What is known alone is skipped, with the reason; beside what is not, it is not told. */
    private static void fail(Run run, Check check) {
        List<Finding> unknown = check.findings().stream()
                .filter(finding -> run.knownAs(finding).isEmpty())
                .toList();
        if (!unknown.isEmpty()) {
            throw new AssertionFailedError(facts(unknown));
        }
        Finding first = check.findings().get(0);
        KnownDeviation line = run.knownAs(first).orElseThrow();
        throw new TestAbortedException("known: " + first.words() + "\nuntil: " + line.expires() + "\nreason: "
                + run.shown(line.reason(), Redaction.EXPECTED) + "\nlink: "
                + run.shown(line.link(), Redaction.EXPECTED));
    }

    private static String facts(List<Finding> findings) {
        StringBuilder facts = new StringBuilder();
        for (Finding finding : findings) {
            Rule rule = finding.rule();
            facts.append("rule: ").append(rule.id());
            facts.append("\nintent: ")
                    .append(rule.intent())
                    .append(" (")
                    .append(rule.source().text());
            facts.append(", rule ").append(rule.number()).append(" of RULES.md)");
            facts.append("\nwhere: ").append(finding.where());
            facts.append("\nexpected: ").append(finding.expected());
            facts.append("\nfound: ").append(finding.found());
            facts.append("\nprobe: ").append(finding.probe()).append("\n\n");
        }
        return facts.toString().stripTrailing();
    }
}
