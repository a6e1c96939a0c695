package io.github.upscale4j.conformance;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a text fit to be shown: takes out the key, and what stands in front of a link's host or behind its question mark, then shows what
 * cannot be printed as escapes, and cuts what is long last, so that no part of a secret stays.
 */
final class Redaction {
    static final int FOUND = 160;
    static final int WHERE = 300;
    static final int EXPECTED = 400;
    static final int REASON = 2500;

    /** Nothing beyond it is looked at; far more than is ever shown. */
    static final int WINDOW = 1 << 14;

    /** What ends the part of a link in front of its query. */
    private static final Pattern LINK_END = Pattern.compile("[\\s\"'?#]");

    private static final Pattern LINK_START = Pattern.compile("(?i)https?:");
    private static final Pattern QUERY_END = Pattern.compile("[\\s\"'<>]|\\z");
    private static final Pattern QUERY = Pattern.compile("(?i)[?#]|%(?:25)*+(?:3f|23)|\\\\u00(?:3f|23)");
    private static final Pattern EQUALS = Pattern.compile("(?i)=|%(?:25)*+3d|\\\\u003d");

    /** With whatever it takes for a slash in JSON. */
    private static final Pattern USER = Pattern.compile("(?i)(https?:(?:\\\\?/){2})(?:[^\\s\"'/?#\\\\@<>]*+@)+");

    private final List<KeyFinder> keys;

    Redaction(@Nullable String key) {
        this(List.of(new KeyFinder(key == null ? "" : key)));
    }

    private Redaction(List<KeyFinder> keys) {
        this.keys = keys;
    }

    /** Of several secrets. */
    static Redaction of(Collection<String> keys) {
        return new Redaction(keys.stream().map(KeyFinder::new).toList());
    }

    /** @param longest characters to show; a longer text ends in {@code …} */
    String show(String text, int longest) {
        boolean isCut = text.length() > WINDOW;
        String seen = isCut ? text.substring(0, WINDOW) : text;
        for (KeyFinder key : keys) {
            seen = isCut ? key.hideCut(seen) : key.hide(seen);
        }
        return clip(cutLinks(USER.matcher(seen).replaceAll("$1…@")), longest);
    }

    /** The keys alone, in a text that was fit to be shown already. */
    String hideKeys(String shown) {
        String seen = shown;
        for (KeyFinder key : keys) {
            seen = key.hide(seen);
        }
        return seen;
    }

    /** Whatever stands behind a query's or fragment's mark that an equals sign follows is gone, up to the end. */
    private static String cutLinks(String text) {
        String cut = text;
        Matcher query = QUERY.matcher(text);
        if (query.find() && EQUALS.matcher(text).find(query.end())) {
            cut = text.substring(0, query.start()) + "?…" + (text.endsWith("\"") ? "\"" : "");
        }
        return cutQueries(cut);
    }

    /** By hand, since an expression for it would begin anew at each of many {@code http:} in a row. */
    private static String cutQueries(String text) {
        StringBuilder shown = new StringBuilder();
        Matcher end = LINK_END.matcher(text);
        Matcher queryEnd = QUERY_END.matcher(text);
        Matcher start = LINK_START.matcher(text);
        int from = 0;
        while (end.find(from)) {
            boolean isQuery = text.charAt(end.start()) == '?' || text.charAt(end.start()) == '#';
            if (isQuery && start.region(from, end.start()).find() && queryEnd.find(end.end())) {
                shown.append(text, from, end.start()).append("?…");
                from = queryEnd.start();
            } else {
                shown.append(text, from, end.end());
                from = end.end();
            }
        }
        return shown.append(text, from, text.length()).toString();
    }

    static String clip(String text) {
        return clip(text, FOUND);
    }

    /** In one line of printable characters, without half of a surrogate pair or of an escape; a closing quote stays. */
    private static String clip(String text, int longest) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            String next = isPrintable(point) ? Character.toString(point) : escape(point);
            if (shown.length() + next.length() > longest) {
                return shown.append(text.endsWith("\"") ? "…\"" : "…").toString();
            }
            shown.append(next);
            at += Character.charCount(point);
        }
        return shown.toString();
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String escape(int point) {
        StringBuilder escape = new StringBuilder();
        for (char unit : Character.toChars(point)) {
            escape.append(String.format("\\u%04x", (int) unit));
        }
        return escape.toString();
    }
}
