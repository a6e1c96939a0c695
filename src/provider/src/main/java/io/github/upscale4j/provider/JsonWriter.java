package io.github.upscale4j.provider;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what {@link JsonReader} reads, compact or with two spaces a level, non-ASCII as it is or escaped. */
final class JsonWriter {
    private final StringBuilder out = new StringBuilder();
    private final boolean pretty;
    private final boolean ascii;

    private JsonWriter(boolean pretty, boolean ascii) {
        this.pretty = pretty;
        this.ascii = ascii;
    }

    static String write(@Nullable Object value) {
        return write(value, false, false);
    }

    static String write(@Nullable Object value, boolean pretty, boolean ascii) {
        JsonWriter writer = new JsonWriter(pretty, ascii);
        writer.value(value, 0);
        return writer.out.toString();
    }

    private void value(@Nullable Object value, int level) {
        if (value instanceof Map<?, ?> members) {
            out.append('{');
            for (Iterator<? extends Map.Entry<?, ?>> i = members.entrySet().iterator(); i.hasNext(); ) {
                Map.Entry<?, ?> member = i.next();
                line(level + 1);
                string(String.valueOf(member.getKey()));
                out.append(pretty ? ": " : ":");
                value(member.getValue(), level + 1);
                end(i.hasNext(), level);
            }
            out.append('}');
        } else if (value instanceof List<?> items) {
            out.append('[');
            for (Iterator<?> i = items.iterator(); i.hasNext(); ) {
                line(level + 1);
                value(i.next(), level + 1);
                end(i.hasNext(), level);
            }
            out.append(']');
        } else if (value instanceof String string) {
            string(string);
        } else {
            out.append(value);
        }
    }

    private void end(boolean more, int level) {
        if (more) {
            out.append(',');
        } else {
            line(level);
        }
    }

    private void line(int level) {
        if (pretty) {
            out.append('\n').append("  ".repeat(level));
        }
    }

    private void string(String string) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || (Character.isSurrogate(c) && !paired(string, i)) || (ascii && c > '~')) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean paired(String string, int i) {
        char c = string.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < string.length() && Character.isLowSurrogate(string.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(string.charAt(i - 1));
    }
}
