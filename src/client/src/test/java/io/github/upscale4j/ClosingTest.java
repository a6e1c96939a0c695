package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What close does to calls, connections and threads. */
@Timeout(60)
class ClosingTest {
    private static final Fault NO_ANSWER = Fault.parse("{\"stall\":\"answer\"}");

    @TempDir
    Path folder;

    private Provider provider;
    private UpscaleClient client;

    @BeforeEach
    void start() throws IOException {
        provider = Provider.start(ProviderOptions.builder()
                .key(Calls.KEY)
                .latency(Duration.ofMillis(100))
                .build());
        client =
                Calls.client(provider.baseUrl().toString()).maxImagesInFlight(1).build();
    }

    @AfterEach
    void stop() {
        client.close();
        provider.close();
    }

    @Test
    void closeWaitsForCallsThatWereBegun() throws Exception {
        List<CompletableFuture<UpscaleResult>> calls = List.of(
                client.upscaleAsync(Calls.png(), Calls.REQUEST),
                client.upscaleAsync(Calls.png(), Calls.REQUEST),
                client.upscaleAsync(Calls.png(), Calls.REQUEST));

        client.close();

        for (CompletableFuture<UpscaleResult> call : calls) {
            assertTrue(call.isDone());
            assertNotNull(call.get());
        }
        assertEquals(3, provider.journal().snapshot().imagesBilled());
    }

    @Test
    void closeOnAnInterruptedThreadCancels() throws Exception {
        provider.setFaults(List.of(NO_ANSWER));
        CompletableFuture<UpscaleResult> sent = client.upscaleAsync(Calls.png(), Calls.REQUEST);
        CompletableFuture<UpscaleResult> waiting = client.upscaleAsync(Calls.png(), Calls.REQUEST);
        reachTheProvider();
        Thread.currentThread().interrupt();

        client.close();

        assertTrue(Thread.interrupted(), "the flag");
        assertTrue(sent.isCancelled());
        assertTrue(waiting.isCancelled());
        assertEquals(1, provider.journal().snapshot().calls().size());
        Calls.assertNoThreadIsLeft();
    }

    @Test
    void waitingCallerOfACallThatCloseCancelsGetsTheDocumentedException() throws Exception {
        provider.setFaults(List.of(NO_ANSWER));
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                client.upscale(Calls.png(), Calls.REQUEST);
                failed.complete(new AssertionError("a result"));
            } catch (Throwable e) {
                failed.complete(e);
            }
        });
        caller.start();
        reachTheProvider();
        Calls.awaitWaiting(caller);
        Thread.currentThread().interrupt();

        client.close();

        assertTrue(Thread.interrupted(), "the flag");
        NoAnswerException failure = assertInstanceOf(NoAnswerException.class, failed.get(10, TimeUnit.SECONDS));
        assertEquals(Billing.UNKNOWN, failure.billing());
    }

    @Test
    void closedClientTakesNoCall() throws Exception {
        client.upscale(Calls.png(), Calls.REQUEST);
        client.close();
        client.close();

        IllegalStateException closed =
                assertThrows(IllegalStateException.class, () -> client.upscale(Calls.png(), Calls.REQUEST));
        assertEquals("expected an open client but it is closed", closed.getMessage());
        assertThrows(IllegalStateException.class, () -> client.upscaleAsync(Calls.png(), Calls.REQUEST));
        assertEquals(1, provider.journal().snapshot().connections());
        Calls.assertNoThreadIsLeft();
    }

    @Test
    void callEndsItsConnection() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (WireServer server = WireServer.start(connection -> {
                    connection.read();
                    connection.write(WireServer.result());
                    connection.read();
                    ended.countDown();
                });
                UpscaleClient other = Calls.client(server.url()).build()) {
            other.upscale(Calls.png(), Calls.REQUEST);

            assertTrue(ended.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void closeEndsTheConnectionsOfDownloads() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        String picture = new String(Photos.PNG, StandardCharsets.ISO_8859_1);
        try (WireServer server = WireServer.start(connection -> {
            connection.read();
            if (connection.number == 1) {
                String link = "http://127.0.0.1:" + connection.port() + "/x.png";
                connection.write(
                        WireServer.answer("200 OK", WireServer.RESULT.replace("http://127.0.0.1:9/x.png", link)));
            } else {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + Photos.PNG.length + "\r\n\r\n" + picture);
                connection.read();
                ended.countDown();
            }
        })) {
            try (UpscaleClient other = Calls.client(server.url()).build()) {
                UpscaleResult result = other.upscale(Calls.png(), Calls.REQUEST);
                result.images().get(0).saveTo(folder.resolve("x.png"));
                assertEquals(1, ended.getCount(), "kept for the next image");
            }
            assertTrue(ended.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void closeWaitsForWhatIsSavedInTheBackground() throws Exception {
        Path saved = folder.resolve("saved.png");
        CompletableFuture<Path> saving = client.upscaleAsync(Calls.png(), Calls.REQUEST)
                .thenCompose(result -> result.images().get(0).saveToAsync(saved));
        client.close();

        assertTrue(saving.isDone());
        assertEquals(saved, saving.get());
        assertTrue(Files.size(saved) > 0);
    }

    @Test
    void closeWaitsForAChainOfSaves() throws Exception {
        CompletableFuture<Path> saving = client.upscaleAsync(
                        Calls.png(), UpscaleRequest.builder().numImages(2).build())
                .thenCompose(result -> result.images()
                        .get(0)
                        .saveToAsync(folder.resolve("0.png"))
                        .thenCompose(saved -> result.images().get(1).saveToAsync(folder.resolve("1.png"))));
        client.close();

        assertEquals(folder.resolve("1.png"), saving.get(10, TimeUnit.SECONDS));
    }

    @Test
    void everyThreadIsADaemon() throws Exception {
        provider.setFaults(List.of(NO_ANSWER));
        CompletableFuture<UpscaleResult> call = client.upscaleAsync(Calls.png(), Calls.REQUEST);
        reachTheProvider();

        assertFalse(Calls.clientThreads().isEmpty());
        List<String> others = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .map(Thread::getName)
                .filter(name -> name.matches("(?i).*(?:upscale4j|okhttp|okio).*"))
                .toList();
        assertEquals(List.of(), others);
        call.cancel(true);
    }

    private void reachTheProvider() {
        provider.journal().await(seen -> seen.callsBilled() == 1, Duration.ofSeconds(10));
    }
}
