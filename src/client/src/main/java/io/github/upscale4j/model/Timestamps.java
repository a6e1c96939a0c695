package io.github.upscale4j.model;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The forms of a date-time that the documents print: RFC 3339, and the same with a space between date and time. A fraction is
 * read to the nanosecond, a leap second as the second after it, and an offset beyond Java's 18 hours as UTC.
 */
final class Timestamps {
    private static final Pattern FORM = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})([Tt ])(\\d{2}:\\d{2}):(\\d{2})(?:\\.(\\d+))?(?:[Zz]|([+-])(\\d{2}):(\\d{2}))");
    private static final int SECONDS_PER_HOUR = 3600;
    private static final int NANO_DIGITS = 9;

    private Timestamps() {}

    /** The moment, or null where the text is in none of the forms or names no moment. */
    static @Nullable OffsetDateTime parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        boolean leap = form.group(4).equals("60");
        String fraction = form.group(5) == null ? "0" : form.group(5);
        String nanos = fraction.length() > NANO_DIGITS ? fraction.substring(0, NANO_DIGITS) : fraction;
        try {
            LocalDateTime time = LocalDateTime.parse(
                            form.group(1) + "T" + form.group(3) + ":" + (leap ? "59" : form.group(4)) + "." + nanos)
                    .plusSeconds(leap ? 1 : 0);
            int offset = offsetSeconds(form);
            return Math.abs(offset) <= ZoneOffset.MAX.getTotalSeconds()
                    ? time.atOffset(ZoneOffset.ofTotalSeconds(offset))
                    : time.minusSeconds(offset).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Whether a text that {@link #parse} reads is in the form of RFC 3339 rather than the one with a space. */
    static boolean isStandard(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() && !form.group(2).equals(" ");
    }

    private static int offsetSeconds(Matcher form) {
        if (form.group(6) == null) {
            return 0;
        }
        int hours = Integer.parseInt(form.group(7));
        int minutes = Integer.parseInt(form.group(8));
        if (hours > 23 || minutes > 59) {
            throw new DateTimeException("no such offset");
        }
        int seconds = hours * SECONDS_PER_HOUR + minutes * 60;
        return form.group(6).equals("-") ? -seconds : seconds;
    }
}
