package io.github.upscale4j;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Finds all of several texts in one pass (Aho and Corasick), whatever their case and whichever of the two alphabets of Base64
 * they are in. Immutable and thread-safe.
 */
final class Automaton {
    /** The symbol of a character that is passed over. */
    static final int SEPARATOR = 0;
    /** The symbol of a character that is in none of the texts. */
    static final int OTHER = 1;

    static final int START = 0;

    private final List<Needle> needles;
    private final boolean joins;
    private final int[] symbols = new int[128];
    private final int width;
    private final int[] transitions;
    /** By state: 1 + the index of the longest text that ends there, or 0. */
    private final int[] found;

    /**
     * @param joins whether the texts may be in pieces, with white space or what cannot be seen between
     * @param separators further characters that may be between the pieces
     */
    Automaton(List<Needle> needles, boolean joins, String separators) {
        this.needles = List.copyOf(needles);
        this.joins = joins;
        this.width = assignSymbols(separators);
        int states = 1;
        for (Needle needle : needles) {
            states += needle.text().length();
        }
        this.transitions = new int[states * width];
        this.found = new int[states];
        insert();
        link();
    }

    /** @return how many symbols there are */
    private int assignSymbols(String separators) {
        int next = OTHER + 1;
        Arrays.fill(symbols, OTHER);
        for (Needle needle : needles) {
            for (char c : (needle.text() + needle.rest()).toCharArray()) {
                if (symbols[canonical(c)] == OTHER) {
                    symbols[canonical(c)] = next++;
                }
            }
        }
        for (char c = 0; c < 128; c++) {
            symbols[c] = symbols[canonical(c)];
            if (joins && (c <= ' ' || c == 0x7F || separators.indexOf(c) >= 0)) {
                symbols[c] = SEPARATOR;
            }
        }
        return next;
    }

    private static char canonical(char c) {
        return c == '-' ? '+' : c == '_' ? '/' : c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    private void insert() {
        int states = 1;
        for (int i = 0; i < needles.size(); i++) {
            int state = START;
            String text = needles.get(i).text();
            for (int at = 0; at < text.length(); at++) {
                int slot = state * width + symbols[text.charAt(at)];
                if (transitions[slot] == 0) {
                    transitions[slot] = states++;
                }
                state = transitions[slot];
            }
            if (found[state] == 0) {
                found[state] = i + 1;
            }
        }
    }

    /** Breadth first: what a state lacks it takes from the state of the longest proper end of what was read. */
    private void link() {
        int[] fallback = new int[found.length];
        Queue<Integer> queue = new ArrayDeque<>(List.of(START));
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int shorter = fallback[state];
            if (found[state] == 0) {
                found[state] = found[shorter];
            }
            for (int symbol = OTHER + 1; symbol < width; symbol++) {
                int slot = state * width + symbol;
                int inherited = state == START ? START : transitions[shorter * width + symbol];
                if (transitions[slot] == 0) {
                    transitions[slot] = inherited;
                } else {
                    fallback[transitions[slot]] = inherited;
                    queue.add(transitions[slot]);
                }
            }
        }
    }

    int symbol(char c) {
        return c < 128 ? symbols[c] : joins && isInvisible(c) ? SEPARATOR : OTHER;
    }

    private static boolean isInvisible(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    int next(int state, int symbol) {
        return transitions[state * width + symbol];
    }

    /** The longest text that ends here, or null. */
    @Nullable Needle found(int state) {
        int index = found[state];
        return index == 0 ? null : needles.get(index - 1);
    }

    /** Whether what is looked for is whole words. */
    boolean wantsWords() {
        return !joins;
    }

    boolean isEmpty() {
        return needles.isEmpty();
    }
}
