package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Journal;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call that is interrupted or cancelled stops where it is, and says what that means for the bill. */
@Timeout(60)
class StoppingTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final byte[] LARGE = Photos.png(20 << 20);

    @TempDir
    Path folder;

    private final Semaphore backingOff = new Semaphore(0);
    private Provider provider;
    private UpscaleClient client;

    @BeforeEach
    void start() throws IOException {
        provider = Provider.start(ProviderOptions.builder()
                .key(Calls.KEY)
                .latency(Duration.ofMillis(200))
                .build());
        client = Calls.client(provider.baseUrl().toString())
                .maxImagesInFlight(1)
                .deadline(Duration.ofMinutes(3))
                .sleeper((duration, stop) -> {
                    backingOff.release();
                    return Sleeper.REAL.sleep(duration, stop);
                })
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        provider.close();
    }

    /** Where a call is when it is stopped. */
    private enum State {
        UPLOAD("{\"stall\":\"body\",\"afterBytes\":70000}", Billing.INCOMPLETE, 0),
        ANSWER("{\"stall\":\"answer\"}", Billing.UNKNOWN, 1),
        /** The image that is billed is that of the call before. */
        PLACE("{\"stall\":\"answer\"}", Billing.NOT_SENT, 1),
        BACK_OFF("{\"refuse\":429,\"headers\":{\"Retry-After\":\"60\"}}", Billing.REJECTED, 0);

        final String fault;
        final Billing billing;
        final int imagesBilled;

        State(String fault, Billing billing, int imagesBilled) {
            this.fault = fault;
            this.billing = billing;
            this.imagesBilled = imagesBilled;
        }
    }

    @ParameterizedTest
    @EnumSource
    void interruptedThreadGetsAnExceptionAndStaysInterrupted(State state) throws Exception {
        prepare(state);
        CompletableFuture<NoAnswerException> failed = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                client.upscale(ImageFile.of(LARGE), Calls.REQUEST);
                failed.completeExceptionally(new AssertionError("a result"));
            } catch (NoAnswerException e) {
                flag.complete(Thread.currentThread().isInterrupted());
                failed.complete(e);
            } catch (Throwable e) {
                failed.completeExceptionally(e);
            }
        });
        caller.start();
        reach(state);
        Calls.awaitWaiting(caller);

        caller.interrupt();

        NoAnswerException failure = failed.get(10, TimeUnit.SECONDS);
        assertStopped(state, "interrupted", failure);
        assertTrue(flag.get(1, TimeUnit.SECONDS));
        assertTrue(Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(StoppingTest.class.getName())));
    }

    @ParameterizedTest
    @EnumSource
    void cancelledFutureSaysWhatItMeansForTheBill(State state) throws Exception {
        prepare(state);
        CompletableFuture<UpscaleResult> call = client.upscaleAsync(ImageFile.of(LARGE), Calls.REQUEST);
        reach(state);

        assertTrue(call.cancel(true));

        assertTrue(call.isCancelled());
        assertStopped(state, "cancelled", Calls.stopped(call));
        assertTrue(call.cancel(true), "again");
    }

    @Test
    void cancelNeverLosesToTheFailureThatIsBackedOffFrom() throws Exception {
        prepare(State.BACK_OFF);
        for (int i = 0; i < 25; i++) { // which of two threads comes first
            CompletableFuture<UpscaleResult> call = client.upscaleAsync(Calls.png(), Calls.REQUEST);
            reach(State.BACK_OFF);

            assertTrue(call.cancel(true), "call " + i);
            assertTrue(call.isCancelled());
        }
    }

    @ParameterizedTest
    @EnumSource
    void futureThatSomebodyElseCompletesStops(State state) throws Exception {
        prepare(state);
        CompletableFuture<UpscaleResult> call = client.upscaleAsync(ImageFile.of(LARGE), Calls.REQUEST);
        reach(state);

        ExecutionException failed =
                assertThrows(ExecutionException.class, () -> call.orTimeout(1, TimeUnit.MILLISECONDS)
                        .get());

        assertInstanceOf(TimeoutException.class, failed.getCause());
        assertFreed(state);
    }

    @Test
    void threadThatIsInterruptedAlreadySendsNothing() throws Exception {
        Path file = Files.write(folder.resolve("image"), Photos.PNG);
        for (ImageFile image : List.of(Calls.png(), ImageFile.of(file))) {
            Thread.currentThread().interrupt();

            NoAnswerException failure =
                    assertThrows(NoAnswerException.class, () -> client.upscale(image, Calls.REQUEST));

            assertTrue(Thread.interrupted(), "the flag");
            assertTrue(failure.getMessage().contains("interrupted"), failure.getMessage());
        }
    }

    @Test
    void stackTraceOfAFailureHasTheCaller() {
        provider.setFaults(List.of(Fault.parse("{\"status\":500,\"dialect\":\"gateway\"}")));

        ErrorAnswerException failure = Calls.failure(ErrorAnswerException.class, client);

        assertTrue(
                Arrays.stream(failure.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(StoppingTest.class.getName())),
                Arrays.toString(failure.getStackTrace()));
    }

    /** Makes the provider hold the call at that state. */
    private void prepare(State state) throws Exception {
        provider.setFaults(List.of(Fault.parse(state.fault)));
        if (state == State.PLACE) {
            var unused = client.upscaleAsync(Calls.png(), Calls.REQUEST);
            reach(State.ANSWER);
        }
    }

    /** Waits until the call is there. */
    private void reach(State state) throws InterruptedException {
        if (state == State.BACK_OFF) {
            assertTrue(backingOff.tryAcquire(10, TimeUnit.SECONDS));
        } else if (state != State.PLACE) {
            Predicate<Journal.Snapshot> there = seen -> seen.calls().stream()
                    .anyMatch(call -> call.finished() && (state == State.UPLOAD) != call.receivedInFull());
            provider.journal().await(there, SOON);
        }
    }

    private void assertStopped(State state, String why, NoAnswerException failure) throws Exception {
        assertEquals(state.billing, failure.billing());
        assertTrue(
                failure.getMessage()
                        .startsWith("POST " + provider.endpoint() + ": " + why + "; " + state.billing + ": "),
                failure.getMessage());
        assertFreed(state);
    }

    /** Nothing more was sent or billed, no thread is left, and the next call gets the place. */
    private void assertFreed(State state) throws Exception {
        assertEquals(1, provider.journal().snapshot().calls().size());
        assertEquals(state.imagesBilled, provider.journal().snapshot().imagesBilled());
        if (state != State.PLACE) {
            provider.setFaults(List.of());
            client.upscaleAsync(Calls.png(), Calls.REQUEST).get(10, TimeUnit.SECONDS);
            assertEquals(2, provider.journal().snapshot().calls().size());
        } else {
            Thread.currentThread().interrupt(); // the call before would be waited for
            client.close();
            assertTrue(Thread.interrupted());
        }
        client.close();
        Calls.assertNoThreadIsLeft();
    }
}
