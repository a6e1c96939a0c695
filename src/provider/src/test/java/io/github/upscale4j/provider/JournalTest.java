package io.github.upscale4j.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JournalTest {
    @Test
    void aCallIsNotedBeforeItsAnswerArrives() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        ProviderOptions options =
                ProviderOptions.builder().keepBodies(true).log(lines::add).build();
        try (Provider provider = Provider.start(options);
                Caller caller = new Caller(provider)) {
            byte[] request = Caller.request(Map.of("X-Mine", "yes"), Form.of("{\"num_images\": 2}", Pictures.PNG));
            Caller.Reply reply = caller.send(request).receive();
            Journal.Snapshot journal = provider.journal().snapshot();
            Exchange call = journal.calls().get(0);
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Pictures.PNG));

            assertEquals(ByteBuffer.wrap(request), call.raw());
            assertEquals(request.length, call.bytesReceived());
            assertEquals(hash, call.pictureHash());
            assertEquals(Map.of(hash, 2), journal.imagesBilledByPicture());
            assertEquals("Bearer demo", call.header("authorization"));
            assertEquals("yes", call.header("X-Mine"));
            assertEquals(200, call.status());
            assertEquals(2, call.imagesBilled());
            assertEquals(1, journal.callsBilled());
            assertFalse(journal.toString().contains("demo"), "credentials are masked");

            Caller.get((String) reply.at("/data/0/url"));
            assertEquals(
                    Exchange.Kind.DOWNLOAD,
                    provider.journal().snapshot().exchanges().get(1).kind());
            assertEquals(1, provider.journal().snapshot().requestsReceivedInFull(), "downloads are not counted");
            assertTrue(lines.get(0).matches("POST /ideogram/upscale 200, 2 images billed, \\d+ ms"), lines.get(0));
            assertTrue(lines.get(1).matches("GET /images/[0-9a-f]+\\.png 200, \\d+ ms"), lines.get(1));
        }
    }

    @Test
    void aPatchThatDoesNotFitIsExplainedInTheLog() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        ProviderOptions options = ProviderOptions.builder()
                .log(lines::add)
                .faults(List.of(Fault.parse("{\"patch\": [{\"op\": \"remove\", \"path\": \"/data/1/seed\"}]}")))
                .build();
        try (Provider provider = Provider.start(options);
                Caller caller = new Caller(provider)) {
            Caller.Reply reply = caller.send(Caller.request(Map.of(), Form.of("{}", Pictures.PNG)))
                    .receive();
            assertEquals(500, reply.status());
            assertTrue(lines.get(0).matches("POST /ideogram/upscale 500, .* ms, .*/data/1/seed.*"), lines.get(0));
        }
    }

    @Test
    void soManyExchangesAreKeptAsIsAskedForAndAllAreCounted() throws Exception {
        try (Provider provider =
                        Provider.start(ProviderOptions.builder().journalSize(2).build());
                Caller caller = new Caller(provider)) {
            for (int i = 0; i < 5; i++) {
                caller.send(Caller.request(Map.of(), Form.of("{}", Pictures.PNG)))
                        .receive();
            }
            Journal.Snapshot journal = provider.journal().snapshot();
            assertEquals(
                    List.of(4L, 5L),
                    journal.exchanges().stream().map(Exchange::sequence).toList());
            assertEquals(5, journal.callsBilled());
        }
    }

    @Test
    void waitingTellsWhatWasThereWhenTheTimeIsOver() throws IOException {
        try (Provider provider = Provider.start()) {
            String message = assertThrows(IllegalStateException.class, () -> provider.journal()
                            .await(now -> now.connections() == 1, Duration.ofMillis(5)))
                    .getMessage();
            assertTrue(message.startsWith("not so within PT0.005S: Snapshot[connections=0"), message);
        }
    }
}
