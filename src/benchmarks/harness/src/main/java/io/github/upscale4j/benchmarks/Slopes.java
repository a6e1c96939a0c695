package io.github.upscale4j.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** How cost grows with what a call carries, and with how many calls there are. */
final class Slopes {
    /** Two points are always on a line. */
    private static final int LEAST_POINTS = 3;

    private static final double PERCENT = 100;

    /**
     * @param reference whose growth is shown beside ours
     * @param step how much more of the parameter the slope is told for
     * @param per that step in words
     * @param share whether it is told as a share of the mean cost
     */
    private record Growth(
            String question, String metric, String cost, String reference, double step, String per, boolean share) {}

    private static final List<Growth> GROWTHS = List.of(
            new Growth("decode", "time", "decoding, as images grow", "bare-moshi", 1, "per image", false),
            new Growth("call", "cpu", "CPU of a call, as its picture grows", "okhttp", 1e6, "per MB", false),
            new Growth("steady", "cpu", "CPU of a call, as calls grow", "okhttp", 1, "per 1,000 calls", true),
            new Growth(
                    "in-flight",
                    "cpu",
                    "CPU of a call, as calls in flight grow",
                    "okhttp",
                    100,
                    "per 100 in flight",
                    true),
            new Growth(
                    "in-flight",
                    "allocation",
                    "allocation of a call, as calls in flight grow",
                    "okhttp",
                    100,
                    "per 100 in flight",
                    true));

    /** One row of the table, in the words of the report. */
    record Row(
            String cost,
            String rival,
            boolean ours,
            String first,
            String last,
            String slope,
            String constant,
            String fit) {}

    private Slopes() {}

    static List<Row> of(Results results) {
        List<Row> rows = new ArrayList<>();
        for (Growth growth : GROWTHS) {
            for (String rival : List.of(Aims.OURS, growth.reference())) {
                List<Measurement> points = results.series(growth.question(), rival, growth.metric());
                if (points.stream().map(Measurement::parameter).distinct().count() >= LEAST_POINTS) {
                    rows.add(row(growth, rival, points));
                }
            }
        }
        return rows;
    }

    private static Row row(Growth growth, String rival, List<Measurement> points) {
        double[] loads = points.stream()
                .mapToDouble(point -> Load.of(point.parameter()) / growth.step())
                .toArray();
        double[] costs = points.stream().mapToDouble(Measurement::value).toArray();
        Slope slope = Slope.of(loads, costs);
        String unit = Figures.unit(points.get(0).unit());
        String perStep = growth.share()
                ? Figures.change(PERCENT * slope.perStep() / Slope.mean(costs)) + " % "
                : Figures.change(slope.perStep()) + " " + unit.substring(0, unit.indexOf('/')) + " ";
        return new Row(
                growth.cost(),
                rival,
                rival.equals(Aims.OURS),
                end(points.get(0), unit),
                end(points.get(points.size() - 1), unit),
                perStep + growth.per(),
                Figures.of(slope.constant()) + " " + unit,
                Figures.of(slope.rSquared()));
    }

    private static String end(Measurement point, String unit) {
        return Figures.of(point.value()) + " " + unit + " at " + point.parameter();
    }
}
