package io.github.upscale4j.conformance;

import java.util.List;

/** A plan as text: what would be sent, and what it may cost. */
final class PlanReport {
    private PlanReport() {}

    /** What a run would send, and what it may cost; nothing was sent for it. */
    static String of(Run run) {
        Plan plan = run.plan();
        Table table = new Table(List.of("probe", "about", "expects", "images at most"));
        int calls = 0;
        long images = 0;
        for (Probe probe : plan.probes()) {
            boolean paying = Purse.paying(run.target(), probe);
            int asked = paying ? Plan.images(run.contract(), probe) : 0;
            calls += paying ? 1 : 0;
            images += asked;
            table.row(List.of(
                    probe.id(),
                    about(probe),
                    String.join(" or ", probe.expectation().statuses(run.contract())),
                    String.valueOf(asked)));
        }
        StringBuilder text = new StringBuilder();
        text.append("Target: ").append(run.target().description()).append("\n\n");
        text.append(table.console()).append('\n');
        for (Probe probe : plan.probes()) {
            if (probe.expectation() instanceof Expectation.Runs runs) {
                text.append(Report.wrapped(probe.id() + " sends: " + runs.sent()))
                        .append('\n');
            }
        }
        Summary.byReason(plan.leftOut(), Report.FEW).forEach(line -> text.append(Report.wrapped("not checked: " + line))
                .append('\n'));
        plan.tooSmall().ifPresent(words -> text.append("\nNote: ").append(words).append('\n'));
        text.append("\nA provider that keeps the contract bills: paid calls ")
                .append(plan.calls())
                .append(", images ")
                .append(plan.images(run.contract()))
                .append(".\nOne that takes what it should turn down, at worst: paid calls ")
                .append(Math.min(
                        calls, Math.min(run.allowance().calls(), run.allowance().images())))
                .append(", images ")
                .append(Math.min(images, run.allowance().images()))
                .append(".\nNothing was sent.\n");
        return text.toString();
    }

    private static String about(Probe probe) {
        if (probe.expectation() instanceof Expectation.Refuses refuses) {
            return refuses.where();
        }
        return probe.expectation() instanceof Expectation.NotAllowed notAllowed ? notAllowed.where() : "a valid call";
    }
}
