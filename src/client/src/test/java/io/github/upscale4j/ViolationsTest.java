package io.github.upscale4j;

import static io.github.upscale4j.Calls.failure;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told of an answer that breaks the contract, and how. */
class ViolationsTest {
    private static final Fault NO_SEED = Fault.parse("{\"patch\":[{\"op\":\"remove\",\"path\":\"/data/0/seed\"}]}");

    private final List<UpscaleResult> told = new CopyOnWriteArrayList<>();
    private Provider provider;

    @BeforeEach
    void start() throws IOException {
        provider = Provider.start(ProviderOptions.builder()
                .key(Calls.KEY)
                .faults(List.of(NO_SEED))
                .build());
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void listenerGetsEachResultOnceBeforeTheCallReturns() throws Exception {
        try (UpscaleClient client = options().onViolations(told::add).build()) {
            UpscaleResult first = client.upscale(Calls.png(), Calls.REQUEST);
            assertEquals(1, told.size());
            assertSame(first, told.get(0));
            assertEquals("$.data[0].seed", first.violations().get(0).path());

            UpscaleResult second =
                    client.upscaleAsync(Calls.png(), Calls.REQUEST).get(10, TimeUnit.SECONDS);
            assertEquals(2, told.size());
            assertSame(second, told.get(1));
        }
    }

    @Test
    void listenerHearsNothingOfAnAnswerThatKeepsTheContract() throws Exception {
        provider.setFaults(List.of());
        try (UpscaleClient client =
                options().onViolations(told::add).strict(true).build()) {
            assertEquals(List.of(), client.upscale(Calls.png(), Calls.REQUEST).violations());

            assertEquals(List.of(), told);
        }
    }

    @Test
    void exceptionOfTheListenerDoesNotLoseTheResult() throws Exception {
        try (UpscaleClient client = options()
                .onViolations(result -> {
                    told.add(result);
                    throw new IllegalStateException("listener");
                })
                .build()) {
            UpscaleResult result = client.upscale(Calls.png(), Calls.REQUEST);

            assertEquals(1, result.images().size());
            assertSame(result, told.get(0));
        }
    }

    @Test
    void errorOfTheListenerDoesNotLoseTheResult() throws Exception {
        try (UpscaleClient client = options()
                .onViolations(result -> {
                    throw new AssertionError("listener");
                })
                .build()) {
            assertEquals(1, client.upscale(Calls.png(), Calls.REQUEST).images().size());
        }
    }

    @Test
    void listenerMayCallTheClientAgain() throws Exception {
        AtomicReference<UpscaleClient> again = new AtomicReference<>();
        try (UpscaleClient client = options()
                .maxImagesInFlight(1)
                .onViolations(result -> {
                    told.add(result);
                    if (told.size() == 1) {
                        assertDoesNotThrow(() -> again.get().upscale(Calls.png(), Calls.REQUEST));
                    }
                })
                .build()) {
            again.set(client);

            client.upscaleAsync(Calls.png(), Calls.REQUEST).get(10, TimeUnit.SECONDS);

            assertEquals(2, told.size());
        }
    }

    @Test
    void listenerMayCloseTheClient() throws Exception {
        AtomicReference<UpscaleClient> closed = new AtomicReference<>();
        try (UpscaleClient client =
                options().onViolations(result -> closed.get().close()).build()) {
            closed.set(client);

            UpscaleResult result =
                    client.upscaleAsync(Calls.png(), Calls.REQUEST).get(10, TimeUnit.SECONDS);

            assertEquals(1, result.images().size());
            assertThrows(IllegalStateException.class, () -> client.upscale(Calls.png(), Calls.REQUEST));
        }
    }

    @Test
    void strictClientThrowsWithTheResultAfterTheListenerHadIt() {
        try (UpscaleClient client =
                options().onViolations(told::add).strict(true).build()) {
            ContractViolationException failure = failure(ContractViolationException.class, client);

            assertEquals(Billing.BILLED, failure.billing());
            assertSame(told.get(0), failure.result());
            assertEquals(1, failure.result().images().size());
            assertEquals(200, failure.answer().status());
            assertEquals(failure.result().requestIds(), failure.requestIds());
            assertTrue(failure.getMessage().contains("$.data[0].seed"), failure.getMessage());
            assertEquals(1, provider.journal().snapshot().imagesBilled());
        }
    }

    private UpscaleClient.Builder options() {
        return Calls.client(provider.baseUrl().toString());
    }
}
