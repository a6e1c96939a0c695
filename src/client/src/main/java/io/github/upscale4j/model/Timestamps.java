package io.github.upscale4j.model;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The forms of a date-time that the documents print, RFC 3339 and one with a space between date and time. */
final class Timestamps {
    private static final int DATE_LENGTH = "2000-01-23".length();

    private Timestamps() {}

    /** The moment, or null where the text is in none of the forms. */
    static @Nullable OffsetDateTime parse(String text) {
        try {
            return OffsetDateTime.parse(isStandard(text) ? text : text.replaceFirst(" ", "T"));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Whether the text, if it is a date-time at all, is in the form of RFC 3339 rather than the one with a space. */
    static boolean isStandard(String text) {
        return text.length() <= DATE_LENGTH || text.charAt(DATE_LENGTH) != ' ';
    }
}
