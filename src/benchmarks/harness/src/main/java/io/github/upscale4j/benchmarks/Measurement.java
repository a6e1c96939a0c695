package io.github.upscale4j.benchmarks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One figure.
 *
 * @param question which benchmark asked, for example {@code decode}
 * @param rival who was measured
 * @param parameter under which load, for example {@code 200 KB}; empty where there is but one
 * @param metric what of it, for example {@code time}
 * @param unit of value, error and samples, for example {@code ns/op}
 * @param error half of the 99.9% interval, or null where there is none
 * @param samples the single readings, as far as they were kept
 * @param note a reservation, for example {@code did not converge}, or null
 */
public record Measurement(
        String question,
        String rival,
        String parameter,
        String metric,
        String unit,
        double value,
        @Nullable Double error,
        List<Double> samples,
        @Nullable String note) {

    /**
     * Takes an error that is no finite number for none.
     *
     * @throws IllegalArgumentException if the value, or a sample, is no finite number
     */
    public Measurement {
        samples = List.copyOf(samples);
        if (!Double.isFinite(value) || !samples.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("expected finite numbers but found " + value + " with samples " + samples
                    + " at " + question + ", " + rival + ", " + parameter + ", " + metric);
        }
        // JMH gives NaN for a single sample.
        if (error != null && !Double.isFinite(error)) {
            error = null;
        }
    }

    boolean isOf(String question, String rival, String parameter, String metric) {
        return this.question.equals(question)
                && this.rival.equals(rival)
                && this.parameter.equals(parameter)
                && this.metric.equals(metric);
    }
}
