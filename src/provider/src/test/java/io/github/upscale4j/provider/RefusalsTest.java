package io.github.upscale4j.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private static Arguments parameters(String parameters, String where) {
        return Arguments.of(parameters, 400, where, Map.of(), Form.of(parameters, Pictures.PNG));
    }

    private static Arguments picture(String name, int status, String type, byte[] bytes) {
        return Arguments.of(
                name,
                status,
                "part:image_file",
                Map.of(),
                new Form().text("{}").file("x", type, bytes).end());
    }

    private static Arguments header(String name, int status, String where, Map<String, String> headers) {
        return Arguments.of(name, status, "request-header:" + where, headers, Form.of("{}", Pictures.PNG));
    }

    /** A second line, because the name is in another case than the default one's. */
    private static Map<String, String> secondAuthorization(String value) {
        return Map.of("authorization", value);
    }

    static Stream<Arguments> refusals() {
        byte[] text = "not a picture".getBytes(StandardCharsets.UTF_8);
        byte[] gif = "GIF89a and so on".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                header("no key", 401, "Authorization", Map.of("Authorization", "")),
                header("wrong key", 401, "Authorization", Map.of("Authorization", "Bearer wrong-key")),
                header("wrong vendor key", 401, "Api-Key", Map.of("Authorization", "", "Api-Key", "wrong-key")),
                header("no key and no type", 401, "Authorization", Map.of("Authorization", "", "Content-Type", "")),
                header("wrong vendor key beside the right one", 400, "Api-Key", Map.of("Api-Key", "wrong-key")),
                header("wrong key beside the right one", 400, "Authorization", secondAuthorization("Bearer wrong-key")),
                header("the right key twice", 400, "Authorization", secondAuthorization("Bearer demo")),
                header("no content type", 415, "Content-Type", Map.of("Content-Type", "")),
                header("JSON", 415, "Content-Type", Map.of("Content-Type", "application/json")),
                header("compressed", 415, "Content-Encoding", Map.of("Content-Encoding", "gzip")),
                header("no boundary", 400, "Content-Type", Map.of("Content-Type", "multipart/form-data")),
                Arguments.of("no multipart", 400, "body", Map.of(), text),
                Arguments.of(
                        "no request",
                        400,
                        "part:image_request",
                        Map.of(),
                        new Form().file("x", null, Pictures.PNG).end()),
                Arguments.of(
                        "no picture",
                        400,
                        "part:image_file",
                        Map.of(),
                        new Form().text("{}").end()),
                Arguments.of(
                        "two requests",
                        400,
                        "part:image_request",
                        Map.of(),
                        new Form()
                                .text("{}")
                                .text("{}")
                                .file("x", null, Pictures.PNG)
                                .end()),
                parameters("{\"resemblance\": 0}", "request:/resemblance"),
                parameters("{\"resemblance\": 101}", "request:/resemblance"),
                parameters("{\"resemblance\": 1e999999999}", "request:/resemblance"),
                parameters("{\"resemblance\": \"50\"}", "request:/resemblance"),
                parameters("{\"detail\": 1.5}", "request:/detail"),
                parameters("{\"detail\": null}", "request:/detail"),
                parameters("{\"seed\": -1}", "request:/seed"),
                parameters("{\"seed\": 2147483648}", "request:/seed"),
                parameters("{\"num_images\": 9}", "request:/num_images"),
                parameters("{\"magic_prompt_option\": \"on\"}", "request:/magic_prompt_option"),
                parameters("{\"magic_prompt_version\": \"V_9\"}", "request:/magic_prompt_version"),
                parameters("{\"prompt\": 5}", "request:/prompt"),
                parameters("[]", "part:image_request"),
                parameters("{\"seed\": 1", "part:image_request"),
                parameters("{\"seed\": 1, \"seed\": 1}", "part:image_request"),
                picture("empty", 400, "image/png", new byte[0]),
                picture("pretended", 400, "image/png", text),
                picture("broken header", 400, "image/png", Arrays.copyOf(Pictures.PNG, 20)),
                picture("too small to say", 400, "image/png", Pictures.drawn(9, 9, "png")),
                picture("text", 415, "text/plain", text),
                picture("GIF", 415, "image/gif", gif),
                picture("GIF that claims to be PNG", 415, "image/png", gif));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void isTurnedDownForItsReasonAndNotBilled(
            String name, int status, String where, Map<String, String> headers, byte[] form) throws IOException {
        try (Provider provider = Provider.start();
                Caller caller = new Caller(provider)) {
            Caller.Reply reply = caller.send(Caller.request(headers, form)).receive();
            assertEquals(status, reply.status(), reply.text());
            assertFalse(((String) reply.at("/error")).isEmpty());
            assertFalse(reply.text().contains("wrong-key"), "the key is not echoed");
            Journal.Snapshot journal = provider.journal().snapshot();
            assertEquals(where, journal.calls().get(0).refusal(), reply.text());
            assertEquals(1, journal.requestsReceivedInFull());
            assertEquals(0, journal.imagesBilled());
        }
    }

    @ParameterizedTest
    @CsvSource({"Api-Key, Authorization and Api-Key", "authorization, both in Authorization"})
    void twoCredentialsAreNamedWithoutTheirValuesAndCanBeWaived(String second, String places) throws IOException {
        byte[] request = Caller.request(Map.of(second, "wrong-key"), Form.of("{}", Pictures.PNG));
        try (Provider provider = Provider.start();
                Caller caller = new Caller(provider)) {
            Caller.Reply reply = caller.send(request).receive();
            String message = (String) reply.at("/error");
            assertTrue(message.startsWith("expected one credential but two credentials were sent"), message);
            assertTrue(message.endsWith(places), message);
            assertFalse(reply.text().contains("demo") || reply.text().contains("wrong-key"), reply.text());
            provider.setFaults(List.of(Fault.parse("{\"on\": 400, \"accept\": true}")));
            assertEquals(200, caller.send(request).receive().status());
        }
    }

    @Test
    void aBodyWithAContentCodingIsToldWhatWouldBeTakenAndIdentityIsNone() throws IOException {
        byte[] form = Form.of("{}", Pictures.PNG);
        try (Provider provider = Provider.start();
                Caller caller = new Caller(provider)) {
            Caller.Reply reply = caller.send(Caller.request(Map.of("content-encoding", "GZIP"), form))
                    .receive();
            assertEquals("415 identity", reply.status() + " " + reply.header("Accept-Encoding"));
            assertEquals(
                    200,
                    caller.send(Caller.request(Map.of("Content-Encoding", "identity"), form))
                            .receive()
                            .status());
        }
    }

    @Test
    void longFileNamesAndParametersAreRead() throws IOException {
        try (Provider provider = Provider.start();
                Caller caller = new Caller(provider)) {
            byte[] form = new Form()
                    .text("{}")
                    .file("n".repeat(12_000) + ".png", "image/png", Pictures.PNG)
                    .end();
            String type = Form.TYPE + "; x=\"" + "y".repeat(50_000) + "\"";
            Caller.Reply reply = caller.send(Caller.request(Map.of("Content-Type", type), form))
                    .receive();
            assertEquals(200, reply.status(), reply.text());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /ideogram/upscale, 405, method:GET",
        "HEAD /ideogram/upscale, 405, method:HEAD",
        "PUT /ideogram/upscale, 405, method:PUT",
        "POST /elsewhere, 404, path",
        "POST /ideogram/upscale/, 404, path"
    })
    void anotherMethodOrPathIsTurnedDown(String target, int status, String where) throws IOException {
        try (Provider provider = Provider.start();
                Caller caller = new Caller(provider)) {
            Caller.Reply reply = caller.send(
                            Caller.request(target, Map.of("Content-Length", "", "Connection", "close"), new byte[0]))
                    .receive();
            assertEquals(status, reply.status());
            assertEquals(status == 405 ? "POST" : null, reply.header("Allow"));
            assertEquals(target.startsWith("HEAD"), reply.body().length == 0);
            assertEquals(where, provider.journal().snapshot().exchanges().get(0).refusal());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense, 400",
        "POST /x HTTP/2.0, 505",
        "'POST /x HTTP/1.1\r\nno colon', 400",
        "'POST /x HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2', 400",
        "'POST /x HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked', 400",
        "'POST /x HTTP/1.1\r\nTransfer-Encoding: gzip', 501",
        "'POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: gzip', 501",
        "'POST /x HTTP/1.1\r\nTransfer-Encoding: gzip, chunked', 501",
        "'POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\ntransfer-encoding: chunked', 400",
        "'POST /ideogram/upscale HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz', 400"
    })
    void brokenHttpIsAnsweredAndEndsTheConnection(String request, int status) throws IOException {
        try (Provider provider = Provider.start();
                Caller caller = new Caller(provider)) {
            caller.send(TestContract.utf8(request + "\r\n\r\n"));
            Caller.Reply reply = caller.receive();
            assertEquals(status, reply.status());
            assertEquals("close", reply.header("Connection"));
            assertEquals("closed", caller.receive().ending());
        }
    }

    @Test
    void aPictureOverTheLimitIsRefusedByItsDeclaredLengthBeforeItArrives() throws IOException {
        try (Provider provider = Provider.start();
                Caller caller = new Caller(provider)) {
            caller.send(Caller.request(Map.of("Content-Length", "40000000", "Expect", "100-continue"), new byte[0]));
            Caller.Reply reply = caller.receive();
            assertEquals(413, reply.status());
            assertEquals("close", reply.header("Connection"));
            assertFalse(provider.journal().snapshot().calls().get(0).receivedInFull());
        }
    }

    @Test
    void theAnswerToATooLargeUploadReachesACallerThatGoesOnSending() throws IOException {
        try (Provider provider = Provider.start()) {
            Caller.Reply reply = Caller.call(provider, new byte[40_000_000]);
            assertEquals("413 complete", reply.status() + " " + reply.ending());
            provider.setFaults(List.of(Fault.parse("{\"on\": 413, \"accept\": true}")));
            assertEquals(400, Caller.call(provider, new byte[30_000_000]).status(), "read on, and found to be no form");
        }
    }

    @Test
    void aPictureOverTheLimitIsRefusedWhenItHasArrived() throws IOException {
        String contract = TestContract.with(
                "/paths/~1ideogram~1upscale/post/requestBody/content/multipart~1form-data/schema/properties/image_file/x-max-bytes",
                "50");
        try (Provider provider =
                Provider.start(ProviderOptions.builder().contract(contract).build())) {
            Caller.Reply reply = Caller.call(provider, "{}");
            assertEquals(413, reply.status());
            assertEquals(
                    "part:image_file",
                    provider.journal().snapshot().calls().get(0).refusal());
            byte[] text =
                    new Form().text("{}").file("x", "text/plain", new byte[60]).end();
            assertEquals(415, Caller.call(provider, text).status(), "the kind comes before the size");
        }
    }

    @Test
    void unknownParametersAndPartsAreIgnored() throws IOException {
        try (Provider provider = Provider.start()) {
            byte[] form = new Form()
                    .text("{\"new\": 1}")
                    .file("x", null, Pictures.JPEG)
                    .part("form-data; name=\"other\"", null, new byte[0])
                    .end();
            assertEquals("50x20", Caller.call(provider, form).at("/data/0/resolution"));
        }
    }

    @Test
    void creditThatIsGoneIsSaidAndNothingIsBilled() throws IOException {
        try (Provider provider =
                Provider.start(ProviderOptions.builder().credit(3).build())) {
            assertEquals(200, Caller.call(provider, "{\"num_images\": 2}").status());
            Caller.Reply reply = Caller.call(provider, "{\"num_images\": 2}");
            assertEquals(402, reply.status());
            assertEquals("insufficient_funds", reply.at("/reject_reason"));
            assertEquals(200, Caller.call(provider, "{}").status());
            assertEquals(3, provider.journal().snapshot().imagesBilled());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"refuse\": 500, \"times\": 1}", "{\"bill\": false, \"times\": 1}"})
    void aCallThatIsNotBilledGivesItsCreditBack(String fault) throws IOException {
        try (Provider provider = Provider.start(ProviderOptions.builder()
                .credit(2)
                .faults(List.of(Fault.parse(fault)))
                .build())) {
            Caller.call(provider, "{\"num_images\": 2}");
            assertEquals(0, provider.journal().snapshot().imagesBilled());
            assertEquals(200, Caller.call(provider, "{\"num_images\": 2}").status());
            assertEquals(402, Caller.call(provider, "{}").status());
            assertEquals(2, provider.journal().snapshot().imagesBilled());
        }
    }

    @Test
    void theLimitCountsImagesInFlight() throws IOException {
        ProviderOptions options = ProviderOptions.builder()
                .inFlightLimit(3)
                .latency(Duration.ofHours(1))
                .build();
        try (Provider provider = Provider.start(options);
                Caller first = new Caller(provider)) {
            first.send(Caller.request(Map.of(), Form.of("{\"num_images\": 2}", Pictures.PNG)));
            provider.journal().await(journal -> journal.imagesInFlight() == 2, SOON);
            Caller.Reply reply = Caller.call(provider, "{\"num_images\": 2}");
            assertEquals(429, reply.status());
            assertEquals("1", reply.header("Retry-After"));
            assertEquals("inflight_limit", reply.at("/reject_reason"));
            assertEquals(BigDecimal.valueOf(3), reply.at("/max_inflight_requests"));
            try (Caller third = new Caller(provider)) {
                third.send(Caller.request(Map.of(), Form.of("{}", Pictures.PNG)));
                Journal.Snapshot journal = provider.journal().await(now -> now.imagesInFlight() == 3, SOON);
                assertEquals(3, journal.maxImagesInFlight());
                assertEquals(0, journal.imagesBilled());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "vendor, application/json, /error, ''",
        "gateway, application/json, /error/message, '(request id: '",
        "message, application/json, /message, ''",
        "problem, application/problem+json, /detail, ''"
    })
    void eachDialectSaysWhatWasWrong(String dialect, String type, String place, String also) throws IOException {
        try (Provider provider =
                Provider.start(ProviderOptions.builder().dialect(dialect).build())) {
            Caller.Reply reply = Caller.call(provider, "{\"detail\": 0}");
            assertEquals(type, reply.header("Content-Type"));
            String message = (String) reply.at(place);
            assertTrue(message.contains("image_request/detail: expected at least 1 but found 0"), message);
            assertTrue(message.contains(also.isEmpty() ? "" : also + reply.header("X-Request-Id")), message);
            // A status that the contract does not have speaks the same dialect.
            provider.setFaults(List.of(Fault.parse("{\"refuse\": 500}")));
            Caller.Reply other = Caller.call(provider, "{}");
            assertEquals(500, other.status());
            assertFalse(((String) other.at(place)).isEmpty());
            String said = other.text().replace(other.header("X-Request-Id"), ""); // which is random
            assertFalse(said.contains("400"), said);
        }
    }
}
