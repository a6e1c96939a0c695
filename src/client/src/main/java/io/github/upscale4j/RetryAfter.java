package io.github.upscale4j;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header field Retry-After (RFC 9110, 10.2.3). */
final class RetryAfter {
    /** Nobody waits longer; a longer time is cut to it. */
    static final Duration LONGEST = Duration.ofDays(365);

    private static final int LONGEST_DATE = 64;
    private static final Pattern SECONDS = Pattern.compile("([-+]?+)(?=[0-9])0*+([0-9]*+)(?:[.]([0-9]*+))?+");
    /** A date without its day of the week, which says nothing and may be wrong. */
    private static final Pattern DATE = Pattern.compile("(?i)[A-Z]{3,9}+,? (.{1,40}?)(?: (?:GMT|UTC|UT|Z|[+-]0000))?");

    private RetryAfter() {}

    /**
     * How long to wait from now.
     *
     * @param value seconds or a date in one of HTTP's three forms; null if the answer has no such field
     * @return zero to 365 days: zero for a time in the past, the most for a number that is too large; null without or with another value
     */
    static @Nullable Duration parse(@Nullable String value, Clock clock) {
        if (value == null) {
            return null;
        }
        String text = value.strip();
        Matcher seconds = SECONDS.matcher(text);
        if (seconds.matches()) {
            return seconds.group(1).equals("-") ? Duration.ZERO : duration(seconds.group(2), seconds.group(3));
        }
        if (text.length() > LONGEST_DATE) {
            return null;
        }
        Matcher date = DATE.matcher(text.replaceAll("\\s++", " "));
        return date.matches() ? until(date.group(1), clock) : null;
    }

    private static Duration duration(String seconds, @Nullable String fraction) {
        if (seconds.length() > 9) {
            return LONGEST;
        }
        String nanos = ((fraction == null ? "" : fraction) + "000000000").substring(0, 9);
        return bounded(Duration.ofSeconds(Long.parseLong("0" + seconds), Long.parseLong(nanos)));
    }

    private static @Nullable Duration until(String date, Clock clock) {
        for (int form = 0; form < 3; form++) {
            try {
                LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
                DateTimeFormatter format = forms(now.toLocalDate()).get(form);
                return bounded(Duration.between(now, LocalDateTime.parse(date, format)));
            } catch (DateTimeException e) {
                // perhaps the next form
            }
        }
        return null;
    }

    /** IMF-fixdate, RFC 850 and asctime. A year of two digits is at most 50 years ahead. */
    private static List<DateTimeFormatter> forms(LocalDate today) {
        return List.of(
                form("d MMM uuuu HH:mm:ss", null),
                form("d-MMM-", today.minusYears(49)),
                form("MMM d HH:mm:ss uuuu", null));
    }

    private static DateTimeFormatter form(String pattern, @Nullable LocalDate twoDigitsSince) {
        DateTimeFormatterBuilder builder =
                new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
        if (twoDigitsSince != null) {
            builder.appendValueReduced(ChronoField.YEAR, 2, 2, twoDigitsSince).appendPattern(" HH:mm:ss");
        }
        return builder.toFormatter(Locale.US);
    }

    private static Duration bounded(Duration duration) {
        if (duration.isNegative()) {
            return Duration.ZERO;
        }
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }
}
