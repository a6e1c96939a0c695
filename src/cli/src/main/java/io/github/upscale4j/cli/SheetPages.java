package io.github.upscale4j.cli;

import io.github.upscale4j.cli.Outcome.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which outcome is on which page of a contact sheet, and how one gets from page to page. */
final class SheetPages {
    static final int PICTURES = 200;

    /** First what a person should look at. */
    private static final List<Kind> ORDER = List.of(
            Kind.UNSAVED,
            Kind.UNKNOWN,
            Kind.BILLED,
            Kind.LOST,
            Kind.WITHHELD,
            Kind.REFUSED,
            Kind.FAILED,
            Kind.DONE,
            Kind.COPIED,
            Kind.EARLIER,
            Kind.SKIPPED,
            Kind.LEFT);

    private final String name;
    private final List<Outcome> outcomes;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    /** @param first the first page */
    SheetPages(Path first, List<Outcome> outcomes) {
        this.name = String.valueOf(first.getFileName());
        this.outcomes = new ArrayList<>(outcomes);
        this.outcomes.sort(Comparator.comparingInt(outcome -> ORDER.indexOf(outcome.kind())));
        outcomes.forEach(outcome -> counts.merge(outcome.kind(), 1, Integer::sum));
    }

    /** A step to another page; the page itself, or a gap, has no link. */
    record Step(String href, String text, boolean here) {}

    /**
     * A kind, as the template has it.
     *
     * @param page where its first outcome is
     * @param x where its share of the bar begins, in thousandths
     * @param steps among the pages that have it; none if that is one
     */
    record Filter(
            String id,
            String tone,
            String label,
            String meaning,
            String count,
            String page,
            String x,
            String width,
            List<Step> steps) {}

    /** The number of the last page, from 1. */
    int last() {
        return Math.max(1, (outcomes.size() + PICTURES - 1) / PICTURES);
    }

    /** What is on a page. */
    List<Outcome> on(int page) {
        return outcomes.subList((page - 1) * PICTURES, Math.min(page * PICTURES, outcomes.size()));
    }

    String fileName(int page) {
        int dot = name.lastIndexOf('.');
        int end = dot > 0 ? dot : name.length();
        return page == 1 ? name : name.substring(0, end) + "-" + page + name.substring(end);
    }

    List<Step> steps(int page) {
        return steps(page, 1, last());
    }

    /** The kinds that there are, in the order of the pages. */
    List<Filter> filters(int page) {
        List<Filter> filters = new ArrayList<>();
        int before = 0;
        for (Kind kind : ORDER) {
            int count = counts.getOrDefault(kind, 0);
            if (count > 0) {
                int first = before / PICTURES + 1;
                int last = (before + count - 1) / PICTURES + 1;
                boolean several = page >= first && page <= last && first < last;
                filters.add(new Filter(
                        kind.id(),
                        SheetCard.tone(kind),
                        kind.label,
                        kind.meaning,
                        Figures.count(count),
                        link(first),
                        thousandths(before),
                        thousandths(count),
                        several ? steps(page, first, last) : List.of()));
                before += count;
            }
        }
        return filters;
    }

    private List<Step> steps(int page, int first, int last) {
        List<Step> steps = new ArrayList<>();
        int told = first - 1;
        for (int number = first; number <= last; number++) {
            if (number == first || number == last || Math.abs(number - page) <= 2) {
                if (number > told + 1) {
                    steps.add(new Step("", "", false));
                }
                boolean here = number == page;
                steps.add(new Step(here ? "" : link(number), Figures.count(number), here));
                told = number;
            }
        }
        return steps;
    }

    String link(int page) {
        // As a path of its own, since there is nothing that encodes less than a path.
        return "./" + Path.of("/").resolve(fileName(page)).toUri().getRawPath().substring(1);
    }

    private String thousandths(int count) {
        return String.format(Locale.ROOT, "%.2f", 1000.0 * count / outcomes.size());
    }
}
