package io.github.upscale4j;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a signed link says that it ends. It is read from the text, since the text need not be a URL. */
final class LinkExpiry {
    /** The most digits that fit a long. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    private static final DateTimeFormatter AMAZON_DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withResolverStyle(ResolverStyle.STRICT);

    private LinkExpiry() {}

    /**
     * The moment in {@code exp} or {@code Expires} (Unix seconds), or {@code X-Amz-Date} and {@code X-Amz-Expires} (seconds from
     * then); null where there is none that can be read.
     */
    static @Nullable Instant of(String link) {
        String query = query(link);
        for (String name : new String[] {"exp", "Expires"}) {
            Instant moment = after(Instant.EPOCH, value(query, name));
            if (moment != null) {
                return moment;
            }
        }
        String date = value(query, "X-Amz-Date");
        try {
            return date == null
                    ? null
                    : after(
                            LocalDateTime.parse(date, AMAZON_DATE).toInstant(ZoneOffset.UTC),
                            value(query, "X-Amz-Expires"));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String query(String link) {
        int fragment = link.indexOf('#');
        String whole = fragment < 0 ? link : link.substring(0, fragment);
        int start = whole.indexOf('?');
        return start < 0 ? "" : whole.substring(start + 1);
    }

    private static @Nullable String value(String query, String name) {
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals >= 0 && parameter.substring(0, equals).equalsIgnoreCase(name)) {
                return parameter.substring(equals + 1);
            }
        }
        return null;
    }

    private static @Nullable Instant after(Instant start, @Nullable String seconds) {
        if (seconds == null || !SECONDS.matcher(seconds).matches()) {
            return null;
        }
        try {
            return start.plusSeconds(Long.parseLong(seconds));
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
