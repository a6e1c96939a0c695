package io.github.upscale4j.conformance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of strangers in GitHub's Markdown. */
final class Markdown {
    private static final Pattern TICKS = Pattern.compile("`+");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\u2028\u2029]");

    private Markdown() {}

    /**
     * As a code span: in it there is no markup, no link, no picture, no mention and no entity. It stays in its line, and in
     * its cell of a table.
     */
    static String code(String text) {
        // A bar would end the cell of a table even here, and a backslash in front of it is not always one.
        String line = INVISIBLE.matcher(text).replaceAll("\uFFFD").replace('|', '¦');
        if (line.isBlank()) {
            return "–";
        }
        int longest = 0;
        for (Matcher ticks = TICKS.matcher(line); ticks.find(); ) {
            longest = Math.max(longest, ticks.end() - ticks.start());
        }
        String fence = "`".repeat(longest + 1);
        boolean padded = longest > 0 || line.startsWith(" ") || line.endsWith(" ");
        return padded ? fence + " " + line + " " + fence : fence + line + fence;
    }
}
