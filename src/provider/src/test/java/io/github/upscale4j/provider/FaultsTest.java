package io.github.upscale4j.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
    private static final String INVALID = "{\"resemblance\": 0}";

    private Provider provider;

    @BeforeEach
    void start() throws IOException {
        provider = Provider.start();
    }

    @AfterEach
    void close() {
        provider.close();
    }

    /** A valid call with faults written in single quotes. */
    private Caller.Reply with(String faults) throws IOException {
        return with(faults, "{\"seed\": 5}");
    }

    private Caller.Reply with(String faults, String parameters) throws IOException {
        String json = faults.replace('\'', '"');
        provider.setFaults(json.startsWith("[") ? Fault.parseAll(json) : List.of(Fault.parse(json)));
        return Caller.call(provider, parameters);
    }

    private long billed() {
        return provider.journal().snapshot().imagesBilled();
    }

    @Test
    void aRefusalCanBeWaivedAndIsThenBilled() throws IOException {
        assertEquals(
                200,
                with("{'accept': true, 'where': 'request:/resemblance'}", INVALID)
                        .status());
        assertEquals(1, billed());
        assertEquals(400, Caller.call(provider, "{\"detail\": 0}").status(), "another place");
        assertEquals(
                400,
                Caller.call(provider, "{\"resemblance\": 0, \"detail\": 0}").status(),
                "another one beside it");
        assertEquals(1, billed());
        with("{'accept': true}");
        byte[] nothing = new Form().end();
        assertEquals("1024x1024", Caller.call(provider, nothing).at("/data/0/resolution"));
        try (Caller caller = new Caller(provider)) {
            Map<String, String> none = Map.of("Authorization", "", "Content-Type", "");
            assertEquals(
                    200,
                    caller.send(Caller.request(none, new byte[3])).receive().status());
        }
    }

    @Test
    void aValidCallCanBeRefusedAndARefusalGivenAnotherStatus() throws IOException {
        Caller.Reply reply = with("{'refuse': 422}");
        assertEquals(422, reply.status());
        assertEquals("Image provided failed the safety check", reply.at("/error"));
        assertEquals(422, with("{'on': 400, 'refuse': 422}", INVALID).status());
        assertEquals(0, billed());
    }

    @Test
    void theBillCanLie() throws IOException {
        assertEquals(500, with("{'status': 500, 'dialect': 'gateway'}").status());
        assertEquals(1, billed(), "it ran");
        assertEquals(500, with("{'refuse': 500, 'bill': true}").status());
        assertEquals(2, billed());
        assertEquals(200, with("{'bill': false}").status());
        assertEquals(2, billed());
        with("{'on': 400, 'bill': true}", INVALID);
        assertEquals(3, billed());
    }

    @Test
    void theBodyIsPatched() throws IOException {
        Caller.Reply reply = with("[{'patch': [{'op': 'remove', 'path': '/data/0/resolution'}]},"
                + "{'patch': [{'op': 'replace', 'path': '/data/0/seed', 'value': null}]}]");
        assertFalse(reply.text().contains("\"resolution\""));
        assertNull(reply.at("/data/0/seed"));
    }

    @Test
    void aPatchThatDoesNotFitIsSaidAloud() throws IOException {
        Caller.Reply reply = with("{'patch': [{'op': 'remove', 'path': '/nowhere'}]}");
        assertEquals(500, reply.status());
        String problem = provider.journal().snapshot().calls().get(0).problem();
        assertEquals("patch operation 0 (remove /nowhere): nothing is at /nowhere", problem);
        assertTrue(reply.text().contains(problem));
    }

    @Test
    void statusLineAndHeadersAreReplacedRemovedAndDoubled() throws IOException {
        Caller.Reply reply = with("{'status': 201, 'reason': 'Fine', 'headers': {'X-Request-Id': null, 'X-New': 'a'},"
                + " 'duplicateHeaders': {'Content-Type': 'text/html'}}");
        assertTrue(reply.head().startsWith("HTTP/1.1 201 Fine\r\n"));
        assertNull(reply.header("X-Request-Id"));
        assertEquals("a", reply.header("X-New"));
        assertEquals(List.of("application/json", "text/html"), reply.headers("Content-Type"));
        Caller.Reply unframed = with("{'headers': {'Content-Length': null}}");
        assertEquals("closed", unframed.ending());
        assertEquals(BigDecimal.valueOf(5), unframed.at("/data/0/seed"));
    }

    @Test
    void theTextIsReplacedAndSurrounded() throws IOException {
        assertEquals("abc", with("{'body': 'b', 'prepend': 'a', 'append': 'c'}").text());
        assertArrayEquals(new byte[] {0, 1}, with("{'bodyBase64': 'AAE='}").body());
        assertTrue(with("{'prepend': '\\uFEFF'}").text().startsWith("\uFEFF{"));
        Caller.Reply html = with("{'status': 502, 'body': '<html>', 'contentType': 'text/html'}");
        assertEquals("text/html", html.header("Content-Type"));
        assertEquals(0, with("{'status': 204}").body().length);
    }

    @Test
    void theJsonIsWrittenInOtherForms() throws IOException {
        String umlaut = "{\"prompt\": \"ü\"}";
        assertTrue(with("{'pretty': true}", umlaut).text().contains("\n    {\n      \"seed\": "));
        assertTrue(with("{'escapeUnicode': true}", umlaut).text().contains("\"\\u00fc\""));
        Caller.Reply latin = with("{'charset': 'ISO-8859-1'}", umlaut);
        assertEquals("application/json; charset=ISO-8859-1", latin.header("Content-Type"));
        assertTrue(new String(latin.body(), StandardCharsets.ISO_8859_1).contains("\"ü\""));
        Caller.Reply utf16 = with("{'charset': 'UTF-16', 'contentType': 'application/json'}", umlaut);
        assertEquals("application/json", utf16.header("Content-Type"));
        assertTrue(new String(utf16.body(), StandardCharsets.UTF_16).contains("\"ü\""));
        Caller.Reply zipped = with("{'gzip': true}", umlaut);
        assertEquals("gzip", zipped.header("Content-Encoding"));
        assertEquals("ü", zipped.unzipped().at("/data/0/prompt"));
    }

    @Test
    void theKeyIsEchoedOnlyWhenTold() throws IOException {
        for (String dialect : List.of("vendor", "gateway", "message", "problem")) {
            assertTrue(with("{'echoKey': true, 'dialect': '" + dialect + "'}", INVALID)
                    .text()
                    .contains("(key: demo)"));
        }
        assertFalse(with("{'bill': false}", INVALID).text().contains("demo"));
    }

    @Test
    void theBodyIsMadeLong() throws IOException {
        assertEquals("ababab", with("{'body': 'ab', 'repeatBody': 3}").text());
        assertEquals("ab   ", with("{'body': 'ab', 'padTo': 5}").text());
        assertEquals(20_000_000, with("{'padTo': 20000000, 'chunked': true}").body().length);
        Caller.Reply bomb = with("{'padTo': 10000000, 'gzip': true}");
        assertTrue(bomb.body().length < 20_000);
        assertEquals(10_000_000, bomb.unzipped().body().length);
    }

    @Test
    void redirectsSayWhere() throws IOException {
        Caller.Reply reply = with("{'redirect': 'http://localhost:1/'}");
        assertEquals("307 http://localhost:1/", reply.status() + " " + reply.header("Location"));
        assertEquals(
                302, with("{'redirect': 'http://localhost:1/', 'status': 302}").status());
    }

    @Test
    void framingInterimAnswersDelayAndDripKeepTheContent() throws IOException {
        assertEquals(BigDecimal.valueOf(5), with("{'chunked': true}").at("/data/0/seed"));
        Caller.Reply dripped = with("{'drip': {'bytes': 50, 'millis': 1}, 'chunked': true, 'delayMillis': 1}");
        assertEquals(BigDecimal.valueOf(5), dripped.at("/data/0/seed"));
        with("{'interim': [102, 103]}");
        try (Caller caller = new Caller(provider)) {
            caller.send(Caller.request(Map.of(), Form.of("{}", Pictures.PNG)));
            assertEquals(102, caller.receive().status());
            assertEquals(103, caller.receive().status());
            assertEquals(200, caller.receive().status());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{} | expected at least one action but found an object at the top",
                "{'nonsense': 1} | at /nonsense",
                "{'refuse': 200} | expected an integer from 400 to 599 but found 200 at /refuse",
                "{'status': '500'} | at /status",
                "{'patch': [{'op': 'add', 'path': 'x', 'value': 1}]} | expected a JSON Pointer but found \"x\" at /patch/0/path",
                "{'patch': [{'op': 'add', 'path': ''}]} | expected a member \"value\" but found none at /patch/0",
                "{'reset': 'answer', 'close': 'answer'} | expected only one of reset, close and stall",
                "{'reset': 'later'} | expected one of [accept, answer, body, headers] but found \"later\" at /reset",
                "{'reset': 'headers', 'afterBytes': 3} | at /afterBytes",
                "{'charset': 'none'} | at /charset",
                "{'drip': {'bytes': 1}} | expected a member \"millis\" but found none at /drip",
                "{'bill': true | a fault is JSON"
            })
    void aWrongFaultIsRefusedWithItsPlace(String fault, String message) {
        String json = fault.replace('\'', '"');
        String found = assertThrows(IllegalArgumentException.class, () -> Fault.parse(json))
                .getMessage();
        assertTrue(found.contains(message), found);
    }

    @Test
    void aListTellsWhichFaultIsWrongAndADialectMustExist() {
        String found = assertThrows(
                        IllegalArgumentException.class, () -> Fault.parseAll("[{\"bill\": true}, {\"bill\": 1}]"))
                .getMessage();
        assertEquals("expected true or false but found 1 at /1/bill", found);
        List<Fault> faults = List.of(Fault.parse("{\"dialect\": \"latin\"}"));
        assertThrows(IllegalArgumentException.class, () -> provider.setFaults(faults));
    }
}
