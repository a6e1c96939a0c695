package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
    private static final String KEY = "sk-Secret/Key+0123456789abcdefXYZ=";
    private static final Redaction REDACTION = new Redaction(KEY);

    private static String shown(String text) {
        return REDACTION.show(text, Redaction.FOUND);
    }

    static Stream<String> disguises() {
        Stream.Builder<String> disguises = Stream.builder();
        disguises
                .add(KEY)
                .add(KEY.toLowerCase(Locale.ROOT))
                .add(KEY.toUpperCase(Locale.ROOT))
                .add(KEY.replace("Key", "K e\ty"))
                .add(KEY.replace("Key", "K\u0001e\u007fy"))
                .add(KEY.replace("Key", "K\r\n ey"))
                .add(KEY.replace("Key", "K\u200bey"))
                .add(KEY.replace("/", "\\/"))
                .add(KEY.replace("/", "~1"))
                .add(KEY.replace("Key", "\\u004bey").replace("+", "\\u002B"))
                .add(KEY.replace("Key", "K\\ney"))
                .add(KEY.replace("/", "%2F").replace("+", "%2b").replace("=", "%3D"))
                .add(KEY.replace("/", "%252F").replace("+", "%252B").replace("=", "%253D"))
                .add(KEY.replace("/", "\\u00252F"))
                .add(KEY.replace("Key", "\\x4bey"))
                .add(KEY.replace("K", "&#75;").replace("/", "&#x2f;").replace("+", "&plus;"))
                .add(KEY.replace("K", "&amp;#x0004B;"))
                .add(HexFormat.of().formatHex(KEY.getBytes(StandardCharsets.UTF_8)))
                .add(HexFormat.of().withUpperCase().formatHex(KEY.getBytes(StandardCharsets.UTF_8)));
        for (Base64.Encoder encoder : new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
            for (String before : new String[] {"", "u", "us", "Bearer ", "user:"}) {
                for (String after : new String[] {"", "x", "xy"}) {
                    disguises.add(encoder.encodeToString((before + KEY + after).getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
        return disguises.build();
    }

    @ParameterizedTest
    @MethodSource("disguises")
    void theKeyIsTakenOutInEveryDisguise(String disguise) {
        for (int before = 0; before < 200; before++) {
            String shown = shown("a".repeat(before) + "." + disguise + ".");
            for (int at = 0; at + 12 <= disguise.length(); at++) {
                String part = disguise.substring(at, at + 12);
                assertFalse(shown.contains(part), shown);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("disguises")
    void noPartOfAKeyIsShownThatTheWindowCuts(String disguise) {
        String link = "http://a?";
        for (int inside = 1; inside <= disguise.length() + 1; inside++) {
            String front = link + "x".repeat(Redaction.WINDOW - link.length() - inside - 1) + " ";
            String shown = shown(front + disguise + " and more");
            assertEquals("http://a?…", shown.substring(0, 10));
            assertTrue(shown.substring(10).matches("[ …]*"), shown);
        }
        String shown = shown("\"" + (disguise + " ").repeat(Redaction.WINDOW / disguise.length() + 1) + "\"");
        assertFalse(shown.contains(disguise.substring(disguise.length() / 2, disguise.length() / 2 + 6)), shown);
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:pass@host/x, https://…@host/x",
        "see http://token@host, see http://…@host",
        "HTTPS:\\/\\/us%40er:p@ss@host\\/x, HTTPS:\\/\\/…@host\\/x",
        "http://http://a@b, http://http://…@b",
        "mail a@b and http://host/@c, mail a@b and http://host/@c"
    })
    void theUserOfALinkIsTakenOut(String text, String expected) {
        assertEquals(expected, shown(text));
    }

    @Test
    void aKeyThatLooksLikeAnEscapeIsTakenOut() {
        for (String key : new String[] {"sk-0123%41456789", "sk-01&lt;23456789", "sk-0123~1456\\u0041789"}) {
            Redaction redaction = new Redaction(key);
            assertEquals("a … b", redaction.show("a " + key + " b", Redaction.FOUND));
            assertEquals("a … b", redaction.show("a " + key.replace("-", "\\u002d") + " b", Redaction.FOUND));
            String encoded = key.replace("%", "%25")
                    .replace("&", "&amp;")
                    .replace("\\", "\\\\")
                    .replace("~", "~0");
            assertEquals("a … b", redaction.show("a " + encoded + " b", Redaction.FOUND));
        }
    }

    @Test
    void aHostileTextTakesNoLongerThanAnother() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (String part : new String[] {"http:", "%25", "&#0000;", "&", "\\u005c", "http:?", "~0"}) {
                String text = part.repeat(Redaction.WINDOW / part.length());
                for (int i = 0; i < 50; i++) {
                    shown(text + i);
                }
            }
        });
    }

    @Test
    void whatIsNoKeyStays() {
        assertEquals("sk-Secret/Kez+0123456789abcdefXYZ=", shown("sk-Secret/Kez+0123456789abcdefXYZ="));
        assertEquals("a … b", shown("a " + KEY + " b"));
        assertEquals("100% \\ ~", shown("100% \\ ~"));
        assertEquals("as it is", new Redaction(null).show("as it is", 20));
        assertEquals("as it is", new Redaction("").show("as it is", 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/b.png?exp=1&sig=SIGNED",
                "https://a.example/b.png?SIGNED",
                "/ephemeral/x.png?exp=1&sig=SIGNED",
                "//h/x.png?sig=SIGNED",
                "ftp://h/x?sig=SIGNED",
                "https://h/a b.png?sig=SIGNED",
                "https://h/a.png?sig=a SIGNED",
                "https://h/a.png?sig=a\"SIGNED",
                "https://h/a.png?exp=1&SIGNED",
                "https%3A%2F%2Fh%2Fx.png%3Fsig%3DSIGNED",
                "https%253A%252F%252Fh%252Fx.png%253Fsig%253DSIGNED",
                "javascript:x?sig=SIGNED",
                "x.png#sig=SIGNED",
                "x.png\\u003fsig\\u003dSIGNED",
                "http:\\/\\/a\\/b?sig=SIGNED",
            })
    void signaturesAreTakenOut(String link) {
        String shown = shown("string \"" + link + '"');
        assertFalse(shown.contains("SIGNED"), shown);
        assertTrue(shown.startsWith("string \"") && shown.endsWith("?…\""), shown);
    }

    @Test
    void whatCannotBePrintedIsShownAsAnEscape() {
        assertEquals("a\\ud800b\\udfff", shown("a\ud800b\udfff"));
        assertEquals("\\u0000\\u000a\\u0085\\u2028\\u202e\\uffff", shown("\u0000\n\u0085\u2028\u202e\uffff"));
        assertEquals("ä😀", shown("ä😀"));
    }

    @Test
    void noCutGoesThroughAPairOrAnEscape() {
        for (int before = 0; before < Redaction.FOUND + 5; before++) {
            for (String end : new String[] {"😀😀", "\ud800\ud800", "\u0001\u0001"}) {
                String shown = shown("a".repeat(before) + end);
                assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(shown), shown);
                assertTrue(shown.matches("a*(😀|\\\\ud800|\\\\u0001)*…?"), shown);
                assertTrue(shown.length() <= Redaction.FOUND + 1, shown);
            }
        }
    }

    @Test
    void everyPartOfAFindingIsRedacted() {
        Finding finding = new Finding(Rule.SCHEMA, "/" + KEY, "no " + KEY, "a " + KEY, "good-call");
        assertEquals(
                "schema at /…: expected no …, found a … (probe good-call)",
                finding.redacted(REDACTION).line());
        Check check = Check.notChecked("good-call", Rule.SCHEMA, "for " + KEY).redacted(REDACTION);
        assertEquals("for …", check.reason());
    }
}
