package io.github.upscale4j;

import java.util.BitSet;
import java.util.regex.Pattern;

/** Takes secrets out of texts that a server chose. Immutable and thread-safe. */
final class Redaction {
    /** Stands for the key: in JSON, in links and in HTML it is a word like others. */
    static final String REPLACEMENT = "REDACTED";

    static final int LONGEST_SHOWN = 300;

    /** Beyond it nothing is shown: more than enough, as what is long and opaque shrinks. */
    private static final int WINDOW = 8 * 1024;
    /** So much of the window's end may be the beginning of something that should not be shown. */
    private static final int DOUBTFUL = 64;

    private static final Pattern LITERAL = Pattern.compile("true|false|null");
    private static final Pattern NUMBER = Pattern.compile("[-+.0-9eE]+");

    private final KeyFinder finder;
    private final KeyParts parts;

    Redaction(String key) {
        this.finder = new KeyFinder(key);
        this.parts = new KeyParts(key);
    }

    /**
     * The text with {@value #REPLACEMENT} for the key in any of the encodings that we know; everything else stays as it is. JSON
     * stays JSON: an escape is replaced whole, and of a number outside of strings that is the key, or holds it, 1 is left in
     * its place.
     */
    String withoutKey(String text) {
        BitSet hidden = finder.find(text);
        return hidden.isEmpty() ? text : replaced(text, hidden);
    }

    /** The text without the key, and without larger parts of it. */
    String withoutParts(String text) {
        return parts.conceal(withoutKey(text));
    }

    private String replaced(String text, BitSet hidden) {
        boolean isJson = beginsLikeJson(text);
        boolean inString = false;
        StringBuilder out = new StringBuilder(text.length());
        int length = text.length();
        int at = 0;
        while (at < length) {
            int from = at;
            int end = at;
            boolean wasInString = inString;
            while (end < length && isHidden(hidden, end, end + unit(text, end))) {
                inString ^= text.charAt(end) == '"';
                end += unit(text, end);
            }
            if (end > from) {
                out.append(replacement(text.substring(from, end), isJson && !wasInString));
                at = end;
            } else {
                inString ^= text.charAt(at) == '"';
                end = at + unit(text, at);
                out.append(text, at, end);
                at = end;
            }
        }
        return out.toString();
    }

    /** A part of an escape is no word; as a part of a longer key it is one that a server did not escape. */
    private boolean isHidden(BitSet hidden, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += hidden.get(i) ? 1 : 0;
        }
        return finder.wantsWords() ? count == to - from : count > 0;
    }

    /** The length of what is one character in a string of JSON. */
    private static int unit(String text, int at) {
        if (text.charAt(at) != '\\') {
            return 1;
        }
        int left = text.length() - at;
        if (left < 2) {
            return 1;
        }
        return text.charAt(at + 1) == 'u' ? Math.min(left, 6) : 2;
    }

    private static boolean beginsLikeJson(String text) {
        int at = 0;
        while (at < text.length() && (text.charAt(at) <= ' ' || text.charAt(at) == '\uFEFF')) {
            at++;
        }
        return at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '[');
    }

    private static String replacement(String found, boolean isOutsideOfStrings) {
        if (isOutsideOfStrings && LITERAL.matcher(found).matches()) {
            return found;
        }
        return isOutsideOfStrings && NUMBER.matcher(found).matches() ? "1" : REPLACEMENT;
    }

    /**
     * A text of the server for a message or a log: without the key and larger parts of it, links (beyond scheme and host), what
     * looks like a token or signature, and control characters; in at most {@value #LONGEST_SHOWN} characters, and {@code …}
     * where it was longer.
     */
    String shown(String text) {
        String known = withoutKey(text);
        boolean isCut = known.length() > WINDOW;
        String seen = printable(isCut ? known.substring(0, WINDOW) : known);
        String shown = parts.conceal(Opaque.conceal(seen));
        if (isCut) {
            shown = shown.substring(0, Math.max(0, shown.length() - DOUBTFUL));
        }
        return clipped(shown, isCut);
    }

    private static String clipped(String text, boolean isCut) {
        int end = Math.min(text.length(), LONGEST_SHOWN);
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return isCut || end < text.length() ? text.substring(0, end) + "…" : text;
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            if (isUnprintable(out.charAt(i))) {
                out.setCharAt(i, ' ');
            }
        }
        return out.toString();
    }

    /** What moves the cursor or reverses what follows; joiners, which some scripts and emoji need, stay. */
    private static boolean isUnprintable(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> c != '\u200C' && c != '\u200D';
            default -> false;
        };
    }
}
