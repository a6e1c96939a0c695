package io.github.upscale4j.model;

import org.jspecify.annotations.Nullable;

/** Checks of the texts of a request. A null is not sent, and so not checked. */
final class Texts {
    private Texts() {}

    /**
     * Refuses what no encoding can carry: UTF-8 has no form of half a surrogate pair, and a {@code ?} in its place would be a
     * text that the caller did not write, in a call that costs money. The message does not repeat the text.
     */
    static void wellFormed(String name, @Nullable String text) {
        int unpaired = text == null ? -1 : unpairedSurrogate(text);
        if (unpaired >= 0) {
            throw new IllegalArgumentException(
                    name + ": expected well-formed text but found an unpaired surrogate at index " + unpaired);
        }
    }

    /** Where the first one is, or -1. */
    private static int unpairedSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
