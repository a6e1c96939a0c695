package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a server's text stands in messages and logs. */
class ShownTextTest {
    private static final String KEY = "sk-Secret/Key+0918273645abcdefXYZ=";
    private static final Redaction REDACTION = new Redaction(KEY);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "resemblance must be between 1 and 100",
                "Image provided failed the safety check.",
                "当前分组上游负载已饱和，请稍后再试",
                "Only JPEG, WEBP and PNG are supported; image/svg+xml is not (415).",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/vnd.upscale4j.v2+json; charset=utf-8",
                "insufficient_user_quota_v2_exceeded",
                "INSUFFICIENT_USER_QUOTA_GPT4",
                "model ideogram_v3_turbo_upscale_2K is not available",
                "resolution_1280x1024_not_supported",
                "created 2026-11-22T10:00:00.000+00:00, expires 2026-11-23",
                "created 2026-11-22 10:00:00.123456789Z",
                "upload of 12345678901234567890 bytes, at most 26214400",
                "Bearer token is missing",
                "Basic authentication is required, Api-Key is expired",
                "Api-Key header is missing or invalid",
                "expected Bearer <token>",
                "invalid token: expired. Is the key right?",
                "Why? Because a = b.",
                "task-based risk-free skills",
                "/v1/images/generations/upscale is not found",
                "https://developer.ideogram.ai",
                "https://developer.ideogram.ai/",
                "see http://[::1]:8080/, please",
                "family 👨\u200D👩\u200D👧 می\u200Cخواهم",
                "host ideogram-v1.storage.googleapis.com is down",
            })
    void anOrdinaryTextIsShownAsItIs(String text) {
        if (text.contains("8080/,")) {
            assertEquals("see http://[::1]:8080/… please", REDACTION.shown(text));
        } else {
            assertEquals(text, REDACTION.shown(text));
        }
    }

    static Stream<Arguments> secrets() {
        return Stream.of(
                Arguments.of("no such key: " + KEY, "no such key: REDACTED"),
                Arguments.of("no such key: sk-Sec", "no such key: …"),
                Arguments.of("no such key: SK-SECRET", "no such key: …"),
                Arguments.of("no such key: (…)defXYZ=", "no such key: (…)…"),
                Arguments.of("no such key: t/Key+091", "no such key: …"),
                Arguments.of("no such key: sk-S**********YZ=", "no such key: …"),
                Arguments.of("at https://a.example/b/c.png?exp=1&sig=SIGNED, gone", "at https://a.example/… gone"),
                Arguments.of("\"https://a.example:8443/b\" 'http://b'", "\"https://a.example:8443/…\" 'http://b'"),
                Arguments.of("https:\\/\\/a.example\\/b?sig=SIGNED", "https://a.example/…"),
                Arguments.of("https://user:SIGNED@a.example/b", "https://a.example/…"),
                Arguments.of("https://user:SIGNED", "https://user"),
                Arguments.of("https://user:SIG NED@a.example/b", "https://user NED@a.example/b"),
                Arguments.of("ftp://h?SIGNED", "ftp://h/…"),
                Arguments.of("https://a.example#SIGNED", "https://a.example/…"),
                Arguments.of("https://a.example/b c.png?sig=SIGNED", "https://a.example/… c.png?…"),
                Arguments.of("/ephemeral/x.png?exp=1&sig=SIGNED", "/ephemeral/x.png?…"),
                Arguments.of("x.png#sig=SIGNED", "x.png#…"),
                Arguments.of("exp=17&sig=SIGNED", "exp=17&sig=…"),
                Arguments.of("x-amz-signature=SIGNED access_token=SIGNED", "x-amz-signature=… access_token=…"),
                Arguments.of("x%3Fsig%3DSIGNED", "x%3Fsig%3D…"),
                Arguments.of("sig\\u003dSIGNED", "sig\\u003d…"),
                Arguments.of("the_long_name_of_a.token=SIGNED", "the_long_name_of_a.token=…"),
                Arguments.of("https%3A%2F%2Fa.example%2Fx%3Fsig%3DSIGNED", "…"),
                Arguments.of("Authorization: Bearer SIGNED", "Authorization: Bearer …"),
                Arguments.of("Api-Key: SIGNED, x-api-key=SIGNED", "Api-Key: …, x-api-key=…"),
                Arguments.of("Basic dXNlcjpTSUdORUQ=", "Basic …"),
                Arguments.of("sk-other, sk_live_other and pk-other", "…, … and …"),
                Arguments.of("abcdefghij1234567890", "…"),
                Arguments.of("abcd-1234-5678-9012-3456", "…"),
                Arguments.of("id 123e4567-e89b-12d3-a456-426614174000.", "id …."),
                Arguments.of("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "…"),
                Arguments.of("hex 0123456789abcdef", "hex …"),
                Arguments.of("hex DEADBEEFDEADBEEF", "hex …"),
                Arguments.of("a\nb\u0000c\u2028d\u202Ee\u0085f\u001B[31m", "a b c d e f [31m"));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void whatMayBeASecretIsNotShown(String text, String expected) {
        assertEquals(expected, REDACTION.shown(text));
    }

    @Test
    void aLongTextIsCutAfterAWholeCharacter() {
        assertEquals("ä".repeat(300), REDACTION.shown("ä".repeat(300)));
        assertEquals("ä".repeat(300) + "…", REDACTION.shown("ä".repeat(301)));
        assertEquals("ä".repeat(299) + "…", REDACTION.shown("ä".repeat(299) + "😀"));
        assertEquals("ä".repeat(298) + "😀…", REDACTION.shown("ä".repeat(298) + "😀ä"));
    }

    @Test
    void nothingIsShownOfASecretThatAnEndCuts() {
        for (String secret :
                new String[] {KEY, "https://a.example/b?sig=SIGNED", "abcdefghij1234567890", "Bearer abcdefghi"}) {
            for (int size : new int[] {300, 8 * 1024}) {
                for (int inside = 0; inside <= secret.length() + 10; inside++) {
                    String shown = REDACTION.shown("http://b?" + "y".repeat(size == 300 ? 1 : size - 300) + " "
                            + "ä ".repeat(140) + "ä".repeat(Math.max(0, 10 + secret.length() - inside)) + " " + secret
                            + " and more");
                    String left = shown.replaceAll("REDACTED|http(s)?://[a.exmpl/b]*+|Bearer", "");
                    assertFalse(left.matches("(?s).*(SIG|182|sk-|cret|bcd|ghi).*"), shown);
                }
            }
        }
    }

    @Test
    void aHugeTextWithLittleToShowIsMarkedAsCut() {
        String shown = REDACTION.shown("a".repeat(7) + " https://a.example/" + "b".repeat(1 << 18) + " end");
        assertTrue(shown.length() < 64 && shown.endsWith("…"), shown);
    }

    static Stream<Arguments> hostileTexts() {
        return Stream.of(
                        "http:",
                        "http://",
                        "http:\\/",
                        "?",
                        "?=",
                        "#a",
                        "sig",
                        "sig=",
                        "a-",
                        "a_",
                        "%25",
                        "key%25",
                        "bearer ",
                        "basic ",
                        "basic a",
                        "sk-",
                        "sk-Sec",
                        "A",
                        "Ab1",
                        "a1.",
                        "1x1",
                        "0a",
                        "f",
                        ".",
                        "@",
                        "http://@",
                        "-api-key")
                .map(part -> Arguments.of(part, part.repeat((1 << 18) / part.length())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileTexts")
    void aHostileTextTakesNoLongerThanAnother(String part, String text) {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 10; i++) {
                assertTrue(REDACTION.shown(text + i).length() <= 301);
            }
        });
    }
}
