package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.upscale4j.provider.Fault;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** The bounds of size, time, connections and threads. */
class DownloadLimitsTest extends DownloadsFromProvider {
    @Test
    void streamThatIsTooLargeFailsWhereItIsRead() throws Exception {
        downloads.maxBytes = 50;
        ResultImage image = image("{\"on\": \"download\", \"chunked\": true}");

        try (InputStream in = image.open()) {
            assertEquals(
                    "cannot fetch $.data[1].url from 127.0.0.1: expected at most 50 bytes but found more",
                    assertThrows(DownloadException.class, in::readAllBytes).getMessage());
        }
    }

    @Test
    void deadlineEndsADrip() throws Exception {
        downloads.deadline = Duration.ofMillis(400);
        downloads.maxRetries = 3;
        ResultImage image = image("{\"on\": \"download\", \"drip\": {\"bytes\": 1, \"millis\": 50}}");

        long started = System.nanoTime();
        DownloadException failure = failure(image);

        assertTrue(System.nanoTime() - started < TimeUnit.SECONDS.toNanos(5));
        assertTrue(failure.getMessage().contains(": not done within PT0.4S; expected "), failure.getMessage());
        assertEquals(1, requests());
    }

    @Test
    void deadlineEndsTheReadingOfAStream() throws Exception {
        downloads.deadline = Duration.ofSeconds(1);
        ResultImage image = image("{\"on\": \"download\", \"drip\": {\"bytes\": 1, \"millis\": 50}}");

        try (InputStream in = image.open()) {
            DownloadException failure = assertThrows(DownloadException.class, in::readAllBytes);
            assertTrue(failure.getMessage().contains(": not done within PT1S; expected "), failure.getMessage());
        }
    }

    @Test
    void noAttemptBeginsWhereTheWaitWouldReachTheDeadline() throws Exception {
        downloads.maxRetries = 3;
        downloads.deadline = Duration.ofMillis(200); // the first wait is 250 ms at least
        ResultImage image = image("{\"on\": \"download\", \"status\": 503}");

        failure(image);

        assertEquals(List.of(), downloads.waits);
        assertEquals(1, requests());
    }

    @Test
    void serverThatAsksForMoreTimeThanIsLeftIsAskedAgainSooner() throws Exception {
        downloads.maxRetries = 1;
        ResultImage image = image("{\"on\": \"download\", \"status\": 503, \"headers\": {\"Retry-After\": \"25\"}}");

        failure(image);

        assertEquals(1, downloads.waits.size());
        assertTrue(downloads.waits.get(0).compareTo(Duration.ofSeconds(1)) < 0, downloads.waits.toString());
        assertEquals(2, requests());
    }

    @Test
    void waitsGrowWithJitterAndAreNotShorterThanAsked() throws Exception {
        downloads.maxRetries = 4;
        ResultImage image = image(
                "{\"on\": \"download\", \"nth\": 3, \"headers\": {\"Retry-After\": \"6\"}}",
                "{\"on\": \"download\", \"status\": 503}");

        failure(image);

        Random random = new Random(1);
        assertEquals(
                List.of(
                        Duration.ofMillis(250 + (long) (random.nextDouble() * 250)),
                        Duration.ofMillis(500 + (long) (random.nextDouble() * 500)),
                        Duration.ofSeconds(drawn(random, 6)),
                        Duration.ofMillis(2000 + (long) (random.nextDouble() * 2000))),
                downloads.waits);
    }

    /** The jitter is drawn, and not used, also where the server asks for a longer wait. */
    private static long drawn(Random random, long seconds) {
        random.nextDouble();
        return seconds;
    }

    @Test
    void closingAStreamEarlyLeavesNoConnectionInUse() throws Exception {
        ConnectionPool pool = new ConnectionPool();
        downloads.http = new OkHttpClient.Builder().connectionPool(pool).build();
        ResultImage image = image("{\"on\": \"download\", \"padTo\": 900000}");

        InputStream in = image.open();
        in.read();
        assertEquals(1, pool.connectionCount() - pool.idleConnectionCount());
        in.close();
        in.close();

        assertEquals(0, pool.connectionCount() - pool.idleConnectionCount());
        assertThrows(DownloadException.class, in::readAllBytes);
    }

    @Test
    void failuresLeaveNoFileDescriptorOpen() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors));
        ConnectionPool pool = new ConnectionPool(0, 1, TimeUnit.SECONDS);
        downloads.http = new OkHttpClient.Builder().connectionPool(pool).build();
        ResultImage image = image();
        downloads.upscaled(provider, "warm up").saveTo(folder.resolve("first.png"));
        Files.delete(folder.resolve("first.png"));
        int before = Downloads.names(descriptors).size();

        for (int round = 0; round < 10; round++) {
            provider.setFaults(List.of(
                    Fault.parse("{\"on\": \"download\", \"nth\": 1, \"cut\": 60}"),
                    Fault.parse("{\"on\": \"download\", \"nth\": 2, \"body\": \"text\"}"),
                    Fault.parse("{\"on\": \"download\", \"nth\": 3, \"status\": 500}"),
                    Fault.parse("{\"on\": \"download\", \"nth\": 4, \"padTo\": 2000000}")));
            for (int i = 0; i < 4; i++) {
                failure(image);
            }
        }

        pool.evictAll();
        int after = Downloads.names(descriptors).size();
        // Of 40 fetches; the provider's ends, in the same process, close when it notices.
        assertTrue(after <= before + 10, before + " " + after);
    }

    @Test
    void onlyWorkersAndThreadsOfTheLibraryRun() throws Exception {
        image().saveTo(folder.resolve("result.png"));

        List<Thread> own = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("upscale4j-")
                        && !thread.getName().startsWith("upscale4j-provider"))
                .toList();
        assertFalse(own.isEmpty());
        assertTrue(own.stream().allMatch(Thread::isDaemon));
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Ok"))
                .allMatch(Thread::isDaemon));
    }
}
