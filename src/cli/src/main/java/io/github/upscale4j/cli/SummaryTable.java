package io.github.upscale4j.cli;

import io.github.upscale4j.cli.Outcome.Kind;
import io.github.upscale4j.cli.Terminal.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a batch came to: a table of counts and costs, what went wrong and why, and what to do next. */
final class SummaryTable {
    private static final int TOLD = 10;
    private static final String GAP = "  ";

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, List<Outcome>> told = new EnumMap<>(Kind.class);
    private final List<Line> lines = new ArrayList<>();

    private SummaryTable(Collection<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            counts.merge(outcome.kind(), 1L, Long::sum);
            List<Outcome> first = told.computeIfAbsent(outcome.kind(), kind -> new ArrayList<>());
            if (first.size() < TOLD) {
                first.add(outcome);
            }
        }
    }

    /** A line, and how it looks where colours are wanted. */
    record Line(Style style, String text) {}

    /**
     * The lines of the summary.
     *
     * @param elapsed of this run
     * @param remedy what makes a batch go on that was stopped
     * @param rest where the outcomes stand that are too many to be told here, such as {@code see contact-sheet.html}
     */
    static List<Line> of(Collection<Outcome> outcomes, Costs costs, Duration elapsed, String rest, String remedy) {
        SummaryTable table = new SummaryTable(outcomes);
        table.counts(costs, elapsed);
        table.troubles(rest);
        table.nextSteps(remedy);
        return table.lines;
    }

    /** Says the lines. */
    static void say(Terminal terminal, List<Line> lines) {
        lines.forEach(line -> terminal.say(line.style(), line.text()));
    }

    private void counts(Costs costs, Duration elapsed) {
        List<Row> rows = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            long count = count(kind);
            if (count > 0 || kind == Kind.DONE) {
                Style style = count > 0 ? kind.style : Style.PLAIN;
                rows.add(new Row(style, kind.label, Figures.count(count), kind.meaning));
            }
        }
        rows.add(new Row(Style.BOLD, "spent", Figures.count(costs.calls()), spent(costs.calls(), costs.images())));
        if (costs.ledgerCalls() != costs.calls() || costs.ledgerImages() != costs.images()) {
            rows.add(new Row(
                    Style.PLAIN,
                    "with earlier runs",
                    Figures.count(costs.ledgerCalls()),
                    spent(costs.ledgerCalls(), costs.ledgerImages())));
        }
        rows.add(new Row(Style.PLAIN, "elapsed", Figures.hours(elapsed), ""));

        int labels = rows.stream().mapToInt(row -> row.label().length()).max().orElse(0);
        int numbers = rows.stream().mapToInt(row -> row.number().length()).max().orElse(0);
        for (Row row : rows) {
            String line = GAP
                    + row.label()
                    + " ".repeat(labels - row.label().length())
                    + GAP
                    + " ".repeat(numbers - row.number().length())
                    + row.number()
                    + GAP
                    + row.note();
            lines.add(new Line(row.style(), line.stripTrailing()));
        }
    }

    private static String spent(long calls, long images) {
        return (calls == 1 ? "call" : "calls") + " / " + Figures.count(images, "image");
    }

    private void troubles(String rest) {
        for (Kind kind : Kind.values()) {
            if (!kind.isTrouble() || count(kind) == 0) {
                continue;
            }
            lines.add(new Line(Style.BOLD, kind.label + " (" + Figures.count(count(kind)) + "):"));
            for (Outcome outcome : told.getOrDefault(kind, List.of())) {
                String message = outcome.message();
                lines.add(new Line(
                        Style.PLAIN,
                        GAP + Shown.text(outcome.name()) + (message == null ? "" : ": " + Shown.text(message))));
            }
            if (count(kind) > TOLD) {
                lines.add(new Line(Style.PLAIN, GAP + "and " + Figures.count(count(kind) - TOLD) + " more: " + rest));
            }
        }
    }

    private void nextSteps(String remedy) {
        step(Kind.UNSAVED, "run the same command again to fetch ", "picture", " without another call; links expire");
        step(Kind.FAILED, remedy + " to try ", "picture", " again, for which nothing was billed");
        step(Kind.LEFT, remedy + " to begin with ", "picture", " more");
        step(Kind.UNKNOWN, "--retry-unknown pays again for ", "picture", " that may have been billed");
        step(Kind.BILLED, "--retry-lost pays again for ", "picture", " that had no usable answer");
        step(Kind.LOST, "--retry-lost pays again for ", "picture", " lost by a dead link");
    }

    private void step(Kind kind, String before, String noun, String after) {
        if (count(kind) > 0) {
            lines.add(new Line(Style.BOLD, "next: " + before + Figures.count(count(kind), noun) + after));
        }
    }

    private long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    private record Row(Style style, String label, String number, String note) {}
}
