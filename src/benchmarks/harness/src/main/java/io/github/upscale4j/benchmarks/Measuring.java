package io.github.upscale4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects what is measured, and says how far it is. */
final class Measuring {
    private final PrintStream out;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    Measuring(PrintStream out) {
        this.out = out;
    }

    List<Measurement> measurements() {
        return List.copyOf(measurements);
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** Measures one thing; where a rival fails at it, that is a result, too. Where ours fails, everything does. */
    void measure(Question question, Entry entry, String parameter, Step step) throws IOException, InterruptedException {
        out.print(question.text + " " + entry.name() + (parameter.isEmpty() ? "" : ", " + parameter) + ": ");
        out.flush();
        int before = measurements.size();
        try {
            step.run();
            List<String> told = measurements.subList(before, measurements.size()).stream()
                    .map(one -> String.format(Locale.ROOT, "%s %.4g %s", one.metric(), one.value(), one.unit()))
                    .toList();
            out.println(String.join(", ", told.subList(0, Math.min(told.size(), 5))));
        } catch (ProgramFailed e) {
            if (entry.isOurs()) {
                throw e;
            }
            out.println(e.what());
            failures.add(new Failure(question.text, entry.name(), parameter, e.what()));
        }
    }

    void add(Question question, Entry entry, String parameter, String metric, String unit, double value) {
        add(question, entry, parameter, metric, unit, value, null, List.of(), null);
    }

    void add(
            Question question,
            Entry entry,
            String parameter,
            String metric,
            String unit,
            double value,
            @Nullable Double error,
            List<Double> samples,
            @Nullable String note) {
        measurements.add(
                new Measurement(question.text, entry.name(), parameter, metric, unit, value, error, samples, note));
    }

    /** What JMH or a program does for one rival. */
    interface Step {
        void run() throws IOException, InterruptedException;
    }
}
