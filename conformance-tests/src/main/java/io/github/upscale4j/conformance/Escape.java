package io.github.upscale4j.conformance;

import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How many characters become which one: an escape of JSON, JSON Pointer, HTML, or percent-encoding.
 *
 * @param length none if zero or negative
 */
record Escape(int length, char stands) {
    static final Escape NONE = new Escape(0, ' ');

    private static final int LONGEST_REFERENCE = 10;
    private static final Pattern NUMBER = Pattern.compile("#\\d{1,7}|#[xX][0-9A-Fa-f]{1,6}");
    private static final Map<String, Character> REFERENCES =
            Map.of("amp", '&', "lt", '<', "gt", '>', "quot", '"', "apos", '\'', "sol", '/', "plus", '+', "equals", '=');

    /** What an escape of JSON must not become, for it would mean something else. */
    private static final String MEANINGFUL = "nrtbfux";

    /** The escape at a place, of whatever kind, or {@link #NONE}. */
    static Escape at(String text, int at) {
        return switch (text.charAt(at)) {
            case '\\' -> jsonEscape(text, at);
            case '%' -> percentEscape(text, at);
            case '~' -> pointerEscape(text, at);
            case '&' -> reference(text, at);
            default -> NONE;
        };
    }

    /** Where a character stands that makes a percent sign, or the beginning of an escape of JSON, none. */
    static BitSet strays(String text) {
        BitSet strays = new BitSet();
        for (int at = 0; at < text.length(); at++) {
            int from = at + 1;
            int to = at;
            if (text.charAt(at) == '%') {
                to = from + 2;
            } else if (text.charAt(at) == '\\' && from < text.length()) {
                char kind = text.charAt(from++);
                to = from + (kind == 'u' ? 4 : kind == 'x' ? 2 : 0);
            }
            for (int i = from; i < Math.min(to, text.length()); i++) {
                if (Character.digit(text.charAt(i), 16) < 0) {
                    strays.set(i);
                    break;
                }
            }
        }
        return strays;
    }

    private static Escape jsonEscape(String text, int at) {
        if (at + 1 >= text.length()) {
            return NONE;
        }
        char next = text.charAt(at + 1);
        int digits = next == 'u' ? 4 : next == 'x' ? 2 : 0;
        int code = digits == 0 ? -1 : hex(text, at + 2, at + 2 + digits);
        if (code >= 0) {
            return new Escape(2 + digits, (char) code);
        }
        return new Escape(2, "nrtbf".indexOf(next) >= 0 ? '\n' : next);
    }

    private static Escape percentEscape(String text, int at) {
        int octet = hex(text, at + 1, at + 3);
        return octet < 0 ? NONE : new Escape(3, (char) octet);
    }

    private static Escape pointerEscape(String text, int at) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        return next == '0' ? new Escape(2, '~') : next == '1' ? new Escape(2, '/') : NONE;
    }

    /** By name, or by number in either notation. */
    private static Escape reference(String text, int at) {
        int end = at + 1;
        while (end < text.length() && end - at <= LONGEST_REFERENCE && text.charAt(end) != ';') {
            end++;
        }
        if (end == text.length() || text.charAt(end) != ';') {
            return NONE;
        }
        String name = text.substring(at + 1, end);
        if (NUMBER.matcher(name).matches()) {
            boolean decimal = Character.isDigit(name.charAt(1));
            int code = decimal ? Integer.parseInt(name, 1, name.length(), 10) : hex(name, 2, name.length());
            return new Escape(name.length() + 2, (char) code);
        }
        Character stands = REFERENCES.get(name);
        return stands == null ? NONE : new Escape(name.length() + 2, stands);
    }

    private static int hex(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    /** The same kind of escape, of the same length, for another character; as near to it as there is one. */
    static String like(String escape, char other) {
        boolean upper = escape.chars().anyMatch(c -> c >= 'A' && c <= 'F');
        String hex = Integer.toHexString(other);
        hex = upper ? hex.toUpperCase(Locale.ROOT) : hex;
        char kind = escape.charAt(0);
        if (kind == '%') {
            return "%" + padded(hex, 2);
        }
        if (kind == '\\' && escape.length() > 2) {
            return escape.substring(0, 2) + padded(hex, escape.length() - 2);
        }
        if (kind == '\\') {
            return "\\" + (MEANINGFUL.indexOf(other) < 0 ? other : Character.toUpperCase(other));
        }
        if (kind == '&' && escape.startsWith("x", 2)) {
            return escape.substring(0, 3) + padded(hex, escape.length() - 4) + ";";
        }
        if (kind == '&' && escape.startsWith("#", 1)) {
            // The first three small letters have two digits, the others three.
            int code = escape.length() == 5 && other > 99 ? 'a' + other % 3 : other;
            return "&#" + padded(String.valueOf(code), escape.length() - 3) + ";";
        }
        return escape;
    }

    private static String padded(String digits, int length) {
        return "0".repeat(Math.max(0, length - digits.length())) + digits;
    }
}
