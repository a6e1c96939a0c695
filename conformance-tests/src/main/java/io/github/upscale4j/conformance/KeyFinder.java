package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Finds a key in a text in any case, with white space or control characters in it, percent-encoded, in the escapes of
 * JSON and of JSON Pointer, in Base64, and in up to three of these one around the other.
 */
final class KeyFinder {
    private static final int LAYERS = 3;
    /** A shorter piece of Base64 may be anything. */
    private static final int SHORTEST = 6;

    private static final List<UnaryOperator<View>> DECODERS = List.of(
            view -> view.decoded('\\', KeyFinder::jsonEscape),
            view -> view.decoded('%', KeyFinder::percentEscape),
            view -> view.decoded('~', KeyFinder::pointerEscape));

    private final Set<String> needles = new LinkedHashSet<>();

    /** @param key empty for none */
    KeyFinder(String key) {
        if (!key.isBlank()) {
            needles.add(View.of(key).compact().text());
            for (String secret : List.of(key.strip(), "Bearer " + key.strip())) {
                byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
                for (Base64.Encoder alphabet : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                    encoded(bytes, alphabet.withoutPadding());
                }
            }
        }
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
            needles.add(View.of(text).compact().text());
        }
    }

    /** The text with {@code …} in place of the key. */
    String hide(String text) {
        BitSet hidden = new BitSet();
        if (!needles.isEmpty()) {
            search(View.of(text), LAYERS, hidden);
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

    private void search(View view, int layers, BitSet hidden) {
        View compact = view.compact();
        for (String needle : needles) {
            for (int at = compact.text().indexOf(needle);
                    at >= 0;
                    at = compact.text().indexOf(needle, at + 1)) {
                hidden.set(compact.starts()[at], compact.ends()[at + needle.length() - 1]);
            }
        }
        for (UnaryOperator<View> decoder : DECODERS) {
            View decoded = decoder.apply(view);
            if (layers > 0 && decoded.text().length() < view.text().length()) {
                search(decoded, layers - 1, hidden);
            }
        }
    }

    /** The length of an escape and the character that it stands for. */
    private record Escape(int length, char stands) {
        static final Escape NONE = new Escape(0, ' ');
    }

    private interface Escapes {
        Escape at(String text, int at);
    }

    private static Escape jsonEscape(String text, int at) {
        if (at + 1 >= text.length()) {
            return Escape.NONE;
        }
        char next = text.charAt(at + 1);
        int unicode = next == 'u' ? hex(text, at + 2, at + 6) : -1;
        if (unicode >= 0) {
            return new Escape(6, (char) unicode);
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
     * @param starts where in the text each character of the reading begins
     * @param ends and where it ends
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record View(String text, int[] starts, int[] ends) {

        static View of(String text) {
            int[] starts = new int[text.length()];
            int[] ends = new int[text.length()];
            for (int i = 0; i < starts.length; i++) {
                starts[i] = i;
                ends[i] = i + 1;
            }
            return new View(text, starts, ends);
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

        View decoded(char mark, Escapes escapes) {
            return rewritten(from -> {
                char c = text.charAt(from);
                Escape escape = c == mark ? escapes.at(text, from) : Escape.NONE;
                return escape.length() > 0 ? escape : new Escape(1, c);
            });
        }

        /** @param step says at each place how many characters become which one; a negative number leaves them out */
        private View rewritten(Step step) {
            StringBuilder rewritten = new StringBuilder();
            int[] newStarts = new int[text.length()];
            int[] newEnds = new int[text.length()];
            int at = 0;
            while (at < text.length()) {
                Escape taken = step.at(at);
                int length = Math.abs(taken.length());
                if (taken.length() > 0) {
                    newStarts[rewritten.length()] = starts[at];
                    newEnds[rewritten.length()] = ends[at + length - 1];
                    rewritten.append(taken.stands());
                }
                at += length;
            }
            return new View(
                    rewritten.toString(),
                    Arrays.copyOf(newStarts, rewritten.length()),
                    Arrays.copyOf(newEnds, rewritten.length()));
        }
    }

    private interface Step {
        Escape at(int from);
    }
}
