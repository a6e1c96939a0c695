package io.github.upscale4j.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;

/** Numbers for people. */
final class Figures {
    private static final int DIGITS = 3;
    private static final int ERROR_DIGITS = 2;
    private static final double SEEN = 0.0005;
    private static final int MOST_DIGITS = 15;

    private Figures() {}

    /** Three significant digits, and none that a whole number does not need. */
    static String of(double value) {
        return rounded(value, DIGITS);
    }

    /** With half of its interval, if that can be seen in three digits. */
    static String of(double value, double error) {
        return error < Math.abs(value) * SEEN ? of(value) : of(value) + " ± " + rounded(error, ERROR_DIGITS);
    }

    /** With as many digits as show that it is not the limit. */
    static String beside(double limit, double value) {
        int digits = DIGITS;
        while (value != limit
                && digits < MOST_DIGITS
                && round(value, digits).compareTo(BigDecimal.valueOf(limit)) == 0) {
            digits++;
        }
        return rounded(value, digits);
    }

    /** All of its digits. */
    static String exact(double value) {
        return NumberFormat.getInstance(Locale.ROOT).format(value);
    }

    /** With its sign, also where that is plus. */
    static String change(double value) {
        return value > 0 ? "+" + of(value) : of(value);
    }

    /** As people write it. */
    static String unit(String unit) {
        return unit.startsWith("us/") ? "µ" + unit.substring(1) : unit;
    }

    private static String rounded(double value, int digits) {
        BigDecimal exact = BigDecimal.valueOf(value);
        if (exact.signum() == 0) {
            return "0";
        }
        BigDecimal rounded = round(value, digits);
        boolean whole = exact.stripTrailingZeros().scale() <= 0;
        int decimals = whole ? 0 : Math.max(0, digits - (rounded.precision() - rounded.scale()));
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
        return text.replace('-', '−');
    }

    private static BigDecimal round(double value, int digits) {
        return BigDecimal.valueOf(value).round(new MathContext(digits, RoundingMode.HALF_UP));
    }
}
