package io.github.upscale4j.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts in which links are cut before what may be a signature. */
final class Links {
    private static final Pattern QUERY = Pattern.compile("(://[^\\s?#\"]*)[?#][^\\s\"]*");

    private Links() {}

    /** The text, with the query and fragment of every link in it replaced by {@code ?…}; null for null. */
    static String cut(@Nullable Object text) {
        String whole = String.valueOf(text);
        return whole.contains("://") ? QUERY.matcher(whole).replaceAll("$1?…") : whole;
    }
}
