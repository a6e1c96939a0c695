package io.github.upscale4j.conformance;

/** A text in which {@code *} stands for anything, nothing included. */
final class Glob {
    private Glob() {}

    /** In time that grows with the lengths only, however many stars there are. */
    static boolean fits(String glob, String text) {
        String[] pieces = glob.split("\\*", -1);
        String last = pieces[pieces.length - 1];
        if (pieces.length == 1) {
            return glob.equals(text);
        }
        if (!text.startsWith(pieces[0]) || text.length() < pieces[0].length() + last.length()) {
            return false;
        }
        int at = pieces[0].length();
        int end = text.length() - last.length();
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = text.indexOf(pieces[i], at);
            if (found < 0 || found + pieces[i].length() > end) {
                return false;
            }
            at = found + pieces[i].length();
        }
        return text.endsWith(last);
    }
}
