package io.github.upscale4j.cli;

/**
 * How much room text takes on a terminal, in columns. Terminals disagree about some characters; then this counts too much
 * rather than too little, so that a line never wraps.
 */
final class Columns {
    private static final String CUT = "…";

    private Columns() {}

    static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    /** The beginning of a text, and a mark if that is not all. */
    static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        return columns < 1 ? "" : text.substring(0, end(text, columns - 1)) + CUT;
    }

    /** Both ends of a text, since what tells file names apart is often the last of them. */
    static String middle(String text, int columns) {
        if (of(text) <= columns || columns < 3) {
            return cut(text, columns);
        }
        int head = (columns - 1) / 2;
        int start = text.length();
        for (int room = columns - 1 - head; start > 0; ) {
            int point = text.codePointBefore(start);
            room -= of(point);
            if (room < 0) {
                break;
            }
            start -= Character.charCount(point);
        }
        return text.substring(0, end(text, head)) + CUT + text.substring(start);
    }

    private static int end(String text, int columns) {
        int room = columns;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            room -= of(point);
            if (room < 0) {
                break;
            }
            end += Character.charCount(point);
        }
        return end;
    }

    private static int of(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> point == 0xFE0F ? 1 : 0;
            default -> isWide(point) ? 2 : 1;
        };
    }

    /** East Asian wide and full-width, and what may be drawn as an emoji. */
    private static boolean isWide(int point) {
        return (point >= 0x1100 && point <= 0x115F)
                || (point >= 0x231A && point <= 0x23FF)
                || (point >= 0x2600 && point <= 0x27BF)
                || (point >= 0x2B00 && point <= 0x2BFF)
                || (point >= 0x2E80 && point <= 0xA4CF)
                || (point >= 0xA960 && point <= 0xA97F)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0xFE10 && point <= 0xFE19)
                || (point >= 0xFE30 && point <= 0xFE6F)
                || (point >= 0xFF00 && point <= 0xFF60)
                || (point >= 0xFFE0 && point <= 0xFFE6)
                || (point >= 0x16FE0 && point <= 0x1B2FF)
                || (point >= 0x1F000 && point <= 0x1FAFF)
                || (point >= 0x20000 && point <= 0x3FFFD);
    }
}
