package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Exchange;
import io.github.upscale4j.provider.Journal;
import io.github.upscale4j.provider.Provider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** A run of the suite against one provider of the catalogue, and what that provider noted of it. */
record Trial(Allowance allowance, Run run, Journal.Snapshot journal) {
    private static final Contract CONTRACT = Contract.published();
    private static final List<Contract> DOCUMENTS = Contract.documents();
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    static Trial of(Variant variant, int budget) throws IOException {
        Allowance allowance = Allowance.of(budget);
        try (Provider provider = Provider.start(variant.provider())) {
            Target target = Target.of(CONTRACT, provider.baseUrl(), Variant.KEY);
            Run run = new Run(CONTRACT, DOCUMENTS, target, allowance, new Transport(DEADLINE), () -> 1);
            run.checkContract();
            Plan plan = run.plan();
            plan.probes().forEach(run::execute);
            run.conclude(plan);
            return new Trial(allowance, run, provider.journal().snapshot());
        }
    }

    /** {@code rule at where}, each once. */
    SortedSet<String> findings() {
        SortedSet<String> places = new TreeSet<>();
        run.findings().forEach(finding -> places.add(finding.rule().id() + " at " + finding.where()));
        return places;
    }

    /** {@code probe rule} of what was not checked, each once. */
    SortedSet<String> notChecked() {
        SortedSet<String> left = new TreeSet<>();
        run.notChecked()
                .forEach(check -> left.add(check.probe() + " " + check.rule().id()));
        return left;
    }

    /** That the suite says what it cost, and keeps to what it may. */
    void assertMoneyIsAccountedFor(Variant variant) {
        assertEquals(
                List.of(),
                journal.exchanges().stream()
                        .map(Exchange::problem)
                        .filter(Objects::nonNull)
                        .toList(),
                () -> variant + ": a fault that does not fit");
        int calls = (int) journal.callsBilled() + variant.unclear();
        int images = (int) journal.imagesBilled() + variant.unasked() + variant.unclear();
        assertEquals(calls, run.spend().calls(), () -> variant + ": " + this);
        assertTrue(
                run.spend().images() == images
                        || (variant.unclear() > 0 && run.spend().images() > images),
                () -> variant + ": " + run.spend() + ": " + this);
        assertTrue(
                journal.callsBilled() <= allowance.calls() && journal.imagesBilled() <= allowance.images(),
                () -> variant + ": " + allowance + " was overrun: " + this);
    }

    /** What a test that fails shows. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(run.verdictLine()).append('\n');
        run.findings().forEach(finding -> text.append(finding.line()).append('\n'));
        for (Exchange call : journal.calls()) {
            text.append(call.method())
                    .append(' ')
                    .append(call.status())
                    .append(' ')
                    .append(call.refusal())
                    .append(call.imagesBilled() > 0 ? " billed" : "")
                    .append('\n');
        }
        return text.toString();
    }
}
