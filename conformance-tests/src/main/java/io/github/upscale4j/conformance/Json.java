package io.github.upscale4j.conformance;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON and YAML as trees. JSON is read strictly, as RFC 8259 has it between systems: UTF-8, no BOM, nothing after it. */
final class Json {
    /** As deep as any answer of that many bytes is sensibly judged; what is deeper is said to be. */
    private static final int DEEPEST = 10_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();
    static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final DefaultIndenter NEW_LINE = new DefaultIndenter("  ", "\n");

    /** 1 and 1.0 are the same. */
    static final Comparator<JsonNode> SAME_NUMBERS = (a, b) -> {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.equals(b) ? 0 : 1;
    };

    private Json() {}

    /** Text that is not JSON; the message says in what way. */
    static final class Malformed extends Exception {
        Malformed(String message) {
            super(message);
        }
    }

    static JsonNode parse(byte[] bytes) throws Malformed {
        if (bytes.length == 0) {
            throw new Malformed("an empty body");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("bytes that are not UTF-8");
        }
        if (text.startsWith("\uFEFF")) {
            throw new Malformed("a byte order mark in front of it");
        }
        try {
            JsonNode tree = MAPPER.readTree(Numbers.readable(text));
            if (tree.isMissingNode()) {
                throw new Malformed("nothing but white space");
            }
            return tree;
        } catch (JacksonException e) {
            throw new Malformed(reason(e.getOriginalMessage())
                    + (e.getLocation() == null
                            ? ""
                            : " at character " + e.getLocation().getCharOffset()));
        }
    }

    /** In our own words where the parser's are about itself. */
    private static String reason(String message) {
        String line = message.lines().findFirst().orElse("text that is not JSON");
        if (line.startsWith("Document nesting depth")) {
            return "a nesting depth of more than " + DEEPEST + ", which is not looked into";
        }
        if (line.startsWith("Duplicate Object property ")) {
            return "a name twice in one object: " + message.substring("Duplicate Object property ".length());
        }
        if (line.startsWith("Non-standard token")) {
            return "NaN or Infinity, which JSON does not have,";
        }
        if (line.contains("exceeds the maximum allowed")) {
            return "a number, a name or a text that is too long to be looked into";
        }
        if (line.startsWith("Unexpected end-of-input")) {
            return "text that ends too early";
        }
        if (line.startsWith("Trailing token")) {
            return "more text after the end of the JSON";
        }
        // The token is cut where it looks like a name's end: half of a key would not be known as one.
        return line.replaceFirst("^Unrecognized token '.*", "Unrecognized token")
                .replaceFirst("[:(][^:()]*`.*|: maybe .*", "");
    }

    static JsonNode parseYaml(byte[] yaml) {
        // Not Jackson's own reader of YAML, which takes an alias for a text.
        Object loaded = new Load(LoadSettings.builder().build()).loadFromInputStream(new ByteArrayInputStream(yaml));
        return MAPPER.valueToTree(loaded);
    }

    static String pretty(JsonNode node) {
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(NEW_LINE).withArrayIndenter(NEW_LINE);
        return MAPPER.writer().with(printer).writeValueAsString(node) + "\n";
    }

    /** Appends one member name or index to a JSON Pointer. */
    static String append(String pointer, String token) {
        return pointer + "/" + token.replace("~", "~0").replace("/", "~1");
    }

    static JsonNode at(JsonNode root, String pointer) {
        return root.at(JsonPointer.compile(pointer));
    }
}
