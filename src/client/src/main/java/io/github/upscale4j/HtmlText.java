package io.github.upscale4j;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an error page says: its title and first heading or, without these, its text. */
final class HtmlText {
    /** Nothing beyond it is read. */
    private static final int WINDOW = 64 * 1024;

    private static final Pattern TITLE = Pattern.compile("(?i)<title(?:\\s[^<>]*+)?+>");
    private static final Pattern HEADING = Pattern.compile("(?i)<h1(?:\\s[^<>]*+)?+>");
    private static final Pattern SPACE = Pattern.compile("[\\s\\u00A0]++");
    private static final Pattern REFERENCE = Pattern.compile("&(?:#[0-9]{1,7}+|#[xX][0-9A-Fa-f]{1,6}+|[a-z]{2,7}+);");
    private static final String[] WITHOUT_TEXT = {"script", "style", "head", "noscript", "svg", "template"};

    private HtmlText() {}

    static boolean isHtml(String text) {
        String start = text.substring(0, Math.min(text.length(), 1024)).strip().toLowerCase(Locale.ROOT);
        return (start.startsWith("<") && start.length() > 1 && "!?".indexOf(start.charAt(1)) >= 0)
                || start.matches("(?s)<[a-z][a-z0-9]*+[\\s/>].*+")
                || start.contains("<html");
    }

    /** Empty if the page has no text. */
    static String of(String page) {
        String seen = page.substring(0, Math.min(page.length(), WINDOW));
        String title = element(seen, TITLE, "</title");
        String heading = element(seen, HEADING, "</h1");
        if (title.isEmpty() && heading.isEmpty()) {
            return text(seen);
        }
        return title.contains(heading) ? title : heading.contains(title) ? heading : title + ": " + heading;
    }

    private static String element(String page, Pattern opening, String closing) {
        Matcher start = opening.matcher(page);
        if (!start.find()) {
            return "";
        }
        int end = indexOf(page, closing, start.end());
        return text(page.substring(start.end(), end < 0 ? page.length() : end));
    }

    /** Without tags, comments and what is not for reading; what is not closed ends the text. */
    private static String text(String html) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < html.length()) {
            int tag = html.indexOf('<', at);
            if (tag < 0) {
                out.append(html, at, html.length());
                break;
            }
            out.append(html, at, tag).append(' ');
            at = endOfTag(html, tag);
        }
        String text = REFERENCE
                .matcher(out)
                .replaceAll(reference -> Matcher.quoteReplacement(Unescaper.unescaped(reference.group())));
        return SPACE.matcher(text).replaceAll(" ").strip();
    }

    private static int endOfTag(String html, int tag) {
        if (html.startsWith("<!--", tag)) {
            return after(html, html.indexOf("-->", tag), 3);
        }
        for (String name : WITHOUT_TEXT) {
            int end = tag + 1 + name.length();
            if (html.regionMatches(true, tag + 1, name, 0, name.length())
                    && end < html.length()
                    && !Character.isLetterOrDigit(html.charAt(end))) {
                int closing = indexOf(html, "</" + name, end);
                return closing < 0 ? html.length() : after(html, html.indexOf('>', closing), 1);
            }
        }
        return after(html, html.indexOf('>', tag), 1);
    }

    private static int after(String html, int found, int length) {
        return found < 0 ? html.length() : found + length;
    }

    private static int indexOf(String html, String lower, int from) {
        for (int at = html.indexOf("</", from); at >= 0; at = html.indexOf("</", at + 2)) {
            if (html.regionMatches(true, at, lower, 0, lower.length())) {
                return at;
            }
        }
        return -1;
    }
}
