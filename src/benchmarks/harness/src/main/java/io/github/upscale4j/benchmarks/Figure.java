package io.github.upscale4j.benchmarks;

import java.util.List;

/** One line of what a program printed: a metric, its unit and its value. */
record Figure(String metric, String unit, double value) {
    static List<Figure> read(List<String> lines) {
        return lines.stream().map(Figure::read).toList();
    }

    private static Figure read(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length == 3) {
            try {
                return new Figure(parts[0], parts[1], Double.parseDouble(parts[2]));
            } catch (NumberFormatException e) {
                // As good as no value: said below.
            }
        }
        throw new IllegalArgumentException("expected a metric, its unit and its value but found " + line);
    }
}
