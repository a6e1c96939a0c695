package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a client sends for JSON when it forgets to write some. */
enum NotJson {
    JAVA_OBJECT(
            "the text of a Java object, not JSON", "(class \\w+ \\{|[\\w.$]+@[0-9a-f]+$|\\w+[\\[(]\\w+=|\\{\\w+=).*"),
    JAVASCRIPT_OBJECT("the text of a JavaScript object, not JSON", "\\[object \\w+].*"),
    PYTHON_OBJECT("the text of a Python object, not JSON", "(\\{'|<[\\w.]+ object at |\\w+\\(\\w+=).*"),
    ESCAPED("percent-encoded text, not JSON", "%7[Bb].*"),
    FORM("form fields, not JSON", "\\w+=[^{}]*"),
    XML("XML, not JSON", "<.*");

    /** As much as tells. */
    private static final int START = 200;

    /** What the parser quotes may be of a key, unless it is one character, or the name of what is there twice. */
    private static final Pattern QUOTED = Pattern.compile("'[^']{2,}'|\"(?![A-Za-z_]{1,30}\")[^\"]{2,}\"");

    private final String words;
    private final Pattern pattern;

    NotJson(String words, String pattern) {
        this.words = words;
        this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    }

    /** In words that whoever wrote the client understands, or in the parser's. */
    static String describe(byte[] bytes, Json.Malformed malformed) {
        String start = new String(bytes, 0, Math.min(bytes.length, START), StandardCharsets.UTF_8).strip();
        for (NotJson kind : values()) {
            if (kind.pattern.matcher(start).matches()) {
                return kind.words;
            }
        }
        return bytes.length == 0
                ? "nothing"
                : QUOTED.matcher(String.valueOf(malformed.getMessage())).replaceAll("…");
    }

    /** {@code "{\"seed\":1}"}, quotes and all. */
    static boolean isJsonInText(JsonNode json) {
        return json.isString() && json.stringValue().strip().startsWith("{");
    }
}
