package io.github.upscale4j;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Finds parts of a key, such as a server shows of a key that it does not know. Immutable and thread-safe. */
final class KeyParts {
    /** So much of the key's beginning or end tells it from others. */
    private static final int END = 6;
    /** And so much from within. */
    private static final int PART = 8;

    private final Set<String> parts = new HashSet<>();

    KeyParts(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        int length = lower.length();
        for (int size = END; size < PART && size <= length; size++) {
            parts.add(lower.substring(0, size));
            parts.add(lower.substring(length - size));
        }
        for (int at = 0; at + PART <= length; at++) {
            parts.add(lower.substring(at, at + PART));
        }
    }

    /** The text with {@code …} for each part of the key; meant for short texts. */
    String conceal(String text) {
        BitSet hidden = new BitSet();
        String lower = lower(text);
        for (int size = END; size <= PART && !parts.isEmpty(); size++) {
            for (int at = 0; at + size <= lower.length(); at++) {
                if (parts.contains(lower.substring(at, at + size))) {
                    hidden.set(at, at + size);
                }
            }
        }
        return hidden.isEmpty() ? text : replaced(text, hidden);
    }

    /** By character, so that places stay the same. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            lower.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return lower.toString();
    }

    private static String replaced(String text, BitSet hidden) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (!hidden.get(i)) {
                out.append(text.charAt(i));
            } else if (i == 0 || !hidden.get(i - 1)) {
                out.append('…');
            }
        }
        return out.toString();
    }
}
