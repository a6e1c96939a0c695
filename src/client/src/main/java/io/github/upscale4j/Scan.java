package io.github.upscale4j;

import java.util.BitSet;

/** How far an {@link Automaton} has come in a text. What it finds it marks by where it is in the original text. */
final class Scan {
    /** More than the longest needle, the character before it and an escape that is not yet decided; a power of two. */
    private static final int REMEMBERED = 256;

    private static final long[] NO_RING = {};

    private final Automaton automaton;
    private final BitSet hidden;
    /** Where the last characters begin, and which they are in the lower 16 bits. */
    private long[] ring;

    private int count;
    private int state = Automaton.START;
    /** The end of the last thing found. */
    private int end;

    /** Where the word that was just found begins, or -1: whether it is one depends on the next character. */
    private int word = -1;

    private boolean sharesNext;
    private String rest = "";
    private int restAt;

    private Scan(Automaton automaton, BitSet hidden, long[] ring) {
        this.automaton = automaton;
        this.hidden = hidden;
        this.ring = ring;
    }

    /** At the beginning of a text. */
    static Scan atStart(Automaton automaton, BitSet hidden) {
        return new Scan(automaton, hidden, new long[REMEMBERED]);
    }

    /** That is to {@link #become} as another one. */
    static Scan blank(Automaton automaton, BitSet hidden) {
        return new Scan(automaton, hidden, NO_RING);
    }

    /** Becomes as the other one is now, except for what that remembers of the text, see {@link #detach}. */
    void become(Scan other) {
        ring = other.ring;
        count = other.count;
        state = other.state;
        end = other.end;
        word = other.word;
        sharesNext = other.sharesNext;
        rest = other.rest;
        restAt = other.restAt;
    }

    /** Goes its own way from here. */
    void detach() {
        ring = ring.clone();
    }

    void accept(char c, int start, int end) {
        int symbol = automaton.symbol(c);
        if (symbol == Automaton.SEPARATOR) {
            return;
        }
        if (this.end > 0) {
            continueFound(c, symbol, start, end);
        }
        ring[count & (REMEMBERED - 1)] = ((long) start << 16) | c;
        count++;
        state = automaton.next(state, symbol);
        Needle needle = automaton.found(state);
        if (needle != null) {
            found(needle, end);
        }
    }

    private void found(Needle needle, int end) {
        int length = needle.text().length();
        long first = ring[(count - length) & (REMEMBERED - 1)];
        boolean hasBefore = count > length;
        long before = ring[(count - length - 1) & (REMEMBERED - 1)];
        if (automaton.wantsWords()) {
            if (!hasBefore || !isOfAWord((char) before)) {
                word = start(first);
                this.end = end;
            }
            return;
        }
        boolean takesBefore = needle.sharesFirst() && hasBefore && isDigit((char) before);
        hidden.set(start(takesBefore ? before : first), end);
        sharesNext = needle.sharesLast() && needle.rest().isEmpty();
        rest = needle.rest();
        restAt = 0;
        this.end = end;
    }

    private static int start(long remembered) {
        return (int) (remembered >>> 16);
    }

    /** What the character after something found makes of it. */
    private void continueFound(char c, int symbol, int start, int newEnd) {
        if (word >= 0) {
            if (!isOfAWord(c)) {
                hidden.set(word, end);
            }
            word = -1;
            end = 0;
        } else if (restAt < rest.length()
                && symbol != Automaton.OTHER
                && automaton.symbol(rest.charAt(restAt)) == symbol) {
            hidden.set(Math.min(end, start), newEnd);
            end = newEnd;
            restAt++;
        } else {
            if (sharesNext && isDigit(c)) {
                hidden.set(Math.min(end, start), newEnd);
            }
            end = 0;
        }
    }

    void finish() {
        if (word >= 0) {
            hidden.set(word, end);
        }
    }

    private static boolean isOfAWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    /** Whether it may be a digit of Base64. */
    private static boolean isDigit(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/' || c == '-' || c == '_');
    }
}
