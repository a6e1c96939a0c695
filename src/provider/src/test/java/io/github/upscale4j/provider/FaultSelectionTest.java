package io.github.upscale4j.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.params.provider.ValueSource;

class FaultSelectionTest {
    private static final String INVALID = "{\"resemblance\": 0}";
    private static final byte[] GIF = "GIF89a and so on".getBytes(StandardCharsets.UTF_8);

    private Provider provider;

    @BeforeEach
    void start() throws IOException {
        provider = Provider.start();
    }

    @AfterEach
    void close() {
        provider.close();
    }

    /** Faults written in single quotes. */
    private void faults(String faults) {
        String json = faults.replace('\'', '"');
        provider.setFaults(json.startsWith("[") ? Fault.parseAll(json) : List.of(Fault.parse(json)));
    }

    private Caller.Reply with(String faults) throws IOException {
        return with(faults, "{}");
    }

    private Caller.Reply with(String faults, String parameters) throws IOException {
        faults(faults);
        return Caller.call(provider, parameters);
    }

    /** The status of the answer to a call with this picture, which claims to be a PNG. */
    private int upload(byte[] picture) throws IOException {
        return Caller.call(provider, Form.of("{\"seed\": 5}", picture)).status();
    }

    private int send(String line, Map<String, String> headers, byte[] body) throws IOException {
        try (Caller caller = new Caller(provider)) {
            return caller.send(Caller.request(line, headers, body)).receive().status();
        }
    }

    @Test
    void faultsAreSelectedByOutcomePlaceAndCount() throws IOException {
        assertEquals(200, with("{'on': 'refusal', 'status': 599}").status());
        assertEquals(400, with("{'on': 'success', 'status': 599}", INVALID).status());
        assertEquals(599, with("{'on': 400, 'status': 599}", INVALID).status());
        assertEquals(
                400,
                with("{'where': 'part:image_file', 'status': 599}", INVALID).status());
        with("{'nth': 2, 'status': 599}");
        assertEquals(599, Caller.call(provider, "{}").status());
        assertEquals(200, Caller.call(provider, "{}").status());
        assertEquals(599, with("{'times': 1, 'status': 599}").status());
        Caller.Reply honest = Caller.call(provider, "{}");
        assertEquals(200, honest.status());
        String link = (String) honest.at("/data/0/url");
        with("{'status': 599}");
        assertEquals(200, Caller.get(link).status(), "downloads are chosen only by name");
        with("{'on': 'download', 'status': 599}");
        assertEquals(599, Caller.get(link).status());
        with("{'on': 'download', 'cut': 10}");
        Caller.Reply cut = Caller.get(link);
        assertEquals("10 closed", cut.body().length + " " + cut.ending());
    }

    /** Parameters that are wrong are looked at like others: their refusals are answers too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'/seed': 0}                            | {'seed': 0}                          | 599",
                "{'/seed': 0}                            | {'seed': 0.0}                        | 599",
                "{'/seed': 1.0}                          | {'seed': 1}                          | 599",
                "{'/seed': 0}                            | {'seed': 1}                          | 200",
                "{'/seed': 0}                            | {}                                   | 200",
                "{'/seed': 0}                            | {'seed': '0'}                        | 400",
                "{'/seed': '0'}                          | {'seed': '0'}                        | 599",
                "{'/seed': null}                         | {'seed': null}                       | 599",
                "{'/seed': null}                         | {}                                   | 200",
                "{'/prompt': ''}                         | {'prompt': ''}                       | 599",
                "{'/prompt/0': 'a'}                      | {'prompt': 'a'}                      | 200",
                "{'/seed': 0, '/prompt': 'a'}            | {'prompt': 'a', 'seed': 0}           | 599",
                "{'/seed': 0, '/prompt': 'a'}            | {'seed': 0}                          | 200",
                "{'/resemblance': {'a': [1, 2], 'b': 3}} | {'resemblance': {'b': 3, 'a': [1, 2.0]}} | 599",
                "{'/resemblance': {'a': [1, 2], 'b': 3}} | {'resemblance': {'b': 3, 'a': [2, 1]}}   | 400",
                "{'/resemblance/a~1b/1': 2}              | {'resemblance': {'a/b': [1, 2]}}     | 599",
                "{'': {'seed': 0}}                       | {'seed': 0}                          | 599",
                "{'': {'seed': 0}}                       | {'seed': 0, 'prompt': 'a'}           | 200",
                "{}                                      | {}                                   | 599",
                "{}                                      | []                                   | 400",
                "{}                                      | {'seed':                             | 400"
            })
    void requestIsWhatTheParametersHold(String request, String parameters, int status) throws IOException {
        String fault = "{'status': 599, 'request': " + request + "}";
        assertEquals(status, with(fault, parameters.replace('\'', '"')).status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "['/prompt']          | {}               | 599",
                "['/prompt']          | {'seed': 0}      | 599",
                "['/prompt']          | {'prompt': ''}   | 200",
                "['/prompt']          | {'prompt': null} | 400",
                "['/prompt/0']        | {'prompt': 'a'}  | 599",
                "['/prompt', '/seed'] | {'detail': 5}    | 599",
                "['/prompt', '/seed'] | {'seed': 0}      | 200",
                "['']                 | {}               | 200",
                "['/prompt']          | []               | 400",
                "['/prompt']          | {'seed':         | 400"
            })
    void requestAbsentIsWhatTheParametersDoNotHold(String absent, String parameters, int status) throws IOException {
        String fault = "{'status': 599, 'requestAbsent': " + absent + "}";
        assertEquals(status, with(fault, parameters.replace('\'', '"')).status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "2 | {'num_images': 2}                   | 599",
                "2 | {'num_images': 2.0}                 | 599",
                "2 | {'num_images': 3}                   | 200",
                "2 | {}                                  | 200",
                "1 | {}                                  | 599",
                "9 | {'num_images': 9}                   | 599",
                "1 | {'num_images': 0}                   | 400",
                "1 | {'num_images': '1'}                 | 400",
                "1 | {'num_images': null}                | 400",
                "2 | {'num_images': 2, 'resemblance': 0} | 599",
                "1 | []                                  | 400"
            })
    void imagesIsHowManyTheCallAsksFor(int images, String parameters, int status) throws IOException {
        String fault = "{'status': 599, 'images': " + images + "}";
        assertEquals(status, with(fault, parameters.replace('\'', '"')).status());
    }

    @Test
    void pictureIsWhatItsFirstBytesSay() throws IOException {
        faults("{'status': 599, 'picture': 'image/webp'}");
        assertEquals(599, upload(Pictures.webp("lossy")));
        assertEquals(200, upload(Pictures.PNG));
        faults("{'status': 599, 'picture': 'image/png'}");
        assertEquals(599, upload(Pictures.PNG));
        assertEquals(200, upload(Pictures.JPEG));
        assertEquals(415, upload(GIF), "its part claims to be a PNG");
        assertEquals(400, upload("a text".getBytes(StandardCharsets.UTF_8)));
        assertEquals(400, upload(new byte[0]));
        assertEquals(400, Caller.call(provider, new Form().text("{}").end()).status());
        faults("{'accept': true, 'picture': 'image/gif'}");
        assertEquals(200, upload(GIF));
        assertEquals(415, upload("BM and so on".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'request': {}", "'requestAbsent': []", "'picture': 'image/png'", "'images': 1"})
    void whatWasNotReadOfACallFitsNothing(String selection) throws IOException {
        byte[] form = Form.of("{}", Pictures.PNG);
        faults("{'status': 599, " + selection + "}");
        assertEquals(599, send("POST /ideogram/upscale", Map.of(), form), "read");
        assertEquals(401, send("POST /ideogram/upscale", Map.of("Authorization", ""), form));
        assertEquals(415, send("POST /ideogram/upscale", Map.of("Content-Type", "text/plain"), form));
        assertEquals(413, send("POST /ideogram/upscale", Map.of("Content-Length", "99999999"), new byte[0]));
        assertEquals(405, send("PUT /ideogram/upscale", Map.of(), form));
        assertEquals(404, send("POST /nowhere", Map.of(), form));
        assertEquals(400, send("POST /ideogram/upscale", Map.of(), new byte[3]), "no form");
        assertEquals(400, send("POST /ideogram/upscale", Map.of(), new Form().end()), "no parts");
        faults("{'accept': true, " + selection + "}");
        assertEquals(401, send("POST /ideogram/upscale", Map.of("Authorization", ""), form), "waived too early");
    }

    @Test
    void partsAreReadOneByOne() throws IOException {
        byte[] noPicture = new Form().text("{\"num_images\": 2}").end();
        for (String selection : List.of("'request': {'/num_images': 2}", "'requestAbsent': ['/seed']", "'images': 2")) {
            faults("{'status': 599, " + selection + "}");
            assertEquals(599, Caller.call(provider, noPicture).status(), selection);
        }
        faults("{'status': 599, 'picture': 'image/png'}");
        byte[] noParameters = new Form().file("x", null, Pictures.PNG).end();
        assertEquals(599, Caller.call(provider, noParameters).status());
    }

    @Test
    void allThatIsGivenMustFitAndOnlyWhatFitsCounts() throws IOException {
        faults("{'on': 'success', 'request': {'/detail': 9}, 'requestAbsent': ['/prompt'], 'picture': 'image/png',"
                + " 'images': 2, 'nth': 2, 'refuse': 418}");
        byte[] fits = Form.of("{\"num_images\": 2, \"detail\": 9}", Pictures.PNG);
        assertEquals(200, Caller.call(provider, fits).status(), "the first");
        assertEquals(
                200, Caller.call(provider, "{\"num_images\": 2, \"detail\": 8}").status());
        assertEquals(
                200, Caller.call(provider, "{\"num_images\": 3, \"detail\": 9}").status());
        assertEquals(
                200,
                Caller.call(provider, "{\"num_images\": 2, \"detail\": 9, \"prompt\": \"\"}")
                        .status());
        assertEquals(
                200,
                Caller.call(provider, Form.of("{\"num_images\": 2, \"detail\": 9}", Pictures.JPEG))
                        .status());
        assertEquals(418, Caller.call(provider, fits).status(), "the second");
        assertEquals(200, Caller.call(provider, fits).status(), "the third");
    }

    @Test
    void aRefusalIsWaivedOnlyForTheCallThatIsMeant() throws IOException {
        String seven = "{\"resemblance\": 0, \"seed\": 7}";
        assertEquals(
                200, with("{'accept': true, 'request': {'/seed': 7}}", seven).status());
        assertEquals(400, Caller.call(provider, INVALID).status());
        assertEquals(
                200,
                with("{'accept': true, 'requestAbsent': ['/seed']}", INVALID).status());
        assertEquals(400, Caller.call(provider, seven).status());
    }

    @Test
    void anAnswerCanLoseAnImageWhereTwoWereAskedFor() throws IOException {
        faults("{'on': 'success', 'images': 2, 'patch': [{'op': 'remove', 'path': '/data/1'}]}");
        for (int images = 1; images <= 3; images++) {
            Caller.Reply reply = Caller.call(provider, "{\"num_images\": " + images + "}");
            assertEquals(images == 2 ? 1 : images, ((List<?>) reply.at("/data")).size());
        }
    }

    /** A valid call that is turned down gets an error body like any other refusal, and costs nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'on': 'success', 'picture': 'image/png', 'refuse': 415}        | 415 | /error",
                "{'on': 'success', 'request': {'/seed': 0}, 'refuse': 400}       | 400 | /error",
                "{'on': 'success', 'requestAbsent': ['/prompt'], 'refuse': 422}  | 422 | /error",
                "{'on': 'success', 'images': 8, 'refuse': 400, 'dialect': 'message'} | 400 | /message",
                "{'on': 'success', 'images': 8, 'refuse': 422, 'dialect': 'problem'} | 422 | /title",
                "{'on': 'success', 'images': 8, 'refuse': 418, 'dialect': 'gateway'} | 418 | /error/message"
            })
    void whatIsRefusedHasAnErrorBodyAndIsNotBilled(String fault, int status, String message) throws IOException {
        Caller.Reply reply = with(fault, "{\"seed\": 0, \"num_images\": 8}");
        assertEquals(status, reply.status());
        assertTrue(reply.at(message) instanceof String text && !text.isEmpty(), reply.text());
        Exchange call = provider.journal().snapshot().calls().get(0);
        assertEquals(List.of(status, 0), List.of(call.status(), call.imagesBilled()));
        assertTrue(call.receivedInFull() && call.finished());
        assertTrue(call.refusal() == null && call.problem() == null, "not for an honest reason");
        provider.setFaults(List.of());
        assertEquals(
                BigDecimal.ZERO,
                Caller.call(provider, "{\"seed\": 0, \"num_images\": 8}").at("/data/0/seed"));
        assertEquals(8, provider.journal().snapshot().imagesBilled(), "and no longer in flight");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'on': 'never' | expected one of [any, download, refusal, success] but found \"never\" at /on",
                "'nth': 1, 'times': 1 | expected either nth or times but found 1 at /times",
                "'request': ['/seed'] | expected an object but found an array at /request",
                "'request': {'seed': 1} | expected a JSON Pointer but found \"seed\" at /request/seed",
                "'request': {'/a~2': 1} | expected a JSON Pointer but found \"/a~2\" at /request/~1a~02",
                "'requestAbsent': '/seed' | expected an array but found \"/seed\" at /requestAbsent",
                "'requestAbsent': [1] | expected a JSON Pointer but found 1 at /requestAbsent/0",
                "'requestAbsent': ['', 'x'] | expected a JSON Pointer but found \"x\" at /requestAbsent/1",
                "'request': {'/a/b': 1}, 'requestAbsent': ['/c', '/a'] | expected a place that request does not need but found \"/a\" at /requestAbsent/1",
                "'picture': 'image/jpg' | image/heic, image/jpeg, image/png, image/svg+xml, image/tiff, image/webp] but found \"image/jpg\" at /picture",
                "'picture': 1 | but found 1 at /picture",
                "'images': 0 | expected an integer from 1 to 1000 but found 0 at /images",
                "'images': '2' | expected an integer from 1 to 1000 but found \"2\" at /images"
            })
    void aWrongSelectionIsRefusedWithItsPlace(String selection, String message) {
        refused("{'bill': true, " + selection + "}", message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'request': {}", "'requestAbsent': []", "'picture': 'image/png'", "'images': 1"})
    void whatACallHoldsIsUnknownEarlyAndOfDownloads(String selection) {
        refused(
                "{'bill': true, 'on': 'download', " + selection + "}",
                "expected no request, requestAbsent, picture or images beside it but found \"download\" at /on");
        for (String point : List.of("accept", "headers", "body")) {
            refused(
                    "{'close': '" + point + "', " + selection + "}",
                    "expected beside an end before the answer at most on");
        }
        Fault.parse(("{'close': 'answer', " + selection + "}").replace('\'', '"'));
    }

    @Test
    void anEarlyEndStandsBesideNoOutcome() {
        refused("{'reset': 'accept', 'on': 'success'}", "expected beside an end before the answer at most on");
    }

    private static void refused(String fault, String message) {
        String json = fault.replace('\'', '"');
        String found = assertThrows(IllegalArgumentException.class, () -> Fault.parse(json))
                .getMessage();
        assertTrue(found.contains(message), found);
    }
}
