package io.github.upscale4j.benchmarks;

/** How much a measurement's parameter asks for, as a number. */
final class Load {
    private static final double BYTES_PER_KB = 1e3;
    private static final double BYTES_PER_MB = 1e6;

    private Load() {}

    /** A count as it is, {@code KB} and {@code MB} in bytes, and 0 for a parameter that is no number. */
    static double of(String parameter) {
        if (parameter.endsWith(" KB")) {
            return number(parameter.substring(0, parameter.length() - 3)) * BYTES_PER_KB;
        }
        if (parameter.endsWith(" MB")) {
            return number(parameter.substring(0, parameter.length() - 3)) * BYTES_PER_MB;
        }
        return number(parameter);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
