package io.github.upscale4j.model;

import org.jspecify.annotations.Nullable;

/**
 * JSON numbers that are integers, in the sense of JSON Schema: {@code 1.0} and {@code 1e3} are, {@code 1.9} is not. The time is
 * linear in the length of the text, however many digits or zeros a provider sends.
 */
final class Integers {
    private static final int MOST_DIGITS = 19;

    private Integers() {}

    /** The value of a number as JSON writes it, or null where it is a fraction or does not fit into 64 bits. */
    static @Nullable Long parse(String number) {
        Long few = ofFewDigits(number);
        return few == null ? ofAnyForm(number) : few;
    }

    /** Of digits alone, so few that their value fits; null for others. */
    private static @Nullable Long ofFewDigits(String number) {
        if (number.length() >= MOST_DIGITS) {
            return null;
        }
        long value = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static @Nullable Long ofAnyForm(String number) {
        int exponent = indexOfExponent(number);
        int start = number.startsWith("-") ? 1 : 0;
        int first = start;
        while (first < exponent && isZeroOrPoint(number.charAt(first))) {
            first++;
        }
        if (first == exponent) {
            return 0L;
        }
        int last = exponent - 1;
        while (isZeroOrPoint(number.charAt(last))) {
            last--;
        }
        int point = number.indexOf('.');
        int whole = point < 0 ? exponent : point;
        // The power of ten that the last digit which is not 0 stands for.
        long power = power(number, exponent) + whole - last - (last < whole ? 1 : 0);
        if (power < 0 || last - first + power > MOST_DIGITS) {
            return null;
        }
        return parseLong(
                (start == 0 ? "" : "-") + number.substring(first, last + 1).replace(".", "") + "0".repeat((int) power));
    }

    private static boolean isZeroOrPoint(char c) {
        return c == '0' || c == '.';
    }

    private static int indexOfExponent(String number) {
        for (int i = 0; i < number.length(); i++) {
            if (number.charAt(i) == 'e' || number.charAt(i) == 'E') {
                return i;
            }
        }
        return number.length();
    }

    /** What stands behind the {@code e}, or 0; beyond 18 digits a number that is as far out of reach. */
    private static long power(String number, int exponent) {
        if (exponent == number.length()) {
            return 0;
        }
        int digits = exponent + 1;
        boolean negative = number.charAt(digits) == '-';
        if (negative || number.charAt(digits) == '+') {
            digits++;
        }
        while (digits < number.length() - 1 && number.charAt(digits) == '0') {
            digits++;
        }
        long power = number.length() - digits > 18
                ? Long.MAX_VALUE / 2
                : Long.parseLong(number, digits, number.length(), 10);
        return negative ? -power : power;
    }

    private static @Nullable Long parseLong(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) { // beyond 64 bits
            return null;
        }
    }
}
