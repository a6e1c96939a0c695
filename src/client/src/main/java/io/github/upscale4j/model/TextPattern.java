package io.github.upscale4j.model;

import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of JSON Schema. Keeps a matcher for the next text, since each takes as much memory as all else that is read of an
 * image. Thread-safe.
 */
final class TextPattern {
    private final Pattern pattern;
    private final AtomicReference<@Nullable Matcher> idle = new AtomicReference<>();

    private TextPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** In it {@code $} is the end, and not also the place before a last line break. */
    static TextPattern of(String regex) {
        boolean endAnchor = regex.endsWith("$") && !regex.endsWith("\\$");
        return new TextPattern(Pattern.compile(endAnchor ? regex.substring(0, regex.length() - 1) + "\\z" : regex));
    }

    boolean isIn(String text) {
        Matcher kept = idle.getAndSet(null);
        Matcher matcher = kept == null ? pattern.matcher(text) : kept.reset(text);
        boolean isIn = matcher.find();
        idle.set(matcher);
        return isIn;
    }

    /** The pattern, as Java has it. */
    @Override
    public String toString() {
        return pattern.toString();
    }
}
