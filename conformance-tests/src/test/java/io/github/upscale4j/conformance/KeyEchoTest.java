package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyEchoTest {
    private static final Contract CONTRACT = Contract.published();
    private static final String KEY = "sk-Sesame/0123456789";

    private static List<String> places(String key, String headers, String body) {
        return places(key, "HTTP/1.1 400 Said\r\n" + headers + "\r\n" + body);
    }

    private static List<String> placesIn(String answer) {
        return places(KEY, answer);
    }

    private static List<String> places(String key, String answer) {
        byte[] raw = answer.getBytes(StandardCharsets.UTF_8);
        Target target = Target.of(CONTRACT, URI.create("http://127.0.0.1:9"), key);
        Probe probe = Probe.of("probe", Call.good(CONTRACT, target, 0, 1, 1), new Expectation.Tells());
        return new KeyEcho(key)
                .places(new Judge(CONTRACT).evidence(probe, AnswerReader.read(raw, "POST", Ending.COMPLETE, "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'error':'the key KEY is wrong'}; /error",
                "{'error':{'message':'Bearer KEY'}}; /error/message",
                "{'error':['a','KEY']}; /error/1",
                "{'error':'a','KEY':1}; /~0",
                "'KEY'; body",
                "<p>KEY</p>; body",
            })
    void theDeepestTextThatHoldsTheKeyIsItsPlace(String body, String where) {
        String text = body.replace('\'', '"').replace("KEY", KEY);
        String place = where.equals("/~0") ? Json.append("", KEY) : where;
        assertEquals(List.of(place), places(KEY, "", text));
    }

    @Test
    void aHeaderIsAPlaceToo() {
        assertEquals(List.of("response-header:X-Debug"), places(KEY, "X-Debug: " + KEY + "\r\n", "{\"error\":\"no\"}"));
    }

    @Test
    void partOfAKeyIsNoKey() {
        assertEquals(List.of(), places(KEY, "", "{\"error\":\"the key sk-Ses…789 is wrong\"}"));
    }

    @Test
    void aShortKeyIsOnlyFoundAsAWordOfItsOwn() {
        assertEquals(List.of(), places("demo", "", "{\"error\":\"demographics of a democracy, demo-7\"}"));
        assertEquals(List.of("/error"), places("demo", "", "{\"error\":\"unknown key: demo.\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "password12", "a-word-of-letters-alone"})
    void aKeyLikeAWordMayBePartOfANameByChance(String key) {
        for (String name :
                new String[] {"https://KEY.gateway.example/0", "KEY_1", "KEY.png", "my.KEY", "éKEY", "KEY-KEY"}) {
            assertEquals(List.of(), places(key, "", "{\"error\":\"" + name.replace("KEY", key) + "\"}"), name);
        }
        for (String text :
                new String[] {"key KEY is wrong", "KEY", "Bearer KEY", "'KEY'", "?key=KEY&a=b", "is it KEY."}) {
            assertEquals(List.of("/error"), places(key, "", "{\"error\":\"" + text.replace("KEY", key) + "\"}"), text);
        }
    }

    @Test
    void anIndexIsNoEcho() {
        assertEquals(List.of(), places("1", "", "{\"error\":[2,3,4]}"));
    }

    @ParameterizedTest
    @CsvSource({"[, ]", "'{\"a\":', }"})
    void aDeepTextIsAPlaceLikeAnyOther(String open, String close) {
        int depth = 9990;
        String body = open.repeat(depth) + "\"" + KEY + "\"" + close.repeat(depth);
        assertEquals(List.of((open.equals("[") ? "/0" : "/a").repeat(depth)), places(KEY, "", body));
    }

    @Test
    void aLongTextIsLookedAtToItsEnd() {
        for (int before : new int[] {1 << 20, (1 << 20) - 10, 3 << 20}) {
            assertEquals(List.of("/error"), places(KEY, "", "{\"error\":\"" + "a".repeat(before) + KEY + "\"}"));
        }
    }

    @Test
    void manyPlacesAreNamedUpToANumber() {
        String body = "[" + ("\"" + KEY + "\",").repeat(10_000) + "1]";
        assertEquals(100, places(KEY, "", body).size());
    }

    @Test
    void whatSurroundsHeadersAndBodyIsPartOfTheAnswer() {
        assertEquals(List.of("status"), placesIn("HTTP/1.1 401 Bad " + KEY + "\r\n\r\n"));
        assertEquals(
                List.of("response-header:X-Early"),
                placesIn("HTTP/1.1 103 Early Hints\r\nX-Early: " + KEY + "\r\n\r\nHTTP/1.1 401 No\r\n\r\n"));
        assertEquals(
                List.of("body"),
                placesIn("HTTP/1.1 401 No\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: " + KEY + "\r\n\r\n"));
        assertEquals(List.of("body"), placesIn("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n" + KEY));
    }
}
