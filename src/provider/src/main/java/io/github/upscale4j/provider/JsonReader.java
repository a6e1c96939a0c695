package io.github.upscale4j.provider;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A strict reader of RFC 8259. Objects become {@link LinkedHashMap}s in the order of the text, arrays {@link ArrayList}s,
 * numbers {@link BigDecimal}s, the rest String, Boolean and null. Duplicate names, a byte order mark, anything after the
 * value and more than 500 levels are refused.
 */
final class JsonReader {
    private static final int MAX_DEPTH = 500;
    private static final int MAX_NUMBER_LENGTH = 1000;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /** Says that a text is not JSON, what was expected and where. */
    static final class MalformedJson extends Exception {
        MalformedJson(String message) {
            super(message);
        }
    }

    static @Nullable Object read(byte[] utf8) throws MalformedJson {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedJson("expected UTF-8 but found other bytes");
        }
        return read(text);
    }

    static @Nullable Object read(String text) throws MalformedJson {
        JsonReader reader = new JsonReader(text);
        reader.space();
        Object value = reader.value();
        reader.space();
        if (reader.at < text.length()) {
            throw reader.expected("the end");
        }
        return value;
    }

    private @Nullable Object value() throws MalformedJson {
        if (at >= text.length()) {
            throw expected("a value");
        }
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() throws MalformedJson {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        enter();
        if (!taken('}')) {
            do {
                space();
                if (at >= text.length() || text.charAt(at) != '"') {
                    throw expected("a name in double quotes");
                }
                String name = string();
                space();
                if (!taken(':')) {
                    throw expected("':'");
                }
                space();
                if (members.containsKey(name)) {
                    throw new MalformedJson(
                            "expected each name once but found \"" + name + "\" again before " + place());
                }
                members.put(name, value());
                space();
            } while (taken(','));
            if (!taken('}')) {
                throw expected("',' or '}'");
            }
        }
        depth--;
        return members;
    }

    private List<@Nullable Object> array() throws MalformedJson {
        List<@Nullable Object> items = new ArrayList<>();
        enter();
        if (!taken(']')) {
            do {
                space();
                items.add(value());
                space();
            } while (taken(','));
            if (!taken(']')) {
                throw expected("',' or ']'");
            }
        }
        depth--;
        return items;
    }

    private void enter() throws MalformedJson {
        at++;
        if (++depth > MAX_DEPTH) {
            throw new MalformedJson("expected at most " + MAX_DEPTH + " levels but found more at " + place());
        }
        space();
    }

    private String string() throws MalformedJson {
        StringBuilder out = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return out.toString();
            } else if (c < ' ') {
                throw expected("an escaped control character");
            } else if (c == '\\') {
                out.append(escape());
            } else {
                out.append(c);
                at++;
            }
        }
        throw expected("the closing '\"' of a string");
    }

    private char escape() throws MalformedJson {
        at++;
        char c = at < text.length() ? text.charAt(at) : ' ';
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw expected("an escape of JSON");
            }
        };
    }

    private char unicode() throws MalformedJson {
        int code = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = at < text.length() && text.charAt(at) < 128 ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw expected("four hexadecimal digits");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private @Nullable Boolean word(String word, @Nullable Boolean value) throws MalformedJson {
        if (!text.startsWith(word, at)) {
            throw expected("a value");
        }
        at += word.length();
        return value;
    }

    private BigDecimal number() throws MalformedJson {
        int start = at;
        taken('-');
        if (!taken('0')) {
            digits(start == at ? "a value" : "a digit");
        }
        if (taken('.')) {
            digits("a digit");
        }
        if (taken('e') || taken('E')) {
            if (!taken('+')) {
                taken('-');
            }
            digits("a digit");
        }
        String number = text.substring(start, at);
        try {
            if (number.length() <= MAX_NUMBER_LENGTH) {
                return new BigDecimal(number);
            }
        } catch (NumberFormatException e) {
            // An exponent beyond 32 bits: said below.
        }
        throw new MalformedJson("expected a number of a reasonable size but found a huge one before " + place());
    }

    private void digits(String what) throws MalformedJson {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw expected(what);
        }
    }

    private boolean taken(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private MalformedJson expected(String what) {
        String found = at < text.length() ? String.format("U+%04X", (int) text.charAt(at)) : "the end";
        return new MalformedJson("expected " + what + " but found " + found + " at " + place());
    }

    private String place() {
        return "offset " + at;
    }
}
