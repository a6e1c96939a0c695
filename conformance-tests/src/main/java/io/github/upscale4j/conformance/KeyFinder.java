package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds a key in a text in any case, with white space or control characters in it, percent-encoded, in the escapes of
 * JSON, JSON Pointer and HTML, in Base64, in hexadecimal, and in up to three of these one around the other. The time that
 * it takes grows with the text's length and no faster.
 */
final class KeyFinder {
    private static final int LAYERS = 3;
    /** A shorter piece of Base64 or hexadecimal may be anything. */
    private static final int SHORTEST = 6;
    /** Characters of escapes, one in another, that a cut may have gone through. */
    private static final int BROKEN = 32;

    private static final int LONGEST_REFERENCE = 10;
    private static final Pattern NUMBER = Pattern.compile("#\\d{1,7}|#[xX][0-9A-Fa-f]{1,6}");
    private static final Map<String, Character> REFERENCES =
            Map.of("amp", '&', "lt", '<', "gt", '>', "quot", '"', "apos", '\'', "sol", '/', "plus", '+', "equals", '=');

    private final Set<String> needles = new LinkedHashSet<>();
    private final int longest;

    /** @param key empty for none */
    KeyFinder(String key) {
        if (!key.isBlank()) {
            // A key that looks like an escape itself is unescaped with the text around it.
            View.of(key, false)
                    .layers()
                    .forEach(layer -> needles.add(layer.compact().text()));
            encodedNeedle(HexFormat.of().formatHex(key.strip().getBytes(StandardCharsets.UTF_8)));
            for (String secret : List.of(key.strip(), "Bearer " + key.strip())) {
                byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
                for (Base64.Encoder alphabet : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                    encoded(bytes, alphabet.withoutPadding());
                }
            }
        }
        needles.removeIf(String::isEmpty);
        longest = needles.stream().mapToInt(String::length).max().orElse(0);
    }

    /** The whole, and at each of three offsets those characters that depend on nothing around it. */
    private void encoded(byte[] bytes, Base64.Encoder encoder) {
        encodedNeedle(encoder.encodeToString(bytes));
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[offset + bytes.length];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            String text = encoder.encodeToString(shifted);
            int first = offset == 0 ? 0 : offset + 1;
            encodedNeedle(text.substring(first, Math.max(first, shifted.length * 8 / 6)));
        }
    }

    private void encodedNeedle(String text) {
        if (text.length() >= SHORTEST) {
            needles.add(View.of(text, false).compact().text());
        }
    }

    boolean isIn(String text) {
        return !needles.isEmpty()
                && View.of(text, false).layers().stream()
                        .map(layer -> layer.compact().text())
                        .anyMatch(layer -> needles.stream().anyMatch(layer::contains));
    }

    /** The text with {@code …} in place of the key. */
    String hide(String text) {
        return hide(text, 0);
    }

    /** As {@link #hide}, without so much of the end as may be the beginning of a key that was cut off. */
    String hideCut(String text) {
        return hide(text, longest + BROKEN);
    }

    private String hide(String text, int doubtful) {
        if (needles.isEmpty()) {
            return text;
        }
        BitSet hidden = new BitSet();
        for (View layer : View.of(text, true).layers()) {
            View compact = layer.compact();
            for (String needle : needles) {
                for (int at = compact.text().indexOf(needle);
                        at >= 0;
                        at = compact.text().indexOf(needle, at + 1)) {
                    hidden.set(compact.starts()[at], compact.ends()[at + needle.length() - 1]);
                }
            }
            int seen = compact.text().length();
            if (doubtful > 0 && seen > 0) {
                hidden.set(compact.starts()[Math.max(0, seen - doubtful)], text.length());
            }
        }
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (!hidden.get(i)) {
                shown.append(text.charAt(i));
            } else if (i == 0 || !hidden.get(i - 1)) {
                shown.append('…');
            }
        }
        return shown.toString();
    }

    /** How many characters become which one; none if the length is zero or negative. */
    private record Escape(int length, char stands) {
        static final Escape NONE = new Escape(0, ' ');
    }

    /** The escape at a place, of whatever kind, or {@link Escape#NONE}. */
    private static Escape escape(String text, int at) {
        return switch (text.charAt(at)) {
            case '\\' -> jsonEscape(text, at);
            case '%' -> percentEscape(text, at);
            case '~' -> pointerEscape(text, at);
            case '&' -> reference(text, at);
            default -> Escape.NONE;
        };
    }

    private static Escape jsonEscape(String text, int at) {
        if (at + 1 >= text.length()) {
            return Escape.NONE;
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
        return octet < 0 ? Escape.NONE : new Escape(3, (char) octet);
    }

    private static Escape pointerEscape(String text, int at) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        return next == '0' ? new Escape(2, '~') : next == '1' ? new Escape(2, '/') : Escape.NONE;
    }

    /** By name, or by number in either notation. */
    private static Escape reference(String text, int at) {
        int end = at + 1;
        while (end < text.length() && end - at <= LONGEST_REFERENCE && text.charAt(end) != ';') {
            end++;
        }
        if (end == text.length() || text.charAt(end) != ';') {
            return Escape.NONE;
        }
        String name = text.substring(at + 1, end);
        if (NUMBER.matcher(name).matches()) {
            boolean decimal = Character.isDigit(name.charAt(1));
            int code = decimal ? Integer.parseInt(name, 1, name.length(), 10) : hex(name, 2, name.length());
            return new Escape(name.length() + 2, (char) code);
        }
        Character stands = REFERENCES.get(name);
        return stands == null ? Escape.NONE : new Escape(name.length() + 2, stands);
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

    /**
     * A reading of a text.
     *
     * @param starts where in the text each character of the reading begins; empty if nobody asks
     * @param ends and where it ends; empty if nobody asks
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record View(String text, int[] starts, int[] ends) {

        /** @param placed whether to keep where its characters are, which takes four times the memory */
        static View of(String text, boolean placed) {
            int[] starts = new int[placed ? text.length() : 0];
            int[] ends = new int[starts.length];
            for (int i = 0; i < starts.length; i++) {
                starts[i] = i;
                ends[i] = i + 1;
            }
            return new View(text, starts, ends);
        }

        /** The text as it is, without its outermost escapes, without the next ones, and so on. */
        List<View> layers() {
            List<View> layers = new ArrayList<>(List.of(this));
            View layer = this;
            while (layers.size() <= LAYERS) {
                View next = layer.decoded();
                if (next.text().length() == layer.text().length()) {
                    break;
                }
                layers.add(next);
                layer = next;
            }
            return layers;
        }

        /** In lower case, without white space and what cannot be seen. */
        View compact() {
            return rewritten(from -> {
                char c = text.charAt(from);
                boolean seen = !Character.isWhitespace(c)
                        && !Character.isISOControl(c)
                        && !Character.isSpaceChar(c)
                        && Character.getType(c) != Character.FORMAT;
                return seen ? new Escape(1, Character.toLowerCase(c)) : new Escape(-1, c);
            });
        }

        private View decoded() {
            return rewritten(from -> {
                Escape escape = escape(text, from);
                return escape.length() > 0 ? escape : new Escape(1, text.charAt(from));
            });
        }

        /** @param step says at each place how many characters become which one; a negative number leaves them out */
        private View rewritten(Step step) {
            StringBuilder rewritten = new StringBuilder();
            int[] newStarts = new int[starts.length];
            int[] newEnds = new int[ends.length];
            int at = 0;
            while (at < text.length()) {
                Escape taken = step.at(at);
                int length = Math.abs(taken.length());
                if (taken.length() > 0) {
                    if (starts.length > 0) {
                        newStarts[rewritten.length()] = starts[at];
                        newEnds[rewritten.length()] = ends[at + length - 1];
                    }
                    rewritten.append(taken.stands());
                }
                at += length;
            }
            int kept = Math.min(starts.length, rewritten.length());
            return new View(rewritten.toString(), Arrays.copyOf(newStarts, kept), Arrays.copyOf(newEnds, kept));
        }
    }

    private interface Step {
        Escape at(int from);
    }
}
