package io.github.upscale4j.cli;

import java.nio.file.Path;

/** Text of others, such as names of files, made safe for a terminal and for one line of a log. */
final class Shown {
    static final int MAX_LENGTH = 300;

    private static final String CUT = "…";

    private Shown() {}

    /** A path, in which bytes that are no text in this locale are percent-encoded. */
    static String name(Path path) {
        String name = PathText.of(path);
        return name.isEmpty() ? "." : text(name);
    }

    /** The whole text, with the same escapes. */
    static String escaped(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> append(shown, codePoint));
        return shown.toString();
    }

    /**
     * The text with control characters, line ends, controls of direction and lone surrogates as escapes of Java. At most {@link
     * #MAX_LENGTH} characters; what is left out is marked.
     */
    static String text(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 8);
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            int before = shown.length();
            append(shown, codePoint);
            at += Character.charCount(codePoint);
            int room = at < text.length() ? MAX_LENGTH - CUT.length() : MAX_LENGTH;
            if (shown.length() > room) {
                shown.setLength(before);
                return shown.append(CUT).toString();
            }
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int codePoint) {
        switch (codePoint) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (isUnsafe(codePoint)) {
                    shown.append("\\u").append(String.format("%04X", codePoint));
                } else {
                    shown.appendCodePoint(codePoint);
                }
            }
        }
    }

    private static boolean isUnsafe(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
                || (codePoint & 0xFFFE) == 0xFFFE
                || codePoint == 0x2028
                || codePoint == 0x2029
                || codePoint == 0x061C
                || codePoint == 0x200E
                || codePoint == 0x200F
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }
}
