package io.github.upscale4j;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds a key in a text: as it is and in whatever one makes of a key that one echoes, see {@link Needle}, under some layers of
 * escapes, which may differ from character to character. The time grows with the text's length and no faster. Immutable and
 * thread-safe.
 */
final class KeyFinder {
    /** How many layers of escapes are taken off: JSON in JSON, percent encoding done twice … */
    private static final int LAYERS = 5;

    private final Automaton words;
    private final Automaton hex;

    KeyFinder(String key) {
        boolean isLong = Needle.isLong(key);
        this.words = new Automaton(Needle.ofKey(key), isLong, "\\");
        this.hex = new Automaton(Needle.ofHex(key), isLong, "\\:-");
    }

    /** The characters of the text that belong to an occurrence of the key. */
    BitSet find(String text) {
        BitSet hidden = new BitSet();
        Reading asItIs = new Reading(0, hidden);
        int length = text.length();
        for (int i = 0; i < length; i++) {
            asItIs.read(text.charAt(i), i, i + 1);
        }
        asItIs.finish();
        return hidden;
    }

    /** Whether a key is too short to be looked for as anything but a word. */
    boolean wantsWords() {
        return words.wantsWords();
    }

    /**
     * The text without as many layers of escapes as {@code depth} says. The next reading is the same up to the first escape and
     * so begins there.
     */
    private final class Reading implements Unescaper.Sink {
        private final int depth;
        private final BitSet hidden;
        private final Scan forWords;
        private final Scan forHex;
        /** How it stood before what may be an escape. */
        private final Scan wordsBefore;

        private final Scan hexBefore;
        private final Unescaper unescaper = new Unescaper(this);
        private @Nullable Reading next;

        Reading(int depth, BitSet hidden) {
            this.depth = depth;
            this.hidden = hidden;
            this.forWords = depth == 0 ? Scan.atStart(words, hidden) : Scan.blank(words, hidden);
            this.forHex = depth == 0 ? Scan.atStart(hex, hidden) : Scan.blank(hex, hidden);
            this.wordsBefore = Scan.blank(words, hidden);
            this.hexBefore = Scan.blank(hex, hidden);
        }

        void read(char c, int start, int end) {
            if (depth < LAYERS) {
                unescaper.accept(c, start, end);
                if (next == null && unescaper.waiting() == 1) {
                    wordsBefore.become(forWords);
                    hexBefore.become(forHex);
                }
            }
            forWords.accept(c, start, end);
            if (!hex.isEmpty()) {
                forHex.accept(c, start, end);
            }
        }

        @Override
        public void accept(char c, int start, int end, boolean unescaped) {
            if (next == null) {
                if (!unescaped) {
                    return;
                }
                next = new Reading(depth + 1, hidden);
                next.forWords.become(wordsBefore);
                next.forWords.detach();
                next.forHex.become(hexBefore);
                next.forHex.detach();
            }
            next.read(c, start, end);
        }

        void finish() {
            unescaper.finish();
            forWords.finish();
            if (next != null) {
                next.finish();
            }
        }
    }
}
