package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes others of the same form for the secrets of links: users, and the values of queries and fragments. Whatever stands
 * behind a query's mark is one, as {@link Redaction} has it; only that the rest of the text stays.
 */
final class LinkSecrets {
    private static final Pattern MARK = Pattern.compile("[?#]");
    /** What ends a link on either side. */
    private static final String ENDS = " \t\n\u000b\f\r\"'<>";

    private static final Pattern END = Pattern.compile("[" + ENDS + "]|\\z");
    private static final Pattern SEPARATOR = Pattern.compile("[&;?#]|\\z");
    private static final Pattern USER = Pattern.compile("(?i)https?:[/\\\\]{2}([^\\s\"'<>/\\\\?#@]++)@");
    private static final Pattern LINK = Pattern.compile("(?i)https?:");
    private static final Pattern WORTH_A_LOOK = Pattern.compile("[?#@%\\\\&]");
    private static final Pattern CONTENT_TYPE = Pattern.compile("(?i)content-type[ \\t]*:");
    private static final String COOKIE = "set-cookie2?[ \\t]*+:(?:[^=;\\r\\n]*+=)?+";
    private static final Pattern ANY_COOKIE = Pattern.compile("(?i)" + COOKIE);
    private static final Pattern COOKIE_LINE = Pattern.compile("(?im)^[ \\t]*+" + COOKIE);

    private final Cipher cipher;

    LinkSecrets(Cipher cipher) {
        this.cipher = cipher;
    }

    /** Of lines: a line that begins with white space goes on with the one before. */
    String inLines(String text, BitSet done) {
        char[] changed = text.toCharArray();
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
            if (!goesOn(text, end)) {
                line(text, from, end, changed, done);
                from = end + 1;
            }
        }
        line(text, from, text.length(), changed, done);
        return new String(changed);
    }

    private static boolean goesOn(String text, int lineEnd) {
        return lineEnd + 1 < text.length() && " \t".indexOf(text.charAt(lineEnd + 1)) >= 0;
    }

    /** What a content type says besides links is part of what is judged. */
    private void line(String text, int from, int to, char[] changed, BitSet done) {
        if (!CONTENT_TYPE.matcher(text).region(from, to).lookingAt()) {
            change(text, from, to, changed, done);
            return;
        }
        boolean quoted = false;
        int begin = from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"' || (!quoted && " \t\r\n'<>".indexOf(c) >= 0)) {
                change(text, begin, i, changed, done);
                begin = i + 1;
                quoted = (c == '"') != quoted;
            }
        }
        change(text, begin, to, changed, done);
    }

    static boolean hasCookieLine(String text) {
        return COOKIE_LINE.matcher(text).find();
    }

    /** Values and attributes of cookies, be it in an answer's head or wherever else a line is one. */
    String inCookieLines(String text, BitSet done) {
        return inCookies(COOKIE_LINE, text, done);
    }

    /** Of cookies that are spoken of. */
    String inCookies(String text, BitSet done) {
        return inCookies(ANY_COOKIE, text, done);
    }

    private String inCookies(Pattern cookie, String text, BitSet done) {
        Matcher found = cookie.matcher(text);
        char[] changed = text.toCharArray();
        for (int at = 0; at < text.length() && found.find(at); ) {
            int end = text.indexOf('\n', found.end());
            while (end >= 0 && goesOn(text, end)) {
                end = text.indexOf('\n', end + 1);
            }
            int to = end < 0 ? text.length() : end;
            List<Reading> layers =
                    Reading.of(text.substring(found.end(), to), true).layers(MadeUpKey.LAYERS);
            change(text, found.end(), List.of(new int[] {0, to - found.end()}), layers, changed, done);
            at = to;
        }
        return new String(changed);
    }

    /** Whatever may be one. */
    String everything(String text, BitSet done) {
        char[] changed = text.toCharArray();
        List<Reading> layers = Reading.of(text, true).layers(MadeUpKey.LAYERS);
        change(text, 0, List.of(new int[] {0, text.length()}), layers, changed, done);
        return new String(changed);
    }

    /** Of texts in quotes, and what is between them. */
    String inQuotes(String text, BitSet done) {
        char[] changed = text.toCharArray();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                change(text, from, i, changed, done);
                from = i + 1;
            }
        }
        change(text, from, text.length(), changed, done);
        return new String(changed);
    }

    private void change(String text, int from, int to, char[] changed, BitSet done) {
        if (!WORTH_A_LOOK.matcher(text).region(from, to).find()) {
            return;
        }
        List<Reading> layers = Reading.of(text.substring(from, to), true).layers(MadeUpKey.LAYERS);
        change(text, from, secrets(layers), layers, changed, done);
    }

    /** @param from where the readings begin in the text */
    private void change(String text, int from, List<int[]> secrets, List<Reading> layers, char[] changed, BitSet done) {
        if (!secrets.isEmpty()) {
            keepStrays(from, layers, done);
            secrets.forEach(secret -> change(text, from, secret, layers.get(layers.size() - 1), changed, done));
        }
    }

    /** What is no escape does not become one, and the other way round. */
    private static void keepStrays(int from, List<Reading> layers, BitSet done) {
        for (Reading layer : layers) {
            Escape.strays(layer.text()).stream()
                    .filter(at -> Cipher.changes(layer.text().charAt(at)))
                    .forEach(at -> done.set(from + layer.starts()[at], from + layer.ends()[at]));
        }
    }

    private void change(String text, int from, int[] secret, Reading deepest, char[] changed, BitSet done) {
        StringBuilder is = new StringBuilder();
        List<Integer> places = new ArrayList<>();
        int last = indexOf(deepest.starts(), secret[1]);
        for (int i = indexOf(deepest.starts(), secret[0]); i < last; i++) {
            char c = deepest.text().charAt(i);
            if (Cipher.changes(c) && !done.get(from + deepest.starts()[i])) {
                is.append(c);
                places.add(i);
            }
        }
        if (places.isEmpty()) {
            return;
        }
        String other = cipher.other(is.toString());
        for (int i = 0; i < other.length(); i++) {
            int start = from + deepest.starts()[places.get(i)];
            int end = from + deepest.ends()[places.get(i)];
            Reading.likewise(text.substring(start, end), other.charAt(i)).getChars(0, end - start, changed, start);
            done.set(start, end);
        }
    }

    private static int indexOf(int[] starts, int at) {
        int index = Arrays.binarySearch(starts, at);
        return index < 0 ? -index - 1 : index;
    }

    /** From where to where they go in the text, those of the outermost layer first. */
    private static List<int[]> secrets(List<Reading> layers) {
        List<int[]> secrets = new ArrayList<>();
        for (Reading layer : layers) {
            Matcher user = USER.matcher(layer.text());
            while (user.find()) {
                add(secrets, layer, user.start(1), user.end(1));
            }
            Matcher mark = MARK.matcher(layer.text());
            if (mark.find()) {
                queries(layer, mark.start(), secrets);
            }
        }
        return secrets;
    }

    /** Word by word, so that each character is looked at a few times at most. */
    private static void queries(Reading layer, int firstMark, List<int[]> secrets) {
        String text = layer.text();
        Matcher end = END.matcher(text);
        Matcher separator = SEPARATOR.matcher(text);
        int at = firstMark;
        while (at > 0 && ENDS.indexOf(text.charAt(at - 1)) < 0) {
            at--;
        }
        boolean link = LINK.matcher(text).region(at, firstMark).find();
        while (at < text.length()) {
            int to = end.find(at) ? end.start() : text.length();
            int mark = Math.max(at, firstMark);
            if (at > firstMark) {
                Matcher next = MARK.matcher(text).region(at, to);
                mark = next.find() ? next.start() : to;
                link = LINK.matcher(text).region(at, mark).find();
            }
            boolean query = mark < to && (link || indexOf(text, '=', mark, to) < to);
            separator.region(Math.max(at, firstMark), to);
            int from = Math.max(at, firstMark);
            while (from <= to && separator.find()) {
                int value = indexOf(text, '=', from, separator.start()) + 1;
                if (value <= separator.start()) {
                    add(secrets, layer, value, separator.start());
                } else if (query && from > mark) {
                    add(secrets, layer, from, separator.start());
                }
                from = separator.start() == to ? to + 1 : separator.end();
            }
            at = to + 1;
        }
    }

    /** The end if it is not there. */
    private static int indexOf(String text, char wanted, int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) != wanted) {
            at++;
        }
        return at;
    }

    private static void add(List<int[]> secrets, Reading layer, int from, int to) {
        if (from < to) {
            secrets.add(new int[] {layer.starts()[from], layer.ends()[to - 1]});
        }
    }
}
