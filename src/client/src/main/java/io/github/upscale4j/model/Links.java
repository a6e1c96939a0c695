package io.github.upscale4j.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts in which links are cut before what may be a signature. */
final class Links {
    private static final Pattern QUERY_OF_A_LINK = Pattern.compile("(://[^\\s?#\"]*)[?#][^\\s\"]*");
    /** What looks like a query although no link is seen before it: a relative link, one with a space, an escaped one. */
    private static final Pattern ANY_QUERY = Pattern.compile("(?is)(?:[?#]|%3f|%23)(?=.*(?:=|%3d)).*");

    private Links() {}

    /** The text, with the query and fragment of every link in it replaced by {@code ?…}. */
    static String cut(@Nullable Object text) {
        String whole = String.valueOf(text);
        String links = whole.contains("://") ? QUERY_OF_A_LINK.matcher(whole).replaceAll("$1?…") : whole;
        return ANY_QUERY.matcher(links).replaceFirst("?…");
    }
}
