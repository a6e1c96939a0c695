package io.github.upscale4j.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObserverTest {
    private final List<Exchange> seen = new CopyOnWriteArrayList<>();

    private ProviderOptions.Builder observed() {
        return ProviderOptions.builder().onExchange(seen::add);
    }

    @Test
    void theBytesOfEachRequestAreToldBeforeItsAnswerAndKeptNowhere() throws Exception {
        try (Provider provider = Provider.start(observed().build());
                Caller caller = new Caller(provider)) {
            for (String parameters : List.of("{\"seed\": 1}", "{\"seed\": -1}")) {
                byte[] request = Caller.request(Map.of(), Form.of(parameters, Pictures.PNG));
                int status = caller.send(request).receive().status();
                Exchange last = seen.get(seen.size() - 1);
                assertEquals(ByteBuffer.wrap(request), last.raw());
                assertEquals(status, last.status());
                assertTrue(last.finished() && last.receivedInFull());
            }
            assertEquals(2, seen.size());
            assertEquals("request:/seed", seen.get(1).refusal());
            for (Exchange exchange : provider.journal().snapshot().exchanges()) {
                assertFalse(exchange.raw().hasRemaining(), "the journal keeps none");
            }
        }
    }

    @Test
    void aRequestThatBreaksOffIsToldAsFarAsItCame() throws Exception {
        byte[] request = Caller.request(Map.of(), Form.of("{}", Pictures.PNG));
        byte[] half = Arrays.copyOf(request, request.length - 10);
        BlockingQueue<Exchange> told = new LinkedBlockingQueue<>();
        try (Provider provider =
                Provider.start(ProviderOptions.builder().onExchange(told::add).build())) {
            try (Caller caller = new Caller(provider)) {
                caller.send(half);
            }
            Exchange broken = told.poll(10, TimeUnit.SECONDS);
            assertEquals(ByteBuffer.wrap(half), broken.raw());
            assertFalse(broken.receivedInFull());
            assertEquals(0, broken.status());
        }
    }

    @Test
    void bytesThatAreNoRequestAreToldToo() throws Exception {
        byte[] request = Caller.request(Map.of("Connection", "keep-alive"), Form.of("{}", Pictures.PNG));
        byte[] more = Arrays.copyOf(request, request.length + 1);
        more[request.length] = 'x';
        try (Provider provider = Provider.start(observed().build())) {
            try (Caller caller = new Caller(provider)) {
                caller.send(more).receive();
            }
            provider.closeAfterAnswers(Duration.ofSeconds(10));
            assertEquals(2, seen.size());
            assertEquals(
                    ByteBuffer.wrap("x".getBytes(StandardCharsets.US_ASCII)),
                    seen.get(1).raw());
            assertEquals(0, seen.get(1).sequence());
            assertEquals(seen.get(0).connection(), seen.get(1).connection());
            assertEquals(1, provider.journal().snapshot().exchanges().size(), "the journal has requests only");
        }
    }

    @Test
    void closingWaitsForAnAnswerAndNotForAConnectionAtRest() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Provider provider = Provider.start(ProviderOptions.builder()
                .onExchange(exchange -> begun.countDown())
                .faults(List.of(Fault.parse("{\"delayMillis\": 300}")))
                .build());
        try (Caller resting = new Caller(provider);
                Caller caller = new Caller(provider)) {
            caller.send(Caller.request(Map.of(), Form.of("{}", Pictures.PNG)));
            assertTrue(begun.await(10, TimeUnit.SECONDS));
            long started = System.nanoTime();
            provider.closeAfterAnswers(Duration.ofSeconds(30));
            assertTrue(System.nanoTime() - started < 20_000_000_000L, "the other connection sends nothing");
            assertEquals(200, caller.receive().status());
            assertEquals("closed", resting.receive().ending());
        } finally {
            provider.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer whatever, 200",
        "Authorization, whatever, 200",
        "Api-Key, whatever, 200",
        "Authorization, Bearer, 401",
        "Api-Key, '', 401"
    })
    void anyKeyIsTakenButNotNone(String header, String value, int status) throws Exception {
        try (Provider provider =
                        Provider.start(ProviderOptions.builder().anyKey(true).build());
                Caller caller = new Caller(provider)) {
            Map<String, String> headers =
                    header.equals("Authorization") ? Map.of(header, value) : Map.of("Authorization", "", header, value);
            assertEquals(
                    status,
                    caller.send(Caller.request(headers, Form.of("{}", Pictures.PNG)))
                            .receive()
                            .status());
        }
    }
}
