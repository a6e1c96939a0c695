package io.github.upscale4j.benchmarks;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** What JMH wrote of one benchmark with one set of parameters. */
final class JmhResult {
    /** By how much the second half of the iterations may differ from the first. */
    private static final double ALIKE = 0.05;

    /** Of the gc profiler: bytes for each operation. */
    static final String ALLOCATION = "gc.alloc.rate.norm";

    /** Of {@code CpuProfiler}: microseconds for each operation. */
    static final String CPU = "cpu";

    private final Map<?, ?> json;

    private JmhResult(Map<?, ?> json) {
        this.json = json;
    }

    static List<JmhResult> read(Path file) throws IOException {
        try (BufferedSource source = Okio.buffer(Okio.source(file))) {
            List<JmhResult> results = new ArrayList<>();
            for (Object result :
                    (List<?>) Objects.requireNonNull(JsonReader.of(source).readJsonValue())) {
                results.add(new JmhResult((Map<?, ?>) result));
            }
            return results;
        }
    }

    String parameter(String name) {
        return String.valueOf(object(json, "params").get(name));
    }

    /** The benchmark's own figure, or that of a profiler. */
    Figure figure() {
        return new Figure(object(json, "primaryMetric"));
    }

    Figure figure(String profiler) {
        return new Figure(object(object(json, "secondaryMetrics"), profiler));
    }

    /** Whether no fork became faster or slower from the first half of its iterations to the second. */
    boolean isConverged() {
        for (List<Double> fork : figure().forks()) {
            int half = fork.size() / 2;
            double first = mean(fork.subList(0, half));
            double second = mean(fork.subList(fork.size() - half, fork.size()));
            if (Math.abs(second - first) > ALIKE * first) {
                return false;
            }
        }
        return true;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static Map<?, ?> object(Map<?, ?> object, String name) {
        Object value = object.get(name);
        if (value == null) {
            throw new IllegalArgumentException("expected " + name + " of JMH but found " + object.keySet());
        }
        return (Map<?, ?>) value;
    }

    /** A mean, its error and what it is the mean of. */
    static final class Figure {
        private final Map<?, ?> metric;

        private Figure(Map<?, ?> metric) {
            this.metric = metric;
        }

        double value() {
            return number(metric.get("score"));
        }

        /** Half of the interval that holds the mean with 99.9 %; null where there are too few samples. */
        @Nullable Double error() {
            double error = number(metric.get("scoreError"));
            return Double.isNaN(error) ? null : error;
        }

        List<List<Double>> forks() {
            List<List<Double>> forks = new ArrayList<>();
            for (Object fork : (List<?>) Objects.requireNonNull(metric.get("rawData"))) {
                forks.add(((List<?>) fork).stream().map(Figure::number).toList());
            }
            return forks;
        }

        List<Double> samples() {
            return forks().stream().flatMap(List::stream).toList();
        }

        /** JMH writes what is no number as a text. */
        private static double number(@Nullable Object value) {
            return value instanceof Double number ? number : Double.parseDouble(String.valueOf(value));
        }
    }
}
