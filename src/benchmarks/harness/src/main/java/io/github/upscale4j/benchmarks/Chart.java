package io.github.upscale4j.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One picture, in which ours has the strong colour. On white, so that it can be read on any page. */
final class Chart {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 430;
    private static final int TILT = 40;
    private static final int NAME_ROOM = 100;
    private static final int MARKER = 7;
    private static final int SAMPLE = 4;
    private static final double ROOM_ABOVE = 1.06;

    private static final Color OURS = new Color(0xD5, 0x5E, 0x00);
    private static final Color THEIRS = new Color(0x9A, 0xB3, 0xC9);
    private static final Color TEXT = new Color(0x24, 0x29, 0x2F);
    private static final Color GRID = new Color(0xE3, 0xE6, 0xEA);
    /** Told apart by people who see fewer colours, too. */
    private static final List<Color> LINES = List.of(
            new Color(0x00, 0x72, 0xB2),
            new Color(0x00, 0x9E, 0x73),
            new Color(0xCC, 0x79, 0xA7),
            new Color(0x56, 0xB4, 0xE9),
            new Color(0x7F, 0x7F, 0x7F),
            new Color(0xB0, 0x8A, 0x00),
            new Color(0x3B, 0x3B, 0x8F));

    static {
        System.setProperty("java.awt.headless", "true");
    }

    /** One rival's points. */
    record Line(String rival, List<Double> x, List<Double> y) {}

    private final IChart chart;
    private final String title;
    private final List<String> description;

    private Chart(IChart chart, String title, List<String> description) {
        this.chart = chart;
        this.title = title;
        this.description = description;
    }

    /** Bars with their errors, and a place without a bar for those who failed. */
    static Chart bars(String title, String axis, List<Measurement> bars, List<String> failed) {
        CategoryChart chart = barChart(title, axis, bars.size() + failed.size(), 0, most(bars) * ROOM_ABOVE);
        addBars(
                chart,
                names(bars, failed),
                bars,
                bars.stream().map(Chart::error).toList());
        return new Chart(chart, title, described(bars, failed));
    }

    /** The same on a logarithmic axis, from the power of ten below the least to that above the most; if none is 0. */
    static Chart logarithmicBars(String title, String axis, List<Measurement> bars, List<String> failed) {
        double least = bars.stream().mapToDouble(Measurement::value).min().orElseThrow();
        if (least <= 0) {
            return bars(title, axis, bars, failed);
        }
        CategoryChart chart = barChart(
                title,
                axis,
                bars.size() + failed.size(),
                Math.pow(10, Math.ceil(Math.log10(least)) - 1),
                Math.pow(10, Math.floor(Math.log10(most(bars))) + 1));
        chart.getStyler().setYAxisLogarithmic(true);
        // XChart takes an error's logarithm for the length of its bar, so the error has to be a factor.
        addBars(
                chart,
                names(bars, failed),
                bars,
                bars.stream().map(bar -> 1 + error(bar) / bar.value()).toList());
        return new Chart(chart, title, described(bars, failed));
    }

    /** Bars in which each sample is a dot. */
    static Chart barsWithSamples(String title, String axis, List<Measurement> bars, List<String> failed) {
        double most = bars.stream()
                .flatMap(bar -> Stream.concat(Stream.of(bar.value()), bar.samples().stream()))
                .max(Double::compare)
                .orElseThrow();
        CategoryChart chart = barChart(title, axis, bars.size() + failed.size(), 0, most * ROOM_ABOVE);
        chart.getStyler().setMarkerSize(SAMPLE);
        List<String> names = names(bars, failed);
        addBars(chart, names, bars, null);
        int samples = bars.stream().mapToInt(bar -> bar.samples().size()).max().orElseThrow();
        for (int i = 0; i < samples; i++) {
            List<@Nullable Double> values = new ArrayList<>();
            for (int at = 0; at < names.size(); at++) {
                boolean present = at < bars.size() && i < bars.get(at).samples().size();
                values.add(present ? bars.get(at).samples().get(i) : null);
            }
            chart.addSeries("sample " + i, names, values)
                    .setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter)
                    .setMarker(SeriesMarkers.CIRCLE)
                    .setMarkerColor(TEXT);
        }
        return new Chart(chart, title, described(bars, failed));
    }

    private static CategoryChart barChart(String title, String axis, int bars, double least, double most) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .build();
        style(chart.getStyler());
        chart.setYAxisTitle(axis);
        chart.getStyler()
                .setOverlapped(true)
                .setAvailableSpaceFill(0.7)
                .setPlotGridVerticalLinesVisible(false)
                .setXAxisLabelRotation(TILT)
                .setXAxisLabelAlignment(TextAlignment.Right)
                .setXAxisLabelAlignmentVertical(TextAlignment.Right)
                // Without a number of its own XChart leaves out every second name.
                .setXAxisMaxLabelCount(Math.max(2, bars))
                .setYAxisMin(least)
                .setYAxisMax(most > least ? most : least + 1)
                // XChart leaves out a name that would begin left of the picture.
                .setYAxisLeftWidthHint(NAME_ROOM)
                // Bars stand on the axis, but for a pixel, without which its lowest figure is left out.
                .setPlotContentSize(0.99)
                .setLegendVisible(false);
        return chart;
    }

    private static List<String> names(List<Measurement> bars, List<String> failed) {
        return Stream.concat(
                        bars.stream().map(Measurement::rival), failed.stream().map(rival -> rival + " (failed)"))
                .toList();
    }

    /** Ours and the others are two series that lie over each other, for the sake of their colours. */
    private static void addBars(
            CategoryChart chart, List<String> names, List<Measurement> bars, @Nullable List<Double> errors) {
        for (boolean ours : new boolean[] {false, true}) {
            List<@Nullable Double> values = new ArrayList<>();
            List<@Nullable Double> theirErrors = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                boolean shown = i < bars.size() && bars.get(i).rival().equals(Aims.OURS) == ours;
                values.add(shown ? bars.get(i).value() : null);
                theirErrors.add(shown && errors != null ? errors.get(i) : null);
            }
            boolean certain = errors == null || bars.stream().allMatch(bar -> bar.error() == null);
            chart.addSeries(ours ? Aims.OURS : "others", names, values, certain ? null : theirErrors)
                    .setFillColor(ours ? OURS : THEIRS);
        }
    }

    /**
     * @param logarithmic whether the horizontal axis is
     * @param top the least height of the vertical axis, or null for that of the points
     */
    static Chart lines(
            String title,
            String horizontal,
            String vertical,
            List<Line> lines,
            boolean logarithmic,
            @Nullable Double top) {
        XYChart chart =
                new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
        style(chart.getStyler());
        chart.setXAxisTitle(horizontal);
        chart.setYAxisTitle(vertical);
        double most = lines.stream()
                .flatMap(line -> line.y().stream())
                .max(Double::compare)
                .orElseThrow();
        chart.getStyler()
                .setYAxisMin(0.0)
                .setYAxisMax(Math.max(most, top == null ? most : top) * ROOM_ABOVE)
                .setXAxisLogarithmic(logarithmic)
                // For bars it would stand in the names' place.
                .setXAxisTickLabelsFormattingFunction(Figures::of)
                .setMarkerSize(MARKER)
                .setLegendPosition(LegendPosition.OutsideE);
        int next = 0;
        for (Line line : lines) {
            boolean ours = line.rival().equals(Aims.OURS);
            Color color = ours ? OURS : LINES.get(next++ % LINES.size());
            chart.addSeries(line.rival(), line.x(), line.y())
                    .setMarker(SeriesMarkers.CIRCLE)
                    .setMarkerColor(color)
                    .setLineColor(color)
                    .setLineStyle(new BasicStroke(ours ? 3 : 1.5f));
        }
        return new Chart(
                chart,
                title,
                lines.stream()
                        .map(line -> line.rival() + ": "
                                + line.y().stream().map(Figures::of).collect(Collectors.joining("; ")))
                        .toList());
    }

    void write(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ChartEncoder.saveChart(chart, out, "svg");
        Files.writeString(file, withTitle(out.toString(StandardCharsets.UTF_8)));
    }

    /** The letters of the picture are shapes: what it says is added as text, for those who search it or have it read to them. */
    private String withTitle(String svg) {
        int root = svg.indexOf('>', svg.indexOf("<svg")) + 1;
        return svg.substring(0, root) + "<title>" + escaped(title) + "</title><desc>"
                + escaped(String.join(", ", description)) + "</desc>" + svg.substring(root);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static List<String> described(List<Measurement> measurements, List<String> failed) {
        return Stream.concat(
                        measurements.stream()
                                .map(m -> m.rival() + ": " + Figures.of(m.value()) + " " + Figures.unit(m.unit())),
                        failed.stream().map(rival -> rival + ": failed"))
                .toList();
    }

    private static double error(Measurement measurement) {
        return measurement.error() == null ? 0 : measurement.error();
    }

    private static double most(List<Measurement> bars) {
        return bars.stream().mapToDouble(bar -> bar.value() + error(bar)).max().orElseThrow();
    }

    private static void style(AxesChartStyler styler) {
        styler.setLocale(Locale.ROOT)
                .setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15))
                .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                .setChartFontColor(TEXT)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendBorderColor(Color.WHITE)
                .setChartPadding(12);
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                .setAxisTickLabelsColor(TEXT)
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setErrorBarsColor(TEXT)
                .setYAxisTickLabelsFormattingFunction(Figures::of);
    }
}
