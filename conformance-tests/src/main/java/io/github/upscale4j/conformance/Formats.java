package io.github.upscale4j.conformance;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats as their standards have them; the validator's own are more lenient. */
enum Formats implements Format {
    DATE_TIME("date-time") {
        @Override
        public boolean matches(ExecutionContext context, String value) {
            return isRfc3339(value);
        }
    },
    URI("uri") {
        @Override
        public boolean matches(ExecutionContext context, String value) {
            return isAbsoluteUri(value);
        }
    };

    private static final Pattern RFC_3339 =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[Tt](\\d{2}:\\d{2}):(\\d{2})(\\.\\d+)?([Zz]|[+-](\\d{2}):(\\d{2}))");

    private final String name;

    Formats(String name) {
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getMessageKey() {
        return "format";
    }

    /** RFC 3339: a {@code T} of either case between date and time, never a space; a leap second is one. */
    static boolean isRfc3339(String text) {
        Matcher matcher = RFC_3339.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        int seconds = Integer.parseInt(matcher.group(3));
        if (seconds > 60) {
            return false;
        }
        if (matcher.group(6) != null
                && (Integer.parseInt(matcher.group(6)) > 23 || Integer.parseInt(matcher.group(7)) > 59)) {
            return false;
        }
        try {
            LocalDateTime.parse(
                    matcher.group(1) + "T" + matcher.group(2) + ":" + (seconds == 60 ? "59" : matcher.group(3)));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** RFC 3986, ASCII only, with a scheme and an authority, since what the contract calls a link is fetched. */
    static boolean isAbsoluteUri(String text) {
        if (!text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            return false;
        }
        try {
            java.net.URI uri = new java.net.URI(text);
            return uri.isAbsolute() && uri.getRawAuthority() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
