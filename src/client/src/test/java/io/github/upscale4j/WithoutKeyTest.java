package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a key in an answer's text. */
class WithoutKeyTest {
    private static final String KEY = "sk-Secret/Key+0123456789\"abc\\defXYZ=";
    private static final Redaction REDACTION = new Redaction(KEY);

    /** Ways of writing one character. */
    private static final List<IntFunction<String>> ESCAPES = List.of(
            Character::toString,
            c -> String.format("\\u%04x", c),
            c -> String.format("\\u%04X", c),
            c -> "/\"\\".indexOf(c) >= 0 ? "\\" + (char) c : Character.toString(c),
            c -> String.format("%%%02X", c),
            c -> String.format("%%%02x", c),
            c -> String.format("%%25%02x", c),
            c -> String.format("\\u0025%02x", c),
            c -> "&#" + c + ";",
            c -> String.format("&#x%x;", c),
            c -> String.format("&#X%04X;", c),
            c -> "&amp;#" + c + ";",
            c -> c == '"' ? "&quot;" : c == '/' ? "&sol;" : c == '=' ? "&equals;" : "&#" + c + ";");

    private static final List<String> SEPARATORS = List.of(
            " ", "\n", "\r\n  ", "\t", "\u00A0", "\u00AD", "\u200B", "\uFEFF", "\\\n", "\\n", "\\u00ad", "%0a", "&shy;",
            "\u0000");

    static Stream<String> disguises() {
        byte[] bytes = KEY.getBytes(StandardCharsets.US_ASCII);
        List<String> disguises = new ArrayList<>(List.of(
                KEY,
                KEY.toLowerCase(Locale.ROOT),
                KEY.toUpperCase(Locale.ROOT),
                new StringBuilder(KEY).reverse().toString(),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes),
                HexFormat.ofDelimiter(":").formatHex(bytes),
                HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes)));
        ESCAPES.forEach(escape -> disguises.add(each(KEY, escape)));
        for (String separator : SEPARATORS) {
            disguises.add(KEY.replace("Key", "K" + separator + "ey"));
            disguises.add(KEY.chars().mapToObj(Character::toString).collect(Collectors.joining(separator)));
        }
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            disguises.add(
                    each(KEY, c -> ESCAPES.get(random.nextInt(ESCAPES.size())).apply(c)));
        }
        return disguises.stream();
    }

    private static String each(String text, IntFunction<String> written) {
        return text.chars().mapToObj(written).collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("disguises")
    void theKeyIsReplacedInEveryDisguise(String disguise) {
        assertEquals(
                "key \"REDACTED\" is wrong: <REDACTED>",
                REDACTION.withoutKey("key \"" + disguise + "\" is wrong: <" + disguise + ">"));
    }

    /** What stands before and after the key in a text that is encoded as a whole. */
    static Stream<Arguments> surroundings() {
        return Stream.of("", "u", "us", "use", "user", "user:", "Bearer ")
                .flatMap(before -> Stream.of("", "x", "xy", "\"}").map(after -> Arguments.of(before, after)));
    }

    @ParameterizedTest
    @MethodSource("surroundings")
    void noBitOfTheKeyIsLeftInBase64(String before, String after) {
        byte[] bytes = (before + KEY + after).getBytes(StandardCharsets.US_ASCII);
        int first = before.length() * 8 / 6;
        int end = ((before + KEY).length() * 8 + 5) / 6;
        for (Base64.Encoder encoder : List.of(
                Base64.getEncoder(),
                Base64.getUrlEncoder(),
                Base64.getEncoder().withoutPadding(),
                Base64.getMimeEncoder(20, new byte[] {'\n'}))) {
            String encoded = encoder.encodeToString(bytes);
            String whole = encoded.replace("\n", "");
            assertEquals(
                    "<" + whole.substring(0, first) + "REDACTED" + whole.substring(end) + ">",
                    REDACTION.withoutKey("<" + encoded + ">").replace("\n", ""));
            assertEquals(
                    "<" + whole.substring(0, first) + "REDACTED"
                            + whole.substring(end).replace("=", "%3D") + ">",
                    REDACTION.withoutKey(
                            "<" + whole.replace("=", "%3D").replace("+", "%2B").replace("/", "\\/") + ">"));
        }
    }

    @Test
    void base32IsReplaced() {
        // printf 'foobar' | base32 (RFC 4648, 10)
        assertEquals("<REDACTED======>", new Redaction("foobar").withoutKey("<MZXW6YTBOI======>"));
        assertEquals("<REDACTED======>", new Redaction("foobar").withoutKey("<mzxw6ytboi======>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-0123%41456789", "sk-01&lt;23456789", "sk-01\\u0041456789", "sk-01\\n23456789"})
    void aKeyThatLooksLikeAnEscapeIsReplaced(String key) {
        Redaction redaction = new Redaction(key);
        for (UnaryOperator<String> written : List.<UnaryOperator<String>>of(
                text -> text,
                text -> text.replace("\\", "\\\\"),
                text -> text.replace("%", "%25").replace("\\", "%5C"),
                text -> text.replace("&", "&amp;"),
                text -> text.replace("-", "\\u002d"))) {
            assertEquals("a REDACTED b", redaction.withoutKey("a " + written.apply(key) + " b"));
        }
    }

    @Test
    void aVeryLongKeyIsReplacedWhole() {
        Random random = new Random(2);
        String key =
                random.ints(8192, '!', '~' + 1).mapToObj(Character::toString).collect(Collectors.joining());
        Redaction redaction = new Redaction(key);
        String hex = HexFormat.of().formatHex(key.getBytes(StandardCharsets.US_ASCII));
        String base64 = Base64.getEncoder().encodeToString(("Bearer " + key).getBytes(StandardCharsets.US_ASCII));
        assertEquals("<REDACTED>", redaction.withoutKey("<" + each(key, c -> String.format("\\u%04x", c)) + ">"));
        assertEquals("<REDACTED>", redaction.withoutKey("<" + hex + ">"));
        assertEquals(
                "<QmVhcmVyIREDACTED>", redaction.withoutKey("<" + base64 + ">").replace("=", ""));
    }

    @Test
    void ordinaryTextsAreLeftAlone() {
        for (String text : List.of(
                "",
                "The key is wrong.",
                "sk-Secret/Kez+0123456789",
                "{\"created\":\"2026-11-22T10:00:00Z\",\"data\":[{\"url\":\"https:\\/\\/a.example\\/b.png?exp=1&sig=ab%20c\"}]}",
                "100% \\ & &#; &#x; %zz \\u12 &unknown; \\",
                "𝔘ñïcödé \uD800")) {
            assertSame(text, REDACTION.withoutKey(text));
        }
    }

    static Stream<Arguments> shortKeys() {
        return Stream.of(
                Arguments.of("demo", "the demo key", "the REDACTED key"),
                Arguments.of("demo", "{\"key\":\"\\ndemo\"}", "{\"key\":\"\\nREDACTED\"}"),
                Arguments.of("demo", "demo", "REDACTED"),
                Arguments.of(
                        "demo", "(DEMO), d\\u0065mo, %64emo, &#100;emo", "(REDACTED), REDACTED, REDACTED, REDACTED"),
                Arguments.of(
                        "demo",
                        "democracy, ademo, demo2, max_demo, d e m o",
                        "democracy, ademo, demo2, max_demo, d e m o"),
                Arguments.of("demo", "ZGVtbw== 64656d6f omed", "ZGVtbw== 64656d6f omed"),
                Arguments.of("n", "{\"a\":\"b\\nc n d\"}", "{\"a\":\"b\\nc REDACTED d\"}"),
                Arguments.of("a-b", "a-b a-bc xa-b", "REDACTED a-bc xa-b"),
                Arguments.of("null", "{\"url\":null,\"a\":\"null\"}", "{\"url\":null,\"a\":\"REDACTED\"}"),
                Arguments.of("12345", "{\"seed\":12345,\"a\":123456}", "{\"seed\":1,\"a\":123456}"));
    }

    @ParameterizedTest
    @MethodSource("shortKeys")
    void aShortKeyIsReplacedAsAWordOnly(String key, String text, String expected) {
        assertEquals(expected, new Redaction(key).withoutKey(text));
    }

    static Stream<Arguments> jsonTexts() {
        return Stream.of(
                Arguments.of("nabcdef", "{\"a\":\"x\\nabcdef y\"}"),
                Arguments.of("0041abcdef", "{\"a\":\"x\\u0041abcdef y\"}"),
                Arguments.of("abcdef\\", "{\"a\":\"abcdef\\\"\"}"),
                Arguments.of(
                        "123456",
                        "{\"seed\":123456,\"b\":[-123456,1234567.5e1,0123456],\"c\":\"123456\"}"
                                .replace("0123456", "9123456")),
                Arguments.of("3132333435", "{\"a\":\"\\\"\",\"b\":3132333435}"),
                Arguments.of("abc\"def/g", "{\"abc\\\"def\\/g\":\"abc\\u0022def\\u002Fg\\\\\"}"));
    }

    @ParameterizedTest
    @MethodSource("jsonTexts")
    void jsonStaysJson(String key, String json) throws Exception {
        String left = new Redaction(key).withoutKey(json);
        assertFalse(left.equals(json), left);
        parse(left);
    }

    @Test
    void jsonStaysJsonWhateverTheKey() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            String key = random.ints(1 + random.nextInt(12), '!', '~' + 1)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            key = "(" + key + ")"; // a backslash at an end may be an escape of what is outside
            Buffer json = new Buffer();
            try (JsonWriter writer = JsonWriter.of(json)) {
                writer.beginObject();
                writer.name("error").value("no such key: " + key + "!");
                writer.name(" " + key).value(i);
                writer.endObject();
            }
            Object left = parse(new Redaction(key).withoutKey(json.readUtf8()));
            assertEquals("no such key: REDACTED!", ((Map<?, ?>) left).get("error"), key);
        }
    }

    private static Object parse(String json) throws IOException {
        return JsonReader.of(new Buffer().writeUtf8(json)).readJsonValue();
    }

    static Stream<Arguments> hostileTexts() {
        int size = 4 << 20;
        return Stream.of(
                        "sk-Secret/",
                        "s",
                        "\\",
                        "%",
                        "&",
                        "&#",
                        "&#0",
                        "\\u005c",
                        "%25",
                        "&amp;",
                        " ",
                        "\\n",
                        "\u00AD",
                        "\"",
                        "73",
                        "c2st",
                        KEY,
                        KEY.substring(0, KEY.length() - 1),
                        "%73",
                        "\\u0073")
                .map(part -> Arguments.of(part, part.repeat(size / part.length())));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("hostileTexts")
    void aHostileTextTakesNoLongerThanAnother(String part, String text) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> REDACTION.withoutKey(text));
    }

    @Test
    void aKeyOfOneCharacterAgainAndAgainTakesNoLongerThanAnother() {
        String text = "a".repeat(1 << 22);
        for (int length : new int[] {1, 6, 40, 8192}) {
            Redaction redaction = new Redaction("a".repeat(length));
            String left = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> redaction.withoutKey(text));
            assertEquals(length == 1 ? text : "REDACTED", left);
        }
    }

    @Test
    void manyThreadsMayUseOneRedaction() {
        List<String> left = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> REDACTION.withoutKey(i + " " + each(KEY, c -> String.format("%%%02X", c)) + " " + i))
                .toList();
        for (int i = 0; i < left.size(); i++) {
            assertEquals(i + " REDACTED " + i, left.get(i));
        }
    }
}
