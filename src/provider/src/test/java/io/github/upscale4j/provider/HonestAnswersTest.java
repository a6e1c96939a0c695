package io.github.upscale4j.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HonestAnswersTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T05:00:00.120Z"), ZoneOffset.UTC);

    @Test
    void aValidCallGetsAnImageThatCanBeDownloaded() throws IOException {
        try (Provider provider =
                Provider.start(ProviderOptions.builder().clock(CLOCK).build())) {
            Caller.Reply reply = Caller.call(provider, "{\"seed\": 7, \"prompt\": \"Größe ☃\"}");

            assertEquals(200, reply.status(), reply.text());
            assertEquals("application/json", reply.header("Content-Type"));
            assertEquals("2026-11-22T05:00:00.120Z", reply.at("/created"));
            assertEquals(BigDecimal.valueOf(7), reply.at("/data/0/seed"));
            assertEquals("Größe ☃", reply.at("/data/0/prompt"));
            assertEquals("40x30", reply.at("/data/0/resolution"));
            assertEquals("80x60", reply.at("/data/0/upscaled_resolution"));
            assertEquals(true, reply.at("/data/0/is_image_safe"));
            assertEquals("REALISTIC", reply.at("/data/0/style_type"));
            assertEquals(36, reply.header("X-Request-Id").length());
            assertEquals(reply.header("X-Request-Id"), reply.at("/request_id"));

            Caller.Reply picture = Caller.get((String) reply.at("/data/0/url"));
            assertEquals(200, picture.status());
            assertEquals("image/png", picture.header("Content-Type"));
            BufferedImage image = Pictures.decoded(picture.body());
            assertEquals("80x60", image.getWidth() + "x" + image.getHeight());
            assertEquals(20 * 5, image.getRGB(40, 30) >> 16 & 0xff, 6, "the uploaded picture, scaled");
        }
    }

    @Test
    void aResultWhoseUploadIsNoLongerKeptIsAGradientOfItsSize() throws Exception {
        long one = Pictures.PNG.length;
        try (Provider provider =
                Provider.start(ProviderOptions.builder().uploadsKept(one).build())) {
            String first = (String) Caller.call(provider, "{}").at("/data/0/url");
            String second = (String) Caller.call(provider, "{}").at("/data/0/url");
            BufferedImage gradient = Pictures.decoded(Caller.get(first).body());
            assertEquals("80x60", gradient.getWidth() + "x" + gradient.getHeight());
            int pixel = gradient.getRGB(40, 30);
            assertEquals(pixel >> 16 & 0xff, pixel & 0xff, "grey");
            BufferedImage kept = Pictures.decoded(Caller.get(second).body());
            assertEquals(20 * 5, kept.getRGB(40, 30) >> 16 & 0xff, 6, "the newest is the uploaded picture, scaled");
        }
    }

    @ParameterizedTest
    @CsvSource({"lossy,80x60", "lossless,80x60", "extended,80x60"})
    void aWebpFileGetsAPictureOfTwiceItsSize(String name, String size) throws IOException {
        try (Provider provider = Provider.start()) {
            byte[] form =
                    new Form().text("{}").file("x", null, Pictures.webp(name)).end();
            Caller.Reply reply = Caller.call(provider, form);
            assertEquals(size, reply.at("/data/0/upscaled_resolution"));
            BufferedImage image = Pictures.decoded(
                    Caller.get((String) reply.at("/data/0/url")).body());
            assertEquals(size, image.getWidth() + "x" + image.getHeight());
        }
    }

    @Test
    void aLargeOrBrokenPictureGetsAGradientOfTwiceItsSize() throws IOException {
        try (Provider provider = Provider.start()) {
            byte[] broken = Arrays.copyOf(Pictures.JPEG, 400);
            for (byte[] upload : List.of(Pictures.drawn(1200, 900, "png"), broken)) {
                Picture picture = Picture.read(upload);
                Caller.Reply reply = Caller.call(provider, Form.of("{}", upload));
                BufferedImage image = Pictures.decoded(
                        Caller.get((String) reply.at("/data/0/url")).body());
                assertEquals(2 * picture.width(), image.getWidth());
                assertEquals(2 * picture.height(), image.getHeight());
            }
        }
    }

    @Test
    void eachImageHasItsOwnLinkAndTheNextSeedWithinTheRange() throws IOException {
        try (Provider provider = Provider.start()) {
            Caller.Reply reply = Caller.call(provider, "{\"num_images\": 3, \"seed\": 2147483646}");
            assertEquals(BigDecimal.valueOf(2147483646L), reply.at("/data/0/seed"));
            assertEquals(BigDecimal.valueOf(2147483647L), reply.at("/data/1/seed"));
            assertEquals(BigDecimal.ZERO, reply.at("/data/2/seed"));
            assertEquals(3, ((List<?>) reply.at("/data")).size());
            String one = (String) reply.at("/data/0/url");
            String two = (String) reply.at("/data/1/url");
            assertNotEquals(one, two);
            assertNotEquals(List.of(Caller.get(one).body()).get(0).length == 0, true, "a picture");
            assertTrue(!Arrays.equals(Caller.get(one).body(), Caller.get(two).body()), "different pictures");
        }
    }

    @Test
    void aSeedThatIsNotGivenComesFromTheRandomSource() throws IOException {
        Random always = new Random() {
            @Override
            public long nextLong() {
                return 41;
            }
        };
        try (Provider provider =
                Provider.start(ProviderOptions.builder().random(always).build())) {
            assertEquals(BigDecimal.valueOf(41), Caller.call(provider, "{}").at("/data/0/seed"));
        }
    }

    @Test
    void aWithheldImageHasNoLinkAndIsBilled() throws IOException {
        try (Provider provider = Provider.start()) {
            Caller.Reply reply = Caller.call(provider, "{\"prompt\": \"very unsafe\"}");
            assertEquals(false, reply.at("/data/0/is_image_safe"));
            assertNull(reply.at("/data/0/url"));
            assertEquals(1, provider.journal().snapshot().imagesBilled());
        }
        ProviderOptions.Builder options = ProviderOptions.builder();
        try (Provider provider =
                Provider.start(options.withheldUrlEmpty(true).unsafeWord("bad").build())) {
            assertEquals("", Caller.call(provider, "{\"prompt\": \"bad\"}").at("/data/0/url"));
        }
    }

    @Test
    void linksAreSignedAndExpire() throws IOException {
        ProviderOptions.Builder options = ProviderOptions.builder().clock(CLOCK);
        try (Provider provider = Provider.start(options.build())) {
            String link = (String) Caller.call(provider, "{}").at("/data/0/url");
            assertTrue(link.contains(
                    "?exp=" + CLOCK.instant().plus(Duration.ofHours(24)).getEpochSecond() + "&sig="));
            assertEquals(
                    403,
                    Caller.get(link.replaceFirst(".$", link.endsWith("0") ? "1" : "0"))
                            .status());
            assertEquals(403, Caller.get(link.replace("exp=1", "exp=2")).status());
            assertEquals(
                    404,
                    Caller.get(provider.baseUrl() + "/images/none.png?exp=1&sig=00")
                            .status());
        }
        try (Provider provider =
                Provider.start(options.linkValidity(Duration.ZERO).build())) {
            assertEquals(
                    410,
                    Caller.get((String) Caller.call(provider, "{}").at("/data/0/url"))
                            .status());
        }
    }

    @Test
    void theNewest256ResultsAreKept() throws IOException {
        try (Provider provider = Provider.start()) {
            List<String> links = new ArrayList<>();
            while (links.size() <= 256) { // as few images as make one too many, the last call's being one
                String images = links.size() == 256 ? "1" : "8";
                ((List<?>) Caller.call(provider, "{\"num_images\": " + images + "}")
                                .at("/data"))
                        .forEach(image -> links.add((String) ((Map<?, ?>) image).get("url")));
            }
            assertEquals(257, links.size());
            assertEquals(410, Caller.get(links.get(0)).status());
            assertEquals(200, Caller.get(links.get(1)).status());
            assertEquals(200, Caller.get(links.get(256)).status());
        }
    }

    @Test
    void anInternalErrorIsNamedAndLeavesTheProviderAsItWas() throws IOException {
        Random broken = new Random() {
            private boolean again;

            @Override
            public long nextLong() {
                if (!again) {
                    again = true;
                    throw new UnsupportedOperationException();
                }
                return 41;
            }
        };
        try (Provider provider = Provider.start(ProviderOptions.builder()
                .random(broken)
                .credit(1)
                .inFlightLimit(1)
                .build())) {
            Caller.Reply reply = Caller.call(provider, "{}");
            assertEquals("500 complete", reply.status() + " " + reply.ending());
            assertEquals("error in the provider: java.lang.UnsupportedOperationException\n", reply.text());
            Journal.Snapshot journal = provider.journal().snapshot();
            Exchange call = journal.calls().get(0);
            assertEquals("500 java.lang.UnsupportedOperationException", call.status() + " " + call.problem());
            assertEquals("0 0", journal.imagesBilled() + " " + journal.imagesInFlight());
            assertEquals(200, Caller.call(provider, "{}").status(), "with the credit and the place given back");
            assertEquals(1, provider.journal().snapshot().imagesBilled());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer demo",
                "Authorization: bearer demo",
                "Authorization: demo",
                "Api-Key: demo"
            })
    void theKeyIsTakenInEachForm(String line) throws IOException {
        try (Provider provider = Provider.start();
                Caller caller = new Caller(provider)) {
            String[] header = line.split(": ", 2);
            Map<String, String> headers = new LinkedHashMap<>(Map.of("Authorization", ""));
            headers.put(header[0], header[1]);
            assertEquals(
                    200,
                    caller.send(Caller.request(headers, Form.of("{}", Pictures.PNG)))
                            .receive()
                            .status());
        }
    }

    @Test
    void aFurtherPathAndAQueryAreServed() throws IOException {
        try (Provider provider = Provider.start(
                        ProviderOptions.builder().path("/upscale").build());
                Caller caller = new Caller(provider)) {
            byte[] form = Form.of("{}", Pictures.PNG);
            assertEquals(
                    200,
                    caller.send(Caller.request("POST /upscale?a=b", Map.of(), form))
                            .receive()
                            .status());
            assertEquals(
                    200, caller.send(Caller.request(Map.of(), form)).receive().status());
            Journal.Snapshot journal = provider.journal().snapshot();
            assertEquals(1, journal.connections(), "kept alive");
            assertEquals("/upscale", journal.calls().get(0).path());
        }
    }

    @Test
    void aChunkedUploadAndAnExpectedContinueWork() throws IOException {
        try (Provider provider = Provider.start();
                Caller caller = new Caller(provider)) {
            byte[] form = Form.of("{}", Pictures.PNG);
            ByteArrayOutputStream chunks = new ByteArrayOutputStream();
            for (int at = 0; at < form.length; at += 100) {
                int n = Math.min(100, form.length - at);
                chunks.writeBytes((Integer.toHexString(n) + ";x=y\r\n").getBytes(StandardCharsets.US_ASCII));
                chunks.write(form, at, n);
                chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            chunks.writeBytes("0\r\nTrailer: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Map<String, String> chunked = Map.of("Content-Length", "", "Transfer-Encoding", "chunked");
            assertEquals(
                    200,
                    caller.send(Caller.request(chunked, chunks.toByteArray()))
                            .receive()
                            .status());

            byte[] expecting = Caller.request(Map.of("Expect", "100-continue"), form);
            caller.send(Arrays.copyOf(expecting, expecting.length - form.length));
            assertEquals(100, caller.receive().status());
            assertEquals(200, caller.send(form).receive().status());
            assertEquals(2, provider.journal().snapshot().requestsReceivedInFull());
        }
    }

    @Test
    void theJdkClientIsServed() throws Exception {
        try (Provider provider = Provider.start()) {
            HttpRequest request = HttpRequest.newBuilder(provider.endpoint())
                    .header("Authorization", "Bearer demo")
                    .header("Content-Type", Form.TYPE)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Form.of("{}", Pictures.JPEG)))
                    .build();
            assertEquals(
                    200,
                    HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .statusCode());
            URI link = URI.create((String) Caller.call(provider, "{}").at("/data/0/url"));
            assertEquals(
                    200,
                    HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofByteArray())
                            .statusCode());
        }
    }

    @Test
    void aFieldAddedToTheContractShowsUpAndARangeAddedIsEnforced() throws IOException {
        String contract = TestContract.with(
                "/components/schemas/UpscaledImage/properties/mood", "{\"type\": [\"string\", \"null\"]}",
                "/components/schemas/UpscaleResponse/properties/tier",
                        "{\"type\": \"string\", \"examples\": [\"gold\"]}",
                "/components/schemas/UpscaleRequest/properties/strength", "{\"type\": \"number\", \"maximum\": 1.5}");
        try (Provider provider =
                Provider.start(ProviderOptions.builder().contract(contract).build())) {
            Caller.Reply reply = Caller.call(provider, "{\"strength\": 1.5}");
            assertNull(reply.at("/data/0/mood"));
            assertEquals("gold", reply.at("/tier"));
            assertEquals(400, Caller.call(provider, "{\"strength\": 1.6}").status());
            assertEquals(
                    "request:/strength",
                    provider.journal().snapshot().calls().get(1).refusal());
        }
    }

    @Test
    void aKeywordThatCannotBeCheckedIsRefusedAtTheStartWithItsSchema() {
        String contract = TestContract.with(
                "/components/schemas/UpscaleRequest/properties/tags", "{\"type\": \"array\", \"contains\": {}}");
        ProviderOptions options = ProviderOptions.builder().contract(contract).build();
        String message = assertThrows(IllegalArgumentException.class, () -> Provider.start(options))
                .getMessage();
        assertEquals(
                "the contract's schema UpscaleRequest.tags has the keyword \"contains\", which the provider cannot check",
                message);
    }

    private static final String UNFINISHED_CHUNK =
            "POST /ideogram/upscale HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc";

    @ParameterizedTest
    @ValueSource(strings = {"", "POST /ideogram/upscale HTTP/1.1\r\nHost: x\r\nAuth", UNFINISHED_CHUNK})
    void aConnectionThatSaysNothingMoreIsClosedInTheEnd(String sent) throws Exception {
        ProviderOptions options =
                ProviderOptions.builder().idleTimeout(Duration.ofMillis(300)).build();
        try (Provider provider = Provider.start(options);
                Caller caller = new Caller(provider)) {
            Caller.Reply reply =
                    caller.send(TestContract.utf8(sent)).patience(5_000).receive();
            assertEquals("closed 0", reply.ending() + " " + reply.head().length());
            assertTrue(noneLeft(provider, "-connection-"));
            Journal.Snapshot journal = provider.journal().snapshot();
            assertEquals(
                    sent.equals(UNFINISHED_CHUNK) ? 1 : 0, journal.exchanges().size());
            assertTrue(journal.exchanges().stream().allMatch(Exchange::finished));
            assertEquals(0, journal.requestsReceivedInFull());
        }
    }

    @Test
    void onlySilenceOfTheCallerCountsAsIdle() throws Exception {
        ProviderOptions options = ProviderOptions.builder()
                .idleTimeout(Duration.ofMillis(400))
                .latency(Duration.ofMillis(600))
                .build();
        try (Provider provider = Provider.start(options);
                Caller caller = new Caller(provider)) {
            byte[] form = Form.of("{}", Pictures.PNG);
            assertEquals(
                    200, caller.send(Caller.request(Map.of(), form)).receive().status());
            provider.setFaults(List.of(Fault.parse("{\"stall\": \"answer\"}")));
            caller.send(Caller.request(Map.of(), form)).patience(1_500);
            assertEquals("silent", caller.receive().ending(), "a stall lasts");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0S", "PT0.0009S", "P25D"})
    void anIdleTimeOutMustBeOneThatSocketsHave(String timeout) {
        ProviderOptions.Builder options = ProviderOptions.builder();
        Duration duration = Duration.parse(timeout);
        assertThrows(IllegalArgumentException.class, () -> options.idleTimeout(duration));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "POST /ideogram/upscale HTTP/1.1\r\nHost: x\r\nAuth", UNFINISHED_CHUNK})
    void closingEndsEveryThread(String unfinished) throws Exception {
        Provider provider = Provider.start();
        try (Caller caller = new Caller(provider)) {
            caller.send(Caller.request(Map.of(), Form.of("{}", Pictures.PNG))).receive();
            caller.send(TestContract.utf8(unfinished));
            provider.journal()
                    .await(
                            now -> now.exchanges().size() == (unfinished.equals(UNFINISHED_CHUNK) ? 2 : 1),
                            Duration.ofSeconds(5));
            long start = System.nanoTime();
            provider.close();
            assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 3_000, "it need not wait in vain");
        }
        assertTrue(noneLeft(provider, ""));
    }

    /** Whether the provider's threads with such names end soon. */
    private static boolean noneLeft(Provider provider, String name) throws InterruptedException {
        String start = "upscale4j-provider-" + provider.port() + name;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(start)) {
                thread.join(2_000);
                if (thread.isAlive()) {
                    return false;
                }
            }
        }
        return true;
    }
}
