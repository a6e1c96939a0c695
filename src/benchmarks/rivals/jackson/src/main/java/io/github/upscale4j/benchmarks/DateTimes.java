package io.github.upscale4j.benchmarks;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The usual forms of an RFC 3339 date-time without a regular expression or a formatter; all others by the JDK's parser. */
final class DateTimes {
    private static final String FORM = "0000-00-00T00:00:00";
    private static final int NANO_DIGITS = 9;

    private DateTimes() {}

    static OffsetDateTime parse(char[] text, int start, int length) {
        int end = start + length;
        int zone = start + FORM.length();
        if (!matches(text, start, end, FORM)) {
            return slowly(text, start, length);
        }
        int nanos = 0;
        if (zone < end && text[zone] == '.') {
            int digits = 0;
            while (++zone < end && isDigit(text[zone]) && digits < NANO_DIGITS) {
                nanos = nanos * 10 + text[zone] - '0';
                digits++;
            }
            for (; digits < NANO_DIGITS; digits++) {
                nanos *= 10;
            }
        }
        ZoneOffset offset;
        if (zone + 1 == end && text[zone] == 'Z') {
            offset = ZoneOffset.UTC;
        } else if (end - zone == 6
                && (text[zone] == '+' || text[zone] == '-')
                && matches(text, zone + 1, end, "00:00")) {
            int sign = text[zone] == '-' ? -1 : 1;
            offset = ZoneOffset.ofHoursMinutes(sign * number(text, zone + 1, 2), sign * number(text, zone + 4, 2));
        } else {
            return slowly(text, start, length);
        }
        return LocalDateTime.of(
                        number(text, start, 4),
                        number(text, start + 5, 2),
                        number(text, start + 8, 2),
                        number(text, start + 11, 2),
                        number(text, start + 14, 2),
                        number(text, start + 17, 2),
                        nanos)
                .atOffset(offset);
    }

    private static OffsetDateTime slowly(char[] text, int start, int length) {
        return OffsetDateTime.parse(new String(text, start, length));
    }

    private static boolean matches(char[] text, int start, int end, String form) {
        if (end - start < form.length()) {
            return false;
        }
        for (int i = 0; i < form.length(); i++) {
            char wanted = form.charAt(i);
            char c = text[start + i];
            if (wanted == '0' ? !isDigit(c) : c != wanted) {
                return false;
            }
        }
        return true;
    }

    private static int number(char[] text, int start, int digits) {
        int number = 0;
        for (int i = start; i < start + digits; i++) {
            number = number * 10 + text[i] - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
