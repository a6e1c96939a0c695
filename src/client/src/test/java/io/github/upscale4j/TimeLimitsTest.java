package io.github.upscale4j;

import static io.github.upscale4j.Calls.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a call lasts where nothing happens any more, and what its bill is then. These few tests wait, for the real clock. */
@Timeout(30)
class TimeLimitsTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final FakeTime time = new FakeTime();
    private final long start = System.nanoTime();

    @Test
    void deadlineEndsASilentWait() throws Exception {
        try (WireServer silent = WireServer.start(connection -> {
                    connection.read();
                    connection.read();
                });
                UpscaleClient client = options(silent.url()).deadline(SHORT).build()) {
            assertEquals(
                    Billing.UNKNOWN, failure(NoAnswerException.class, client).billing());

            assertEquals(1, silent.requests().size());
            assertEquals(List.of(), time.waits);
        }
    }

    @Test
    void deadlineEndsAnUploadThatNobodyTakes() throws Exception {
        try (WireServer deaf = WireServer.start(connection -> over.join());
                UpscaleClient client =
                        options(deaf.url()).deadline(SHORT).maxRetries(0).build()) {
            assertEquals(
                    Billing.INCOMPLETE,
                    failure(NoAnswerException.class, client, large()).billing());
        } finally {
            over.complete(null);
        }
    }

    @Test
    void deadlineEndsAnAnswerThatDoesNotEnd() throws Exception {
        String head = "HTTP/1.1 500 Oops\r\nContent-Length: 1000000\r\n\r\n{\"error\":";
        try (WireServer slow = WireServer.start(connection -> {
                    connection.read();
                    connection.write(head);
                    connection.read();
                });
                UpscaleClient client = options(slow.url()).deadline(SHORT).build()) {
            ErrorAnswerException failure = failure(ErrorAnswerException.class, client);

            assertEquals(500, failure.status());
            assertTrue(failure.answer().isTruncated());
            assertEquals("{\"error\":", failure.answer().bodyAsText());
        }
    }

    @Test
    void uploadThatStandsStillIsTriedAgain() throws Exception {
        try (WireServer deafAtFirst = WireServer.start(connection -> {
                    if (connection.number == 1) {
                        over.join();
                    } else {
                        connection.read();
                        connection.write(WireServer.result());
                    }
                });
                UpscaleClient client =
                        options(deafAtFirst.url()).writeTimeout(SHORT).build()) {
            assertNotNull(client.upscale(large(), Calls.REQUEST));

            assertEquals(List.of(Duration.ofMillis(250)), time.waits);
            assertEquals(2, deafAtFirst.connections());
            assertEquals(1, deafAtFirst.requests().size());
            assertSoonerThanByDefault();
        } finally {
            over.complete(null);
        }
    }

    @Test
    void serverThatTakesNoConnectionIsGivenUpAfterTheConnectTimeOut() throws Exception {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, queue);
            try (UpscaleClient client = options("http://127.0.0.1:" + full.getLocalPort())
                    .connectTimeout(SHORT)
                    .maxRetries(1)
                    .build()) {
                assertEquals(
                        Billing.NOT_SENT,
                        failure(NoAnswerException.class, client).billing());

                assertEquals(List.of(Duration.ofMillis(250)), time.waits);
                assertSoonerThanByDefault();
            }
        } finally {
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    void timeOutsOfTheUsersClientDoNotCutOffTheSilenceBeforeTheAnswer() throws Exception {
        OkHttpClient hasty = new OkHttpClient.Builder()
                .readTimeout(Duration.ofMillis(50))
                .callTimeout(Duration.ofMillis(100))
                .build();
        ProviderOptions slow =
                ProviderOptions.builder().key(Calls.KEY).latency(SHORT).build();
        try (Provider provider = Provider.start(slow);
                UpscaleClient client =
                        options(provider.baseUrl().toString()).httpClient(hasty).build()) {
            assertNotNull(client.upscale(Calls.png(), Calls.REQUEST));
        } finally {
            hasty.connectionPool().evictAll();
        }
    }

    /** The shortest time-out that would be in force without the option, OkHttp's, is 10 seconds. */
    private void assertSoonerThanByDefault() {
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(9).toNanos());
    }

    private UpscaleClient.Builder options(String url) {
        return time.in(UpscaleClient.builder()).baseUrl(url).key(Calls.KEY).deadline(Duration.ofSeconds(20));
    }

    /** More than the sockets of this machine take without a reader. */
    private static ImageFile large() {
        return ImageFile.of(Photos.png(20 << 20));
    }

    /** Connects until nobody can any more. */
    private static void fill(ServerSocket server, List<Socket> queue) throws IOException {
        while (true) {
            Socket socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
    }
}
