package io.github.upscale4j;

import java.util.Map;

/**
 * Takes one layer of escapes off a text that is given to it character by character: those of JSON strings, of percent encoding
 * and of HTML. What is no escape goes on as it is. Each character that comes out knows from where in the text it is.
 */
final class Unescaper {
    /** Takes what comes out. */
    interface Sink {
        /**
         * Takes a character.
         *
         * @param unescaped whether the character stands for an escape and not for itself
         */
        void accept(char c, int start, int end, boolean unescaped);
    }

    /** The characters of the longest escape, a reference of HTML with leading zeros. */
    static final int LONGEST = 12;

    private static final int UNDECIDED = -1;
    private static final int NO_ESCAPE = -2;
    private static final Map<String, Character> NAMED = Map.ofEntries(
            Map.entry("amp", '&'),
            Map.entry("lt", '<'),
            Map.entry("gt", '>'),
            Map.entry("quot", '"'),
            Map.entry("apos", '\''),
            Map.entry("sol", '/'),
            Map.entry("bsol", '\\'),
            Map.entry("plus", '+'),
            Map.entry("equals", '='),
            Map.entry("period", '.'),
            Map.entry("colon", ':'),
            Map.entry("lowbar", '_'),
            Map.entry("nbsp", ' '),
            Map.entry("shy", '\u00AD'));

    private final Sink sink;
    private final char[] pending = new char[LONGEST];
    private final int[] starts = new int[LONGEST];
    private final int[] ends = new int[LONGEST];
    private int size;

    Unescaper(Sink sink) {
        this.sink = sink;
    }

    /** How many characters wait for what follows; 1 if the last one may begin an escape. */
    int waiting() {
        return size;
    }

    private static boolean begins(char c) {
        return c == '\\' || c == '%' || c == '&';
    }

    void accept(char c, int start, int end) {
        if (size == 0 && !begins(c)) {
            sink.accept(c, start, end, false);
            return;
        }
        pending[size] = c;
        starts[size] = start;
        ends[size] = end;
        size++;
        int code = decoded();
        if (code >= 0) {
            int last = size - 1;
            size = 0;
            sink.accept((char) code, starts[0], ends[last], true);
        } else if (code == NO_ESCAPE) {
            release();
        }
    }

    /** All that waits goes on, up to the last one: only that may begin the next escape. */
    private void release() {
        int last = size - 1;
        char c = pending[last];
        int start = starts[last];
        int end = ends[last];
        size = last;
        finish();
        accept(c, start, end);
    }

    /** The text ends here: what waits is decided. */
    void finish() {
        int count = size;
        size = 0;
        int code = count < 3 ? UNDECIDED : reference(count);
        if (code >= 0) {
            sink.accept((char) code, starts[0], ends[count - 1], true);
            return;
        }
        for (int i = 0; i < count; i++) {
            sink.accept(pending[i], starts[i], ends[i], false);
        }
    }

    private int decoded() {
        return switch (pending[0]) {
            case '\\' -> size < 2 ? UNDECIDED : json();
            case '%' -> octets(1, 2);
            default -> entity();
        };
    }

    private int json() {
        char next = pending[1];
        if (next == 'u') {
            return octets(2, 4);
        }
        if (next == 'x') {
            return octets(2, 2);
        }
        if ("nrtbf".indexOf(next) >= 0) {
            return '\n';
        }
        return Character.isLetterOrDigit(next) ? NO_ESCAPE : next;
    }

    private int octets(int from, int digits) {
        int value = 0;
        for (int i = from; i < size; i++) {
            int digit = hex(pending[i]);
            if (digit < 0) {
                return NO_ESCAPE;
            }
            value = (value << 4) | digit;
        }
        return size < from + digits ? UNDECIDED : value;
    }

    private int entity() {
        char last = pending[size - 1];
        if (size == 1) {
            return UNDECIDED;
        }
        if (pending[1] != '#' && last == ';') {
            Character stands = NAMED.get(new String(pending, 1, size - 2));
            return stands == null ? NO_ESCAPE : stands;
        }
        if (last == ';') {
            return reference(size - 1);
        }
        boolean isHex = size > 2 && (pending[2] == 'x' || pending[2] == 'X');
        boolean fits = pending[1] == '#'
                ? size == 2 || (size == 3 && isHex) || (hex(last) >= 0 && (isHex || hex(last) < 10))
                : last >= 'a' && last <= 'z' && size < 8;
        return fits && size < LONGEST ? UNDECIDED : NO_ESCAPE;
    }

    /** What {@code &#65} or {@code &#x41} stands for; browsers do not insist on the semicolon. */
    private int reference(int count) {
        if (pending[0] != '&' || pending[1] != '#' || count < 3) {
            return NO_ESCAPE;
        }
        boolean isHex = pending[2] == 'x' || pending[2] == 'X';
        int from = isHex ? 3 : 2;
        int value = 0;
        for (int i = from; i < count; i++) {
            int digit = hex(pending[i]);
            if (digit < 0 || (!isHex && digit > 9)) {
                return NO_ESCAPE;
            }
            value = Math.min(0xFFFF, value * (isHex ? 16 : 10) + digit);
        }
        return count == from ? NO_ESCAPE : value;
    }

    private static int hex(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    /** The text without its outermost layer of escapes. */
    static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        Unescaper unescaper = new Unescaper((c, start, end, unescaped) -> out.append(c));
        for (int i = 0; i < text.length(); i++) {
            unescaper.accept(text.charAt(i), i, i + 1);
        }
        unescaper.finish();
        return out.toString();
    }
}
