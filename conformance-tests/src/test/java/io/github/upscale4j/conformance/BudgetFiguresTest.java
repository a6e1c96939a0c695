package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.upscale4j.provider.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a budget buys: how many of the catalogue's breakages it notices, and what that costs. Prints the table. */
@Tag("thorough")
final class BudgetFiguresTest {

    @Test
    void aBudgetNoticesWhatItPromisesAndSpendsNoMore() {
        List<Variant> breakages = Variant.breakages();
        List<String> missed = new ArrayList<>();
        StringBuilder table = new StringBuilder("| budget | noticed of " + breakages.size()
                + " | calls, most | average | images, most | average |\n" + "| --- | --- | --- | --- | --- | --- |\n");
        for (int budget : Variant.BUDGETS) {
            Figures figures = new Figures();
            for (Outcome outcome : breakages.parallelStream()
                    .map(breakage -> Outcome.of(breakage, budget))
                    .toList()) {
                figures.add(outcome);
                outcome.objections().forEach(words -> missed.add(words + " (budget " + words(budget) + ")"));
            }
            table.append(figures.line(budget));
        }
        System.out.print(table);
        assertEquals("", String.join("\n", missed));
    }

    private static String words(int budget) {
        return budget == Integer.MAX_VALUE ? "unlimited" : String.valueOf(budget);
    }

    /** What one run noticed and what that cost. */
    private record Outcome(Variant breakage, int budget, Trial trial, boolean noticed) {
        static Outcome of(Variant breakage, int budget) {
            try {
                Trial trial = Trial.of(breakage, budget);
                return new Outcome(breakage, budget, trial, trial.run().verdict() == Verdict.DEVIANT);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<String> objections() {
            List<String> objections = new ArrayList<>();
            if (noticed != (budget >= breakage.budget())) {
                objections.add(breakage + ": " + trial.run().verdictLine());
            }
            if (trial.journal().callsBilled() > trial.allowance().calls()) {
                objections.add(breakage + ": billed " + trial.journal().callsBilled() + " calls");
            }
            return objections;
        }
    }

    /** Sums over the catalogue at one budget. */
    private static final class Figures {
        private int runs;
        private int noticed;
        private long mostCalls;
        private long calls;
        private long mostImages;
        private long images;

        void add(Outcome outcome) {
            Journal.Snapshot journal = outcome.trial().journal();
            runs++;
            noticed += outcome.noticed() ? 1 : 0;
            mostCalls = Math.max(mostCalls, journal.callsBilled());
            calls += journal.callsBilled();
            mostImages = Math.max(mostImages, journal.imagesBilled());
            images += journal.imagesBilled();
        }

        String line(int budget) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %.2f | %d | %.2f |%n",
                    words(budget),
                    noticed,
                    mostCalls,
                    (double) calls / runs,
                    mostImages,
                    (double) images / runs);
        }
    }
}
