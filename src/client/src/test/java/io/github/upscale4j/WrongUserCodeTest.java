package io.github.upscale4j;

import static io.github.upscale4j.Calls.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Interceptors, listeners and look-ups of the user's that go wrong: they cost no money, no answer, and no thread for ever. */
class WrongUserCodeTest {
    private final OkHttpClient plain = new OkHttpClient();
    private WireServer server;

    @BeforeEach
    void start() throws IOException {
        server = WireServer.answering(number -> WireServer.result());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static UpscaleClient.Builder options(String url) {
        return Calls.client(url);
    }

    @Test
    void interceptorThatMakesA429OfABrokenConnectionCausesNoSecondRequest() throws Exception {
        Interceptor hides = chain -> {
            try {
                return chain.proceed(chain.request());
            } catch (IOException e) {
                return new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(429)
                        .message("Many")
                        .body(ResponseBody.create("{}", null))
                        .build();
            }
        };
        try (WireServer breaks = WireServer.start(connection -> {
                    connection.read();
                    connection.reset();
                });
                UpscaleClient client = options(breaks.url())
                        .httpClient(plain.newBuilder().addInterceptor(hides).build())
                        .build()) {
            NoAnswerException failure = failure(NoAnswerException.class, client);

            assertEquals(Billing.UNKNOWN, failure.billing());
            assertEquals(1, breaks.requests().size());
        }
    }

    @Test
    void nameThatIsNeverLookedUpDoesNotOutlastTheTimeOut() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        OkHttpClient user = plain.newBuilder()
                .dns(name -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of();
                })
                .build();
        try (UpscaleClient client = UpscaleClient.builder()
                .baseUrl("https://gateway.example")
                .key(Calls.KEY)
                .httpClient(user)
                .connectTimeout(Duration.ofMillis(200))
                .maxRetries(0)
                .build()) {
            NoAnswerException failure = failure(NoAnswerException.class, client);

            assertEquals(Billing.NOT_SENT, failure.billing());
            assertTrue(
                    failure.getMessage().contains("gateway.example was not looked up within PT0.2S"),
                    failure.getMessage());
        } finally {
            never.countDown();
        }
    }

    @Test
    void whatBlocksForEverDoesNotBlockTheCaller() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        OkHttpClient user = plain.newBuilder()
                .addInterceptor(chain -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return chain.proceed(chain.request());
                })
                .build();
        UpscaleClient client = options(server.url())
                .httpClient(user)
                .deadline(Duration.ofMillis(100))
                .build();
        try {
            NoAnswerException failure = failure(NoAnswerException.class, client);

            assertEquals(Billing.NOT_SENT, failure.billing());
            assertEquals(NoAnswerException.Reason.TIMEOUT, failure.reason());
        } finally {
            never.countDown();
            client.close();
        }
        assertEquals(0, server.requests().size(), "nor is anything sent afterwards");
    }

    @Test
    void eventListenerThatFailsWhenACallIsCancelledDoesNotKeepItOpen() throws Exception {
        OkHttpClient user = plain.newBuilder()
                .eventListener(new EventListener() {
                    @Override
                    public void canceled(Call call) {
                        throw new IllegalStateException("listener");
                    }
                })
                .build();
        CountDownLatch sent = new CountDownLatch(1);
        try (WireServer silent = WireServer.start(connection -> {
                    connection.read();
                    sent.countDown();
                    connection.read();
                });
                UpscaleClient client = options(silent.url()).httpClient(user).build()) {
            CompletableFuture<UpscaleResult> call = client.upscaleAsync(Calls.png(), Calls.REQUEST);
            sent.await();

            assertTrue(call.cancel(true));
        }
    }

    @Test
    void eventListenerThatFailsWhileTheAnswerIsReadDoesNotLoseIt() throws Exception {
        OkHttpClient user = plain.newBuilder()
                .eventListener(new EventListener() {
                    @Override
                    public void responseBodyEnd(Call call, long bytes) {
                        throw new IllegalStateException("listener");
                    }
                })
                .build();
        try (UpscaleClient client = options(server.url()).httpClient(user).build()) {
            assertEquals(1, client.upscale(Calls.png(), Calls.REQUEST).images().size());
        }
    }

    @Test
    void interruptThatAnInterceptorLeavesBehindDoesNotDisturb() throws Exception {
        Interceptor interrupts = chain -> {
            Response response = chain.proceed(chain.request());
            Thread.currentThread().interrupt();
            return response;
        };
        try (WireServer busy = WireServer.answering(
                        number -> number == 1 ? WireServer.answer("429 Many", "{}") : WireServer.result());
                UpscaleClient client = options(busy.url())
                        .httpClient(
                                plain.newBuilder().addInterceptor(interrupts).build())
                        .sleeper((wait, stop) ->
                                stop.await(0, TimeUnit.NANOSECONDS)) // which an interrupted thread cannot
                        .build()) {
            assertEquals(1, client.upscale(Calls.png(), Calls.REQUEST).images().size());
        }
    }

    @Test
    void placeOfACallThatUserCodeBlocksIsFreeAfterItsDeadline() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        OkHttpClient user = plain.newBuilder()
                .addInterceptor(chain -> {
                    if (first.getAndSet(false)) {
                        Stubborn.await(never);
                    }
                    return chain.proceed(chain.request());
                })
                .build();
        try (UpscaleClient client = options(server.url())
                .httpClient(user)
                .maxImagesInFlight(1)
                .deadline(Duration.ofMillis(500))
                .build()) {
            CompletableFuture<UpscaleResult> blocked = client.upscaleAsync(Calls.png(), Calls.REQUEST);
            CompletableFuture<UpscaleResult> behind = client.upscaleAsync(Calls.png(), Calls.REQUEST);

            assertEquals(1, behind.get(20, TimeUnit.SECONDS).images().size());
            assertTrue(blocked.isCompletedExceptionally());
            never.countDown();
        }
    }

    @Test
    void cancellingMayCloseTheClient() throws Exception {
        try (WireServer silent = WireServer.start(connection -> {
            connection.read();
            connection.read();
        })) {
            UpscaleClient client = options(silent.url()).build();
            CompletableFuture<UpscaleResult> call = client.upscaleAsync(Calls.png(), Calls.REQUEST);
            CompletableFuture<Void> closed = call.handle((result, failure) -> {
                client.close();
                return null;
            });

            assertTrue(call.cancel(true));
            closed.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void closeDoesNotWaitForEverForWhatDependsOnACall() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        UpscaleClient client =
                options(server.url()).deadline(Duration.ofMillis(500)).build();
        CompletableFuture<Void> stuck =
                client.upscaleAsync(Calls.png(), Calls.REQUEST).thenAccept(result -> Stubborn.await(never));
        try {
            assertTimeoutPreemptively(Duration.ofSeconds(20), client::close);
            assertFalse(stuck.isDone());
        } finally {
            never.countDown();
        }
    }

    /** Waits whatever happens, as code does that nobody thought of stopping. */
    private static final class Stubborn {
        static void await(CountDownLatch latch) {
            boolean interrupted = false;
            while (true) {
                try {
                    latch.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
