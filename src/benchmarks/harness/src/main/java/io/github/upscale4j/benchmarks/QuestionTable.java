package io.github.upscale4j.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was measured for one question: the rivals as rows, the best first, and the metrics as columns. */
record QuestionTable(List<String> columns, List<Row> rows) {
    private static final String NOTHING = "–";

    /** One rival under one load. */
    record Row(String rival, boolean ours, List<String> cells) {}

    private record Place(String parameter, String rival) {}

    static QuestionTable of(Section section, Results results) {
        List<Measurement> measurements = results.measurements(section.question());
        List<Failure> failures = results.failures().stream()
                .filter(failure -> failure.question().equals(section.question()))
                .toList();
        List<Place> places = Stream.concat(
                        measurements.stream().map(m -> new Place(m.parameter(), m.rival())),
                        failures.stream().map(f -> new Place(f.parameter(), f.rival())))
                .distinct()
                .sorted(order(section, results))
                .toList();
        List<String> metrics = measurements.stream()
                .map(Measurement::metric)
                .distinct()
                .sorted(Comparator.comparing(metric -> !metric.equals(section.metric())))
                .toList();
        boolean parameters = !section.parameter().isEmpty();
        Optional<String> base = section.base(results);
        boolean notes = !failures.isEmpty() || measurements.stream().anyMatch(m -> m.note() != null);

        List<String> columns = new ArrayList<>();
        for (String metric : metrics) {
            columns.add(heading(metric, measurements));
        }
        base.ifPresent(rival -> columns.add(section.metric() + " beside " + rival));
        if (parameters) {
            columns.add(0, section.parameter());
        }
        if (notes) {
            columns.add("note");
        }

        List<Row> rows = new ArrayList<>();
        for (Place place : places) {
            List<String> cells = new ArrayList<>();
            if (parameters) {
                cells.add(place.parameter());
            }
            for (String metric : metrics) {
                cells.add(results.find(section.question(), place.rival(), place.parameter(), metric)
                        .map(QuestionTable::cell)
                        .orElse(NOTHING));
            }
            base.ifPresent(rival -> cells.add(ratio(section, results, place, rival)));
            if (notes) {
                cells.add(notes(section, results, place));
            }
            rows.add(new Row(place.rival(), place.rival().equals(Aims.OURS), cells));
        }
        return new QuestionTable(columns, rows);
    }

    private static Comparator<Place> order(Section section, Results results) {
        return Comparator.comparingDouble((Place place) -> Load.of(place.parameter()))
                .thenComparing(Place::parameter)
                .thenComparingDouble(place -> {
                    OptionalDouble value = main(section, results, place.parameter(), place.rival());
                    if (value.isEmpty()) {
                        return Double.POSITIVE_INFINITY;
                    }
                    return section.more() ? -value.getAsDouble() : value.getAsDouble();
                })
                .thenComparing(Place::rival);
    }

    private static OptionalDouble main(Section section, Results results, String parameter, String rival) {
        return results.value(section.question(), rival, parameter, section.metric());
    }

    private static String heading(String metric, List<Measurement> measurements) {
        String unit = measurements.stream()
                .filter(m -> m.metric().equals(metric))
                .map(Measurement::unit)
                .findFirst()
                .orElse("");
        return unit.isEmpty() || unit.equals(metric) ? metric : metric + ", " + Figures.unit(unit);
    }

    private static String cell(Measurement measurement) {
        List<Double> samples = measurement.samples();
        if (measurement.error() != null) {
            return Figures.of(measurement.value(), measurement.error());
        }
        return samples.size() < 2
                ? Figures.of(measurement.value())
                : Figures.of(measurement.value()) + " (" + Figures.of(Collections.min(samples)) + " to "
                        + Figures.of(Collections.max(samples)) + ")";
    }

    private static String ratio(Section section, Results results, Place place, String base) {
        OptionalDouble theirs = main(section, results, place.parameter(), place.rival());
        OptionalDouble ours = main(section, results, place.parameter(), base);
        if (theirs.isEmpty() || ours.isEmpty() || ours.getAsDouble() == 0) {
            return NOTHING;
        }
        return Figures.of(theirs.getAsDouble() / ours.getAsDouble()) + " ×";
    }

    private static String notes(Section section, Results results, Place place) {
        return Stream.concat(
                        results.failures().stream()
                                .filter(f -> f.isOf(section.question(), place.rival(), place.parameter()))
                                .map(Failure::what),
                        results.measurements(section.question()).stream()
                                .filter(m -> m.rival().equals(place.rival())
                                        && m.parameter().equals(place.parameter())
                                        && m.note() != null)
                                .map(m -> m.metric() + " " + m.note()))
                .collect(Collectors.joining("; "));
    }
}
