package io.github.upscale4j;

import static io.github.upscale4j.Calls.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried again, after which waits, and what is not. No test waits: time is injected. */
class RetriesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final FakeTime time = new FakeTime();

    @Test
    void refusedConnectionIsTriedAgainUntilSomebodyListens() throws Exception {
        int port = freePort();
        WireServer[] late = new WireServer[1];
        Sleeper startsTheServer = (duration, stop) -> {
            boolean stopped = time.sleep(duration, stop);
            if (time.waits.size() == 2) {
                late[0] = start(port);
            }
            return stopped;
        };
        try (UpscaleClient client =
                options("http://127.0.0.1:" + port).sleeper(startsTheServer).build()) {
            assertNotNull(client.upscale(Calls.png(), Calls.REQUEST));

            assertEquals(millis(250, 500), time.waits);
            assertEquals(1, late[0].requests().size());
        } finally {
            late[0].close();
        }
    }

    @Test
    void refusedConnectionIsTriedFiveTimesMore() throws Exception {
        try (UpscaleClient client = options("http://127.0.0.1:" + freePort()).build()) {
            NoAnswerException failure = failure(NoAnswerException.class, client);

            assertEquals(Billing.NOT_SENT, failure.billing());
            assertTrue(failure.getMessage().endsWith("; attempt 6"), failure.getMessage());
            assertEquals(millis(250, 500, 1000, 2000, 4000), time.waits);
        }
    }

    @Test
    void waitsGrowToHalfAMinuteAndUpToAQuarterLonger() throws Exception {
        try (UpscaleClient client = options("http://127.0.0.1:" + freePort())
                .maxRetries(9)
                .deadline(Duration.ofMinutes(10))
                .random(() -> -1L) // the largest double below 1
                .build()) {
            failure(NoAnswerException.class, client);

            assertEquals(
                    List.of(312L, 624L, 1249L, 2499L, 4999L, 9999L, 19999L, 37499L, 37499L),
                    time.waits.stream().map(Duration::toMillis).toList());
        }
    }

    @Test
    void noRetriesMeansOneAttempt() throws Exception {
        try (UpscaleClient refused =
                        options("http://127.0.0.1:" + freePort()).maxRetries(0).build();
                WireServer server = WireServer.answering(number -> WireServer.answer("429 Many", "{}"));
                UpscaleClient turnedAway = options(server.url()).maxRetries(0).build()) {
            assertTrue(failure(NoAnswerException.class, refused).getMessage().endsWith("; attempt 1"));
            assertEquals(429, failure(ErrorAnswerException.class, turnedAway).status());

            assertEquals(1, server.requests().size());
            assertEquals(List.of(), time.waits);
        }
    }

    static Stream<Arguments> turnedAway() {
        return Stream.of(
                Arguments.of("no header", new String[0], 2000),
                Arguments.of("seconds", new String[] {"Retry-After: 7"}, 7000),
                Arguments.of("several", new String[] {"Retry-After: 3", "Retry-After: 9"}, 9000),
                Arguments.of("a date", new String[] {"Retry-After: Sun, 22 Nov 2026 12:00:20 GMT"}, 20_000),
                Arguments.of("a date that is over", new String[] {"Retry-After: Sun, 22 Nov 2026 11:00:00 GMT"}, 500),
                Arguments.of("at once", new String[] {"Retry-After: 0"}, 500),
                Arguments.of("no number", new String[] {"Retry-After: soon"}, 2000),
                Arguments.of("nothing", new String[] {"Retry-After: "}, 2000),
                Arguments.of("negative", new String[] {"Retry-After: -5"}, 500));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("turnedAway")
    void tooManyRequestsWaitsAsLongAsTheServerSaysAndAtLeastHalfASecond(String what, String[] lines, long millis)
            throws Exception {
        try (WireServer server = WireServer.answering(
                        number -> number == 1 ? WireServer.answer("429 Many", "{}", lines) : WireServer.result());
                UpscaleClient client = options(server.url()).build()) {
            assertNotNull(client.upscale(Calls.png(), Calls.REQUEST));

            assertEquals(List.of(Duration.ofMillis(millis)), time.waits, what);
            assertEquals(2, server.requests().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"180", "86400", "99999999999", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void waitThatTheDeadlineDoesNotAllowFailsAtOnce(String retryAfter) throws Exception {
        try (WireServer server = WireServer.answering(
                        number -> WireServer.answer("429 Many", "{}", "Retry-After: " + retryAfter));
                UpscaleClient client = options(server.url()).maxRetries(1).build()) {
            ErrorAnswerException failure = failure(ErrorAnswerException.class, client);

            assertEquals(429, failure.status());
            assertEquals(Billing.REJECTED, failure.billing());
            assertEquals(List.of(), time.waits);
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void deadlineIsForAllAttemptsTogether() throws Exception {
        try (WireServer server = WireServer.answering(number -> WireServer.answer("429 Many", "{}", "Retry-After: 4"));
                UpscaleClient client =
                        options(server.url()).deadline(Duration.ofSeconds(10)).build()) {
            failure(ErrorAnswerException.class, client);

            assertEquals(seconds(4, 4), time.waits);
            assertEquals(3, server.requests().size());
        }
    }

    @Test
    void lastAttemptHasNoMoreThanTheRestOfTheDeadline() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (WireServer server = WireServer.start(connection -> {
                    connection.read();
                    if (connection.number == 1) {
                        connection.write(WireServer.answer("429 Many", "{}", "Retry-After: 59"));
                    } else {
                        connection.read(); // silence, until the client gives up
                        over.countDown();
                    }
                });
                UpscaleClient client = options(server.url())
                        .deadline(Duration.ofMillis(59_300))
                        .build()) {
            long start = System.nanoTime();
            NoAnswerException failure = failure(NoAnswerException.class, client);

            assertEquals(Billing.UNKNOWN, failure.billing());
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(20).toNanos());
            over.await();
        }
    }

    @Test
    void tooManyRequestsIsReportedWhereRetryingItIsSwitchedOff() throws Exception {
        try (WireServer server = WireServer.answering(number -> WireServer.answer("429 Many", "{}"));
                UpscaleClient client = options(server.url()).retryOn429(false).build()) {
            assertEquals(
                    Billing.REJECTED,
                    failure(ErrorAnswerException.class, client).billing());

            assertEquals(1, server.requests().size());
            assertEquals(List.of(), time.waits);
        }
    }

    @Test
    void uploadThatWasCutOffIsTriedAgainAndBilledOnce() throws Exception {
        Fault cut = Fault.parse("{\"reset\":\"body\",\"afterBytes\":70000,\"times\":2}");
        ProviderOptions options =
                ProviderOptions.builder().key(Calls.KEY).faults(List.of(cut)).build();
        try (Provider provider = Provider.start(options);
                UpscaleClient client = options(provider.baseUrl().toString()).build()) {
            client.upscale(ImageFile.of(Photos.png(20 << 20)), Calls.REQUEST);

            assertEquals(millis(250, 500), time.waits);
            assertEquals(3, provider.journal().snapshot().calls().size());
            assertEquals(1, provider.journal().snapshot().imagesBilled());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 408, 413, 415, 422, 500, 502, 503, 504, 524})
    void otherStatusesAreReportedAtOnce(int status) throws Exception {
        try (WireServer server =
                        WireServer.answering(number -> WireServer.answer(status + " No", "{}", "Retry-After: 1"));
                UpscaleClient client = options(server.url()).build()) {
            assertEquals(status, failure(ErrorAnswerException.class, client).status());

            assertEquals(1, server.requests().size());
            assertEquals(List.of(), time.waits);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reset\":\"answer\"} | UNKNOWN",
                "{\"close\":\"answer\"} | UNKNOWN",
                "{\"close\":\"answer\",\"cut\":0} | UNKNOWN",
                "{\"status\":500,\"dialect\":\"gateway\"} | UNKNOWN"
            })
    void whatWasBilledIsNotSentAgain(String fault, Billing billing) throws Exception {
        ProviderOptions options = ProviderOptions.builder()
                .key(Calls.KEY)
                .faults(List.of(Fault.parse(fault)))
                .build();
        try (Provider provider = Provider.start(options);
                UpscaleClient client = options(provider.baseUrl().toString()).build()) {
            assertEquals(billing, failure(UpscaleException.class, client).billing());

            assertEquals(1, provider.journal().snapshot().requestsReceivedInFull());
            assertEquals(1, provider.journal().snapshot().imagesBilled());
            assertEquals(List.of(), time.waits);
        }
    }

    private UpscaleClient.Builder options(String url) {
        return time.in(UpscaleClient.builder())
                .baseUrl(url)
                .key(Calls.KEY)
                .deadline(Duration.ofMinutes(2))
                .clock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static List<Duration> seconds(long... values) {
        return LongStream.of(values).mapToObj(Duration::ofSeconds).toList();
    }

    private static List<Duration> millis(long... values) {
        return LongStream.of(values).mapToObj(Duration::ofMillis).toList();
    }

    private static int freePort() throws IOException {
        try (WireServer unused = WireServer.answering(number -> "")) {
            return unused.port();
        }
    }

    private static WireServer start(int port) {
        try {
            return WireServer.start("127.0.0.1", port, connection -> {
                connection.read();
                connection.write(WireServer.result());
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
