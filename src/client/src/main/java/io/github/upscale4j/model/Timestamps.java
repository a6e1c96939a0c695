package io.github.upscale4j.model;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The forms of a date-time that the documents print: RFC 3339, and the same with a space between date and time. A fraction is
 * read to the nanosecond, a leap second as the second after it, and an offset beyond Java's 18 hours as UTC. Written out, because
 * a regular expression and {@link OffsetDateTime#parse} took a third of the time of decoding an answer.
 */
final class Timestamps {
    /** Digits, and between them what must stand there; {@code T} is that letter in either case, or a space. */
    private static final String BEGINNING = "0000-00-00T00:00:00";

    private static final String OFFSET = "+00:00";
    private static final int NANO_DIGITS = 9;

    private Timestamps() {}

    /** The moment, or null where the text is in none of the forms or names no moment. */
    static @Nullable OffsetDateTime parse(String text) {
        if (!matches(text, 0, BEGINNING)) {
            return null;
        }
        int zone = endOfFraction(text, BEGINNING.length());
        boolean utc = zone == text.length() - 1 && isLetter(text.charAt(zone), 'Z');
        if (!utc && (zone != text.length() - OFFSET.length() || !matches(text, zone, OFFSET))) {
            return null;
        }
        int second = digits(text, 17, 19);
        boolean leap = second == 60;
        int offset = 0;
        if (!utc) {
            int hours = digits(text, zone + 1, zone + 3);
            int minutes = digits(text, zone + 4, zone + 6);
            if (hours > 23 || minutes > 59) {
                return null;
            }
            offset = (text.charAt(zone) == '-' ? -60 : 60) * (hours * 60 + minutes);
        }
        try {
            LocalDateTime time = LocalDateTime.of(
                            digits(text, 0, 4),
                            digits(text, 5, 7),
                            digits(text, 8, 10),
                            digits(text, 11, 13),
                            digits(text, 14, 16),
                            leap ? 59 : second,
                            nanos(text, BEGINNING.length() + 1, zone))
                    .plusSeconds(leap ? 1 : 0);
            return Math.abs(offset) <= ZoneOffset.MAX.getTotalSeconds()
                    ? time.atOffset(offset == 0 ? ZoneOffset.UTC : ZoneOffset.ofTotalSeconds(offset))
                    : time.minusSeconds(offset).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) { // 30 February, 25 o'clock
            return null;
        }
    }

    /** Whether a text that {@link #parse} reads has a space between date and time, which RFC 3339 does not allow. */
    static boolean hasSpace(String text) {
        return text.charAt(BEGINNING.indexOf('T')) == ' ';
    }

    private static boolean matches(String text, int start, String form) {
        if (text.length() - start < form.length()) {
            return false;
        }
        for (int i = 0; i < form.length(); i++) {
            char c = text.charAt(start + i);
            boolean fits =
                    switch (form.charAt(i)) {
                        case '0' -> isDigit(c);
                        case 'T' -> isLetter(c, 'T') || c == ' ';
                        case '+' -> c == '+' || c == '-';
                        default -> c == form.charAt(i);
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** The place behind a fraction of at least one digit, or {@code start} where there is none. */
    private static int endOfFraction(String text, int start) {
        if (start == text.length() || text.charAt(start) != '.') {
            return start;
        }
        int end = start + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end == start + 1 ? start : end;
    }

    private static int nanos(String text, int start, int end) {
        int nanos = 0;
        for (int i = 0; i < NANO_DIGITS; i++) {
            nanos = nanos * 10 + (start + i < end ? text.charAt(start + i) - '0' : 0);
        }
        return nanos;
    }

    private static int digits(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c, char upper) {
        return c == upper || c == Character.toLowerCase(upper);
    }
}
