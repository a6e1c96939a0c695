package io.github.upscale4j.conformance;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes out of a text what may not be shown: the key, and what stands behind the question mark of a link. */
final class Redaction {
    private static final Pattern LINK_QUERY = Pattern.compile("(?i)(https?:[^\\s\"'?#]*)[?#][^\\s\"'<>]*");
    private static final int LONGEST = 120;

    private final @Nullable String key;

    Redaction(@Nullable String key) {
        this.key = key == null || key.isEmpty() ? null : key;
    }

    String apply(String text) {
        String cut = cutLinks(text);
        return key == null ? cut : cut.replace(key, "…");
    }

    static String cutLinks(String text) {
        return LINK_QUERY.matcher(text.replace("\\/", "/")).replaceAll("$1?…");
    }

    static String clip(String text) {
        String oneLine = text.replaceAll("[\\p{Cntrl}]+", " ");
        return oneLine.length() <= LONGEST ? oneLine : oneLine.substring(0, LONGEST) + "…";
    }
}
