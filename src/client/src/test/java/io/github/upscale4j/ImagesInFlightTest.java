package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.provider.Journal;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many calls at once: no more images are in progress than the option says, and than the provider takes. */
class ImagesInFlightTest {
    private static final int CALLS = 30;

    @Test
    void manyCallsNeverHaveMoreImagesInProgressThanTheOption() throws Exception {
        try (Provider provider = provider(10, "vendor");
                UpscaleClient client = options(provider).maxImagesInFlight(6).build()) {
            int[] images = IntStream.range(0, CALLS).map(i -> 1 + i % 4).toArray();

            await(all(client, images));

            Journal.Snapshot seen = provider.journal().snapshot();
            assertEquals(CALLS, seen.callsBilled());
            assertEquals(CALLS, seen.requestsReceivedInFull());
            assertEquals(IntStream.of(images).sum(), seen.imagesBilled());
            assertTrue(
                    seen.maxImagesInFlight() <= 6 && seen.maxImagesInFlight() >= 4,
                    "at the same time: " + seen.maxImagesInFlight());
        }
    }

    @Test
    void callWithMoreImagesThanTheOptionRunsAlone() throws Exception {
        try (Provider provider = provider(10, "vendor");
                UpscaleClient client = options(provider).maxImagesInFlight(4).build()) {
            await(all(client, 1, 1, 8, 1, 8, 4, 4));

            Journal.Snapshot seen = provider.journal().snapshot();
            assertEquals(27, seen.imagesBilled());
            assertEquals(8, seen.maxImagesInFlight());
            assertEquals(7, seen.requestsReceivedInFull());
        }
    }

    @Test
    void callsAreSentInTheirOrder() throws Exception {
        try (WireServer server = WireServer.answering(number -> WireServer.result());
                UpscaleClient client =
                        Calls.client(server.url()).maxImagesInFlight(1).build()) {
            List<CompletableFuture<UpscaleResult>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(client.upscaleAsync(
                        Calls.png(),
                        UpscaleRequest.builder().prompt("number " + i).build()));
            }

            await(calls);

            for (int i = 0; i < CALLS; i++) {
                assertTrue(server.requests().get(i).text().contains("\"number " + i + "\""), "request " + i);
            }
        }
    }

    @Test
    void limitThatTheProviderTellsIsKeptFromThenOn() throws Exception {
        try (Provider provider = provider(3, "vendor");
                UpscaleClient client = options(provider).build()) {
            await(all(client, ones()));

            Journal.Snapshot seen = provider.journal().snapshot();
            assertEquals(CALLS, seen.imagesBilled());
            assertEquals(3, client.gate.limit());
            assertTrue(turnedAway(seen) <= 9, "turned away: " + turnedAway(seen));
        }
    }

    @Test
    void limitThatNobodyTellsIsFoundWithoutAStorm() throws Exception {
        try (Provider provider = provider(3, "gateway");
                UpscaleClient client = options(provider).maxRetries(100).build()) {
            await(all(client, ones()));

            Journal.Snapshot seen = provider.journal().snapshot();
            assertEquals(CALLS, seen.imagesBilled());
            assertTrue(turnedAway(seen) > 0 && turnedAway(seen) <= 2 * CALLS, "turned away: " + turnedAway(seen));
        }
    }

    @Test
    void callsThatWaitNeedNoThread() throws Exception {
        CountDownLatch arrived = new CountDownLatch(4);
        Set<Thread> before = new HashSet<>(Calls.clientThreads());
        try (WireServer silent = WireServer.start(connection -> {
                    connection.read();
                    arrived.countDown();
                    connection.read();
                });
                UpscaleClient client =
                        Calls.client(silent.url()).maxImagesInFlight(4).build()) {
            List<CompletableFuture<UpscaleResult>> calls = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                calls.add(client.upscaleAsync(Calls.png(), Calls.REQUEST));
            }
            assertTrue(arrived.await(10, TimeUnit.SECONDS));

            Set<Thread> threads = new HashSet<>(Calls.clientThreads());
            threads.removeAll(before);
            assertEquals(4, threads.size(), threads.toString());
            for (int i = calls.size() - 1; i >= 0; i--) { // those that wait first, or they would be sent
                calls.get(i).cancel(true);
            }
            assertEquals(4, silent.requests().size());
        }
    }

    private static Provider provider(int limit, String dialect) throws IOException {
        return Provider.start(ProviderOptions.builder()
                .key(Calls.KEY)
                .inFlightLimit(limit)
                .dialect(dialect)
                .latency(Duration.ofMillis(30))
                .build());
    }

    /** All waits are told to one clock, so the deadline is long. */
    private static UpscaleClient.Builder options(Provider provider) {
        return Calls.client(provider.baseUrl().toString()).deadline(Duration.ofHours(1));
    }

    private static int[] ones() {
        return IntStream.range(0, CALLS).map(i -> 1).toArray();
    }

    private static List<CompletableFuture<UpscaleResult>> all(UpscaleClient client, int... images) {
        return IntStream.of(images)
                .mapToObj(count -> client.upscaleAsync(Calls.png(), Calls.images(count)))
                .toList();
    }

    private static void await(List<CompletableFuture<UpscaleResult>> calls) throws Exception {
        CompletableFuture.allOf(calls.toArray(CompletableFuture<?>[]::new)).get(30, TimeUnit.SECONDS);
    }

    private static long turnedAway(Journal.Snapshot seen) {
        return seen.calls().stream().filter(call -> call.status() == 429).count();
    }
}
