package io.github.upscale4j.cli;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys that this run knows, for what it tells people: there they are replaced, and links are cut at their query. Thread-safe. */
final class Secrets {
    private static final String SHOWN_KEY = "[key]";
    /** A shorter one may be part of a word that has nothing to do with it. */
    private static final int LONG = 8;

    private static final Pattern LINK =
            Pattern.compile("(?i)(https?://)(?:[^\\s/?#@\"'<>]*@)?([^\\s?#\"'<>]*)([?#][^\\s\"'<>]*)?");
    /** What could begin a line of its own, or do something to a terminal. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+");

    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    void add(String key) {
        if (!key.isBlank()) {
            keys.add(key.strip());
        }
    }

    /** Whether the text holds a key that is long enough not to be there by chance. */
    boolean areIn(String text) {
        return keys.stream().anyMatch(key -> key.length() >= LONG && text.contains(key));
    }

    /** The text without secrets, in one line. */
    String shown(String text) {
        String shown = text;
        for (String key : keys) {
            String literal = Pattern.quote(key);
            String pattern = key.length() >= LONG ? literal : "(?<![A-Za-z0-9])" + literal + "(?![A-Za-z0-9])";
            shown = shown.replaceAll(pattern, Matcher.quoteReplacement(SHOWN_KEY));
        }
        shown = LINK.matcher(shown)
                .replaceAll(link ->
                        Matcher.quoteReplacement(link.group(1) + link.group(2) + (link.group(3) == null ? "" : "?…")));
        return CONTROLS.matcher(shown).replaceAll(" ");
    }
}
