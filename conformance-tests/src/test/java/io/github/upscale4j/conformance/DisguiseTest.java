package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DisguiseTest {
    private static final String KEY = "sk-Secret/Key+0123456789abcdefXYZ=";
    private static final String MADE_UP = MadeUpKey.like(KEY, new Random(1));
    private static final String SIGNATURE = "5ignatureAbCd0189";
    private static final Disguise DISGUISE = new Disguise(KEY, MADE_UP, new byte[] {1});

    private static Answer answer(byte[] raw) {
        return AnswerReader.read(raw, "POST", Ending.COMPLETE, "");
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String disguised(String raw) {
        return new String(DISGUISE.raw(answer(latin1(raw)), ""), StandardCharsets.ISO_8859_1);
    }

    private static String body(String body) {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
        return disguised(head + body).substring(head.length());
    }

    /** Digits, small letters and capitals by one of each. */
    private static String form(String text) {
        return text.replaceAll("[0-9]", "0").replaceAll("[a-z]", "a").replaceAll("[A-Z]", "A");
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(latin1(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"url\":\"https://h/x.png?exp=17&sig=" + SIGNATURE + "\"}",
                "{\"url\":\"https:\\/\\/h\\/x.png?exp=17\\u0026sig=" + SIGNATURE + "\"}",
                "{\"url\":\"https://h/x.png#" + SIGNATURE + "\"}",
                "{\"url\":\"https://h/x.png?" + SIGNATURE + "\"}",
                "{\"url\":\"https://" + SIGNATURE + ":pass@h/x.png\"}",
                "{\"url\":\"/ephemeral/x.png?exp=1&sig=" + SIGNATURE + "\"}",
                "{\"url\":\"javascript:x?sig=" + SIGNATURE + "\"}",
                "{\"url\":\"https://h/a b.png? sig=" + SIGNATURE + "\"}",
                "{\"url\":\"https%3A%2F%2Fh%2Fx.png%3Fsig%3D" + SIGNATURE + "\"}",
                "{\"url\":\"https%253A%252F%252Fh%252Fx.png%253Fsig%253D" + SIGNATURE + "\"}",
                "{\"url\":\"https://h/x?a=\\\"b&sig=" + SIGNATURE + "\"}",
                "<a href='https://h/x?a=b&amp;sig=" + SIGNATURE + "'>x</a>",
                "?sig=" + SIGNATURE
            })
    void aLinksSecretBecomesAnotherOfItsForm(String body) {
        String changed = body(body);
        assertFalse(changed.contains(SIGNATURE), changed);
        assertEquals(form(body), form(changed));
    }

    @Test
    void aSignatureInEscapesStaysInEscapes() throws Json.Malformed {
        StringBuilder unicode = new StringBuilder();
        StringBuilder percent = new StringBuilder();
        for (int i = 0; i < SIGNATURE.length(); i++) {
            char c = SIGNATURE.charAt(i);
            unicode.append(String.format("\\u%04x", (int) c));
            percent.append(String.format("%%%02X", (int) c));
        }
        String same = "https://h/x?sig=" + SIGNATURE;
        String body = "[\"" + same + "\",\"https://h/x?sig=" + unicode + "\",\"https://h/x?sig=" + percent + "\"]";
        String changed = body(body);
        assertFalse(changed.contains(unicode) || changed.contains(percent), changed);
        assertEquals(body.length(), changed.length());
        String first = Json.parse(latin1(changed)).path(0).asString();
        assertEquals(first, Json.parse(latin1(changed)).path(1).asString());
        String third = Json.parse(latin1(changed)).path(2).asString();
        assertEquals(first, URLDecoder.decode(third, StandardCharsets.UTF_8));
    }

    @Test
    void whatIsNoSecretStays() {
        String body = "\uFEFF {\"a\" : \"what is this?\", \"a\":1e5,\"b\":\"x=1\",\"c\":\"#/a\"}\r\n\u0000";
        assertEquals(body("\u00ef\u00bb\u00bf" + body.substring(1)), "\u00ef\u00bb\u00bf" + body.substring(1));
        assertEquals("\u00ff\u00fe{\"n\":\"\u00e4\"}", body("\u00ff\u00fe{\"n\":\"\u00e4\"}"));
    }

    @Test
    void theSameSecretBecomesTheSameAndAnotherAnother() {
        Cipher cipher = new Cipher(new byte[] {7});
        Set<String> others = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String text = String.format("a%03dB", i);
            assertEquals(cipher.other(text), cipher.other(text));
            assertEquals(form(text), form(cipher.other(text)));
            others.add(cipher.other(text));
        }
        assertEquals(1000, others.size());
        for (char c = '0'; c <= '9'; c++) {
            assertNotEquals(String.valueOf(c), cipher.other(String.valueOf(c)));
        }
        assertNotEquals(cipher.other("signature"), new Cipher(new byte[] {8}).other("signature"));
        for (String hexadecimal : List.of("9f", "deadbeef", "0A1B2C", "c0ffee00c0ffee00")) {
            assertTrue(cipher.other(hexadecimal).matches("[0-9a-f]+|[0-9A-F]+"), cipher.other(hexadecimal));
        }
        Set<String> two = new HashSet<>();
        for (char a = 'a'; a <= 'z'; a++) {
            for (char b = 'a'; b <= 'z'; b++) {
                two.add(cipher.other("" + a + b));
            }
        }
        assertEquals(26 * 26, two.size(), "two texts became one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "Bearer %s", "<b>%s</b>", "[\"%s\"]", "x%sx"})
    void theKeyBecomesTheMadeUpOneInTheSameWayOfWriting(String around) {
        assertNotEquals(KEY, MADE_UP);
        assertEquals(form(KEY), form(MADE_UP));
        assertEquals(String.format(around, MADE_UP), body(String.format(around, KEY)));
        assertEquals(
                String.format(around, MADE_UP.toLowerCase(Locale.ROOT)),
                body(String.format(around, KEY.toLowerCase(Locale.ROOT))));
        assertEquals(String.format(around, base64(MADE_UP)), body(String.format(around, base64(KEY))));
        assertEquals(
                String.format(around, HexFormat.of().formatHex(latin1(MADE_UP))),
                body(String.format(around, HexFormat.of().formatHex(latin1(KEY)))));
        assertEquals(
                String.format(around, MADE_UP.replace("/", "%2F").replace("+", "%2B")),
                body(String.format(around, KEY.replace("/", "%2F").replace("+", "%2B"))));
        String spaced = MADE_UP.substring(0, 5) + "\n " + MADE_UP.substring(5);
        assertEquals(
                String.format(around, spaced),
                body(String.format(around, KEY.substring(0, 5) + "\n " + KEY.substring(5))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u%04x", "%%%02x", "%%25%02X", "\\\\u%04x", "&#x%02x;", "&#%03d;", "&#%d;"})
    void aKeyInEscapesStaysInEscapes(String escape) {
        StringBuilder key = new StringBuilder();
        StringBuilder madeUp = new StringBuilder();
        for (int i = 0; i < KEY.length(); i++) {
            key.append(String.format(escape, (int) KEY.charAt(i)));
            madeUp.append(String.format(escape, (int) MADE_UP.charAt(i)));
        }
        assertEquals(
                madeUp.toString().toLowerCase(Locale.ROOT), body(key.toString()).toLowerCase(Locale.ROOT));
    }

    @Test
    void aKeyInALinkIsTheMadeUpOneThereToo() {
        String changed = body("{\"url\":\"https://h/x?key=" + KEY + "&sig=" + SIGNATURE + "\"}");
        assertTrue(changed.contains("?key=" + MADE_UP + "&sig="), changed);
    }

    @Test
    void aShortKeyIsAWordOfItsOwnOrNone() {
        Disguise disguise = new Disguise("demo", "qxzw", new byte[] {1});
        byte[] raw = latin1("HTTP/1.1 200 OK\r\nX: demo\r\n\r\n{\"demonstration\":\"Bearer demo\"}");
        assertEquals(
                "HTTP/1.1 200 OK\r\nX: qxzw\r\n\r\n{\"demonstration\":\"Bearer qxzw\"}",
                new String(disguise.raw(answer(raw), ""), StandardCharsets.ISO_8859_1));
    }

    @Test
    void aKeyOfNobodyStays() {
        byte[] raw = latin1("HTTP/1.1 401 No\r\n\r\n\"https://h/?key=upscale4j-no-such-key&a=bcd\"");
        String changed = new String(DISGUISE.raw(answer(raw), "upscale4j-no-such-key"), StandardCharsets.ISO_8859_1);
        assertTrue(changed.contains("?key=upscale4j-no-such-key&a="), changed);
        assertFalse(changed.contains("bcd"), changed);
    }

    @Test
    void aCookieIsASecret() {
        String head = "HTTP/1.1 200 OK\r\nset-cookie: session=" + SIGNATURE + ";\r\n Path=/\r\nX: session=a\r\n\r\n";
        String changed = disguised(head);
        assertFalse(changed.contains(SIGNATURE), changed);
        assertTrue(changed.endsWith("X: session=a\r\n\r\n"), changed);
        assertEquals(form(head), form(changed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nSet-Cookie: %s; Path=/; HttpOnly\r\n\r\n",
                "HTTP/1.1 200 OK\r\nSet-Cookie: %s\r\n\r\n",
                "HTTP/1.1 200 OK\r\nSet-Cookie:\r\n\tsid\r\n =%s\r\n\r\n",
                "HTTP/1.1 200 OK\r\nset-cookie2 : =%s\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\r\n Set-Cookie: sid=%s\r\n\r\n",
                "HTTP/2 401 No\r\nSet-Cookie: sid=%s\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\nSet-Cookie: sid=%s\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n{}HTTP/1.1 200 OK\r\nSet-Cookie: sid=%s\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nSet-Cookie: %s\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\nA\r\nSet-Cookie: %s;\r\n"
            })
    void aCookieIsASecretWhereverItsLineIs(String raw) {
        String changed = disguised(raw.replace("%s", SIGNATURE));
        assertFalse(changed.contains(SIGNATURE), changed);
        assertEquals(raw.length() - 2 + SIGNATURE.length(), changed.length());
        assertTrue(changed.startsWith(raw.substring(0, raw.indexOf('\n'))), changed);
    }

    @ParameterizedTest
    @ValueSource(ints = {AnswerReader.MOST_LINES - 2, AnswerReader.MOST_LINES - 1, AnswerReader.MOST_LINES + 200})
    void aCookieBehindTheLastLineThatIsReadIsASecretToo(int lines) {
        String changed = disguised(
                "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(lines) + "Set-Cookie: sid=\r\n " + SIGNATURE + "\r\n\r\n");
        assertFalse(changed.contains(SIGNATURE));
        assertTrue(changed.contains("Set-Cookie: sid="));
    }

    @Test
    void theKeyInACookieIsTheMadeUpOne() {
        String changed = disguised("HTTP/1.1 200 OK\r\nSet-Cookie: sid=" + KEY + "; Path=/\r\n\r\n");
        assertTrue(changed.contains(": sid=" + MADE_UP + "; "), changed);
    }

    @Test
    void aCookieThatIsSpokenOfIsASecret() {
        String changed = DISGUISE.words("a chunk of size \"Set-Cookie: sid=" + SIGNATURE + '"', "");
        assertFalse(changed.contains(SIGNATURE), changed);
        assertTrue(changed.startsWith("a chunk of size \"Set-Cookie: sid="), changed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; a=\"?q=%s\"; charset=utf-8",
                "application/json; profile=\"https://x/p?v=\\\"&sig=%s\"; charset=utf-8",
                "application/json; profile=https://x/p?v=%s; charset=utf-8",
                "application/json; profile=<https://x/p?v=%s>; charset=utf-8",
                "application/json; profile='https://u:%s@x/p';\r\n\tcharset=utf-8"
            })
    void ofAContentTypeOnlyLinksAndWhatIsQuotedIsLookedInto(String type) {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n\r\n";
        String changed = disguised(head.replace("%s", SIGNATURE));
        assertFalse(changed.contains(SIGNATURE), changed);
        assertTrue(changed.endsWith("charset=utf-8\r\n\r\n"), changed);
        assertTrue(changed.startsWith(head.substring(0, head.indexOf(';'))), changed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%1g", "%g1", "%zz", "%%1z", "%25%1g", "\\u00zz", "\\u0g00", "\\x4z", "%1\\u0067"})
    void whatIsNoEscapeDoesNotBecomeOne(String stray) {
        Pattern escape = Pattern.compile("%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}|\\\\x[0-9A-Fa-f]{2}");
        long escapes = escape.matcher(stray).results().count();
        for (byte salt = 0; salt < 100; salt++) {
            Disguise disguise = new Disguise(KEY, MADE_UP, new byte[] {salt});
            String raw = "HTTP/1.1 200 OK\r\n\r\n\"https://h/x?sig=Q5kR7pL2" + stray + "aB" + salt + "\"";
            String changed = new String(disguise.raw(answer(latin1(raw)), ""), StandardCharsets.ISO_8859_1);
            assertFalse(changed.contains("Q5kR7pL2"), changed);
            assertEquals(escapes, escape.matcher(changed).results().count(), changed);
        }
    }

    @Test
    void aMadeUpKeyHasAnEscapeWhereTheKeyHasOne() {
        for (int seed = 0; seed < 200; seed++) {
            String madeUp = MadeUpKey.like("sk-%41-%1g-%zz-abc", new Random(seed));
            assertTrue(madeUp.matches("[d-z]{2}-%41-%\\dg-%z[d-z]-[abc]{3}"), madeUp);
            assertFalse(madeUp.matches(".*-(a..|.b.|..c)"), madeUp);
        }
    }

    @Test
    void chunksKeepTheirPlacesAroundASecretThatIsSplit() {
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        String raw = head + "1b\r\n{\"url\":\"https://h/x?sig=" + SIGNATURE.substring(0, 3) + "\r\n10;x=" + KEY + "\r\n"
                + SIGNATURE.substring(3) + "\"}\r\n0\r\nSet-Cookie: a=" + SIGNATURE + "\r\n\r\nbehind " + KEY;
        String changed = disguised(raw);
        assertEquals(raw.length(), changed.length());
        assertFalse(changed.contains(SIGNATURE.substring(3)) || changed.contains(KEY), changed);
        Answer was = answer(latin1(raw));
        Answer is = answer(latin1(changed));
        assertEquals(was.faults(), is.faults());
        assertEquals(
                body(new String(was.body(), StandardCharsets.ISO_8859_1)),
                new String(is.body(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void whatFollowsAChunkThatIsNoneIsASecretAsAWhole() {
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n";
        for (String rest : new String[] {"{\"url\"?sig=\r\nabc" + SIGNATURE, "{\r\nwrong-size\r\n" + SIGNATURE}) {
            String changed = disguised(head + rest);
            assertFalse(changed.contains(SIGNATURE), changed);
            assertEquals(
                    answer(latin1(head + rest)).faults(),
                    answer(latin1(changed)).faults());
        }
    }

    @Test
    void aLinkThatGoesOnBehindTheEndIsASecretToItsEnd() {
        String raw = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n\"/x?sig=5" + SIGNATURE.substring(1) + "\"";
        assertFalse(disguised(raw).contains(SIGNATURE.substring(1)), disguised(raw));
        assertEquals(9, answer(latin1(disguised(raw))).body().length);
    }

    @Test
    void whatIsPackedIsBlankAndKeptUnpacked() throws IOException {
        String text = "{\"url\":\"https://h/x?sig=" + SIGNATURE + "\"}";
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(latin1(text));
        }
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        raw.writeBytes(latin1("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"));
        int head = raw.size();
        raw.writeBytes(packed.toByteArray());
        byte[] kept = DISGUISE.raw(answer(raw.toByteArray()), "");
        assertEquals(raw.size(), kept.length);
        for (int i = head; i < kept.length; i++) {
            assertEquals((byte) 0xff, kept[i]);
        }
        assertEquals(body(text), new String(DISGUISE.decoded(answer(raw.toByteArray()), ""), StandardCharsets.UTF_8));
        byte[] half = Arrays.copyOf(raw.toByteArray(), raw.size() - 9);
        for (byte one : DISGUISE.decoded(answer(half), "")) {
            assertEquals((byte) 0xff, one);
        }
    }

    @Test
    void textIsLossless() {
        byte[] all = new byte[3 * 256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 7);
        }
        assertArrayEquals(all, LosslessText.bytes(LosslessText.of(all)));
        byte[] text = "Weiher 🌊 \u0800".getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(text, LosslessText.bytes(LosslessText.of(text)));
        byte[] mixed = latin1("\u00f0\u009f\u008c\u008a\u00ed\u00a0\u0080\u00c3");
        assertArrayEquals(mixed, LosslessText.bytes(LosslessText.of(mixed)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?a=\\u0041", "%3F=", "http://", "\\\\\\\"?", "=&", "&#63;"})
    void whatIsLargeTakesNoLongerThanItMust(String piece) {
        String body = piece.repeat((1 << 20) / piece.length());
        assertEquals(body.length(), body(body).length());
    }

    /** Also of a body that is packed without saying so. */
    @Test
    void anyBytesAtAllBecomeAsManyOthers() {
        Random random = new Random(5);
        String likely = "?#&=%\\uxabAB01:;/@\"\n\r\f\u000b set-cookie https://";
        for (int i = 0; i < 5_000; i++) {
            byte[] body = new byte[random.nextInt(80)];
            for (int at = 0; at < body.length; at++) {
                boolean any = random.nextInt(3) == 0;
                body[at] = (byte) (any ? random.nextInt(256) : likely.charAt(random.nextInt(likely.length())));
            }
            String text = "HTTP/1.1 200 OK\r\n" + (i % 2 == 0 ? "" : "Content-Length: " + body.length + "\r\n") + "\r\n"
                    + new String(body, StandardCharsets.ISO_8859_1);
            byte[] raw = text.getBytes(StandardCharsets.ISO_8859_1);
            Answer answer = AnswerReader.read(raw, "POST", Ending.COMPLETE, "");
            Disguise disguise = new Disguise("sesame-key-41c7", "mqwamw-lpv-93d2", new byte[] {(byte) i});
            assertEquals(raw.length, disguise.raw(answer, "").length);
            assertEquals(body.length, disguise.decoded(answer, "").length);
        }
    }
}
