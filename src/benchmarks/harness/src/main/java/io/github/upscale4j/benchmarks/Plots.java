package io.github.upscale4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A picture for each question that one helps. */
final class Plots {
    private static final double BYTES_PER_MB = 1e6;

    /**
     * A picture that was written.
     *
     * @param file its name, relative to the folder
     */
    record Plot(String question, String file, String title) {}

    private final Results results;
    private final Path folder;
    private final List<Plot> written = new ArrayList<>();

    private Plots(Results results, Path folder) {
        this.results = results;
        this.folder = folder;
    }

    /** Writes those for which there are figures. */
    static List<Plot> write(Results results, Path folder) throws IOException {
        Plots plots = new Plots(results, folder);
        plots.bars("decode", "2", "time", "Decoding two images: time", false, Chart::bars);
        plots.bars("decode", "2", "allocation", "Decoding two images: allocation", false, Chart::bars);
        plots.lines("decode", "time", "Decoding as images grow", "images in the answer", 1, false, null);
        plots.bars(
                "call", "200 KB", "throughput", "The whole call, 200 KB over loopback", true, Chart::logarithmicBars);
        plots.lines("call", "cpu", "CPU of a call as its picture grows", "MB", BYTES_PER_MB, false, null);
        plots.bars("upload", "25 MB", "throughput", "Uploading 25 MB", true, Chart::bars);
        plots.lines("in-flight", "share", "Calls in flight, of 50 ms each", "calls in flight", 1, true, 100.0);
        plots.lines("steady", "cpu", "CPU of a call as calls grow", "thousand calls", 1, false, null);
        plots.bars(
                "cold-start",
                "",
                "time",
                "One call in a fresh JVM: median, and each of them",
                false,
                Chart::barsWithSamples);
        return List.copyOf(plots.written);
    }

    private interface Drawing {
        Chart draw(String title, String axis, List<Measurement> bars, List<String> failed);
    }

    private void bars(String question, String parameter, String metric, String title, boolean more, Drawing drawing)
            throws IOException {
        Comparator<Measurement> bestFirst = Comparator.comparingDouble(m -> more ? -m.value() : m.value());
        List<String> rivals = results.rivals(question);
        List<Measurement> bars = rivals.stream()
                .map(rival -> results.find(question, rival, parameter, metric))
                .flatMap(Optional::stream)
                .sorted(bestFirst)
                .toList();
        if (bars.isEmpty()) {
            return;
        }
        List<String> failed = rivals.stream()
                .filter(rival -> results.failure(question, rival, parameter).isPresent())
                .filter(rival ->
                        results.find(question, rival, parameter, metric).isEmpty())
                .toList();
        write(question, question + "-" + metric, title, drawing.draw(title, axis(bars.get(0)), bars, failed));
    }

    /** @param step of the parameter, that is 1 on the axis */
    private void lines(
            String question,
            String metric,
            String title,
            String horizontal,
            double step,
            boolean logarithmic,
            @Nullable Double top)
            throws IOException {
        List<Chart.Line> lines = new ArrayList<>();
        List<Measurement> all = new ArrayList<>();
        for (String rival : results.rivals(question)) {
            List<Measurement> series = results.series(question, rival, metric);
            List<Double> x = series.stream()
                    .map(point -> Load.of(point.parameter()) / step)
                    .toList();
            // One point is no line, and its bar is in another picture.
            if (x.size() > 1) {
                List<Double> y = series.stream().map(Measurement::value).toList();
                lines.add(new Chart.Line(rival, x, y));
                all.addAll(series);
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        write(
                question,
                question + "-" + metric + "-lines",
                title,
                Chart.lines(title, horizontal, axis(all.get(0)), lines, logarithmic, top));
    }

    private void write(String question, String name, String title, Chart chart) throws IOException {
        String file = name + ".svg";
        chart.write(folder.resolve(file));
        written.add(new Plot(question, file, title));
    }

    private static String axis(Measurement measurement) {
        return measurement.metric() + ", " + Figures.unit(measurement.unit());
    }
}
