package io.github.upscale4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * All that a run measured.
 *
 * @param form {@code full} or {@code short}
 * @param machine what it ran on, in the order in which it is shown
 */
public record Results(
        String form,
        Instant date,
        String commit,
        Map<String, String> machine,
        List<Measurement> measurements,
        List<Failure> failures) {

    public Results {
        machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
        measurements = List.copyOf(measurements);
        failures = List.copyOf(failures);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the file cannot be read, or is no results file
     */
    public static Results read(Path file) throws IOException {
        return ResultsJson.read(file);
    }

    /** Writes them as JSON, in place of what the file held. */
    public void write(Path file) throws IOException {
        ResultsJson.write(this, file);
    }

    /**
     * These and others of the same run. What both have measured is taken from the others; what failed here and was measured there
     * did not fail.
     */
    public Results merged(Results others) {
        List<Measurement> allMeasurements = new ArrayList<>(measurements);
        allMeasurements.removeIf(m ->
                others.find(m.question(), m.rival(), m.parameter(), m.metric()).isPresent());
        allMeasurements.addAll(others.measurements);
        List<Failure> allFailures = new ArrayList<>(failures);
        allFailures.removeIf(f -> others.tried(f.question(), f.rival(), f.parameter()));
        allFailures.addAll(others.failures);
        return new Results(form, date, commit, machine, allMeasurements, allFailures);
    }

    public Optional<Measurement> find(String question, String rival, String parameter, String metric) {
        return measurements.stream()
                .filter(m -> m.isOf(question, rival, parameter, metric))
                .findFirst();
    }

    public OptionalDouble value(String question, String rival, String parameter, String metric) {
        return find(question, rival, parameter, metric).stream()
                .mapToDouble(Measurement::value)
                .findFirst();
    }

    public Optional<Failure> failure(String question, String rival, String parameter) {
        return failures.stream().filter(f -> f.isOf(question, rival, parameter)).findFirst();
    }

    List<Measurement> measurements(String question) {
        return measurements.stream().filter(m -> m.question().equals(question)).toList();
    }

    /** The measurements of one line in a plot: all parameters of one rival and metric, those first whose number is small. */
    List<Measurement> series(String question, String rival, String metric) {
        return measurements(question).stream()
                .filter(m -> m.rival().equals(rival) && m.metric().equals(metric))
                .sorted((a, b) -> Double.compare(Load.of(a.parameter()), Load.of(b.parameter())))
                .toList();
    }

    /** Those that were measured, or failed, in the order of the file. */
    List<String> rivals(String question) {
        return Stream.concat(
                        measurements(question).stream().map(Measurement::rival),
                        failures.stream()
                                .filter(f -> f.question().equals(question))
                                .map(Failure::rival))
                .distinct()
                .toList();
    }

    private boolean tried(String question, String rival, String parameter) {
        return failure(question, rival, parameter).isPresent()
                || measurements(question).stream()
                        .anyMatch(m -> m.rival().equals(rival) && m.parameter().equals(parameter));
    }
}
