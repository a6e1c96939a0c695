package io.github.upscale4j.model;

import org.jspecify.annotations.Nullable;

/** Links, and texts in which they are cut before what may be a signature. */
final class Links {
    /** The characters that RFC 3986 allows anywhere in a URI, escapes left out, by their code in ASCII. */
    private static final boolean[] ALLOWED = new boolean[128];

    static {
        String punctuation = "-._~:/?@!$&'()*+,;=";
        for (char c = 0; c < ALLOWED.length; c++) {
            ALLOWED[c] = isLetter(c) || isDigit(c) || punctuation.indexOf(c) >= 0;
        }
    }

    private Links() {}

    /**
     * Whether a text is a URI of RFC 3986 with a scheme and an authority, without which nothing can be fetched. Only ASCII is
     * one. What the host is like is not looked at, and square brackets are let through in a query, where that standard has none
     * but links do. Nothing is allocated.
     */
    static boolean isAbsoluteUri(String text) {
        int colon = endOfScheme(text);
        if (colon < 0 || !text.startsWith("://", colon)) {
            return false;
        }
        int authority = colon + "://".length();
        int end = text.length();
        boolean hasAuthority = authority < end && "/?#".indexOf(text.charAt(authority)) < 0;
        int plain = authority;
        while (plain < end && isAllowed(text.charAt(plain))) {
            plain++;
        }
        return hasAuthority && (plain == end || isRest(text, authority));
    }

    /** Whether what is allowed in some places only, or as an escape, is in such a one. */
    private static boolean isRest(String text, int authority) {
        int authorityEnd = authority;
        while (authorityEnd < text.length() && "/?#".indexOf(text.charAt(authorityEnd)) < 0) {
            authorityEnd++;
        }
        int fragment = text.indexOf('#');
        boolean inPath = false;
        for (int i = authority; i < text.length(); i++) {
            char c = text.charAt(i);
            inPath = i == authorityEnd ? c == '/' : inPath && c != '?' && c != '#';
            boolean allowed =
                    switch (c) {
                        case '%' -> isHex(text, i + 1) && isHex(text, i + 2);
                        case '[', ']' -> !inPath;
                        case '#' -> i == fragment;
                        default -> isAllowed(c);
                    };
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    /** The place of the colon, or -1 where no scheme stands at the beginning. */
    private static int endOfScheme(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                return i == 0 ? -1 : i;
            }
            if (!isLetter(c) && (i == 0 || (!isDigit(c) && "+-.".indexOf(c) < 0))) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isAllowed(char c) {
        return c < ALLOWED.length && ALLOWED[c];
    }

    private static boolean isHex(String text, int index) {
        return index < text.length() && text.charAt(index) < 128 && Character.digit(text.charAt(index), 16) >= 0;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * The text, with the query and fragment of every link in it replaced by {@code ?…}. Read once from left to right, since the
     * text is the provider's: a regular expression takes time quadratic in its length.
     */
    static String cut(@Nullable Object text) {
        return cutAnyQuery(cutQueriesOfLinks(String.valueOf(text)));
    }

    private static String cutQueriesOfLinks(String text) {
        int link = text.indexOf("://");
        if (link < 0) {
            return text;
        }
        StringBuilder result = new StringBuilder();
        int copied = 0;
        while (link >= 0) {
            int end = endOfWord(text, link, "?#");
            if (end < text.length() && "?#".indexOf(text.charAt(end)) >= 0) {
                result.append(text, copied, end).append("?…");
                end = endOfWord(text, end, "");
                copied = end;
            }
            link = text.indexOf("://", end);
        }
        return result.append(text, copied, text.length()).toString();
    }

    /** The first place from {@code start} that has white space, a quotation mark or one of those characters, or the end. */
    private static int endOfWord(String text, int start, String orAt) {
        int end = start;
        while (end < text.length()
                && " \t\n\u000B\f\r\"".indexOf(text.charAt(end)) < 0
                && orAt.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** Cuts what looks like a query although no link is seen before it: a relative link, one with a space, an escaped one. */
    private static String cutAnyQuery(String text) {
        int assignment = Math.max(text.lastIndexOf('='), Math.max(text.lastIndexOf("%3d"), text.lastIndexOf("%3D")));
        for (int i = 0; i < assignment; i++) {
            char c = text.charAt(i);
            if (c == '?' || c == '#') {
                return text.substring(0, i) + "?…";
            }
            if (c == '%' && (text.startsWith("%23", i) || text.regionMatches(true, i, "%3f", 0, 3))) {
                return text.substring(0, i) + "?…";
            }
        }
        return text;
    }
}
