package io.github.upscale4j.benchmarks;

/**
 * The line that is nearest to points, by least squares.
 *
 * @param perStep how much y grows as x grows by one
 * @param constant y where x is 0
 * @param rSquared which share of y's variance the line explains; 1 where y does not vary
 */
record Slope(double perStep, double constant, double rSquared) {

    /** @throws IllegalArgumentException if the points are not at two different x at least */
    static Slope of(double[] x, double[] y) {
        double meanX = mean(x);
        double meanY = mean(y);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        if (xx == 0) {
            throw new IllegalArgumentException("expected points at two different x at least");
        }
        double perStep = xy / xx;
        return new Slope(perStep, meanY - perStep * meanX, yy == 0 ? 1 : xy * xy / (xx * yy));
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
