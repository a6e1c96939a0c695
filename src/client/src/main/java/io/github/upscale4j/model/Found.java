package io.github.upscale4j.model;

/** What a violation says of a text or a number that was found: its beginning, with links cut before their query. */
final class Found {
    private static final int LONGEST_SHOWN = 60;

    private Found() {}

    static String string(String text) {
        return "string \"" + shorten(text) + "\"";
    }

    static String number(String text) {
        return "number " + shorten(text);
    }

    private static String shorten(String text) {
        String cut = Links.cut(text);
        if (cut.length() <= LONGEST_SHOWN) {
            return cut;
        }
        int end = Character.isHighSurrogate(cut.charAt(LONGEST_SHOWN - 1)) ? LONGEST_SHOWN - 1 : LONGEST_SHOWN;
        return cut.substring(0, end) + "…";
    }
}
