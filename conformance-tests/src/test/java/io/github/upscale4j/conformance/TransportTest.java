package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TransportTest {
    private static final Transport TRANSPORT = new Transport(Duration.ofSeconds(20));

    @TempDir
    Path folder = Path.of("");

    private static Answer send(Transport transport, URI uri) {
        Credential credential = new Credential(new Credential.Scheme("bearer", "Authorization", "Bearer "), "secret");
        byte[] body = "one\r\ntwo".getBytes(StandardCharsets.UTF_8);
        Request request = new Request(
                "POST", uri, List.of(new Header("Accept", "application/json")), credential, "text/plain", body);
        return transport.send(request).answer();
    }

    private static Answer answer(String raw) throws IOException {
        try (RawServer server = RawServer.answering(raw)) {
            return send(TRANSPORT, server.url());
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void anAnswerIsKeptAsItWasReceived() throws IOException {
        String raw = "HTTP/1.1 200 OK\r\nx-Odd:  Case \r\nContent-Length: 2\r\n\r\n{}";
        Answer answer = answer(raw);
        assertEquals(Ending.COMPLETE, answer.ending());
        assertEquals(200, answer.status());
        assertEquals(raw, text(answer.raw()));
        assertEquals("{}", text(answer.body()));
        assertEquals(List.of(new Header("x-Odd", "Case"), new Header("Content-Length", "2")), answer.headers());
        assertEquals(List.of(), answer.faults());
    }

    @Test
    void aCutBodyKeepsItsBytes() throws IOException {
        Answer answer = answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"created\":");
        assertEquals(Ending.CUT, answer.ending());
        assertEquals("{\"created\":", text(answer.body()));
        assertEquals(100, answer.declaredLength());
        assertEquals(11, answer.receivedLength());
    }

    @Test
    void bytesBehindTheDeclaredLengthAreSeen() throws IOException {
        Answer answer = answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{} and more");
        assertEquals(Ending.COMPLETE, answer.ending());
        assertEquals("{}", text(answer.body()));
        assertEquals(11, answer.receivedLength());
    }

    @Test
    void bytesThatFollowInASegmentOfTheirOwnAreSeen() throws IOException {
        try (RawServer server = new RawServer(visit -> {
            visit.socket().setTcpNoDelay(true);
            visit.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            visit.send("more");
        })) {
            assertEquals(6, send(TRANSPORT, server.url()).receivedLength());
        }
    }

    @Test
    void chunksAreTakenOff() throws IOException {
        Answer answer =
                answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4;x=y\r\n\":1}\r\n0\r\n\r\n");
        assertEquals(Ending.COMPLETE, answer.ending());
        assertEquals("{\"a\":1}", text(answer.body()));
        assertEquals(List.of(), answer.faults());
    }

    @Test
    void chunksThatBreakOffAreACut() throws IOException {
        Answer answer = answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"a");
        assertEquals(Ending.CUT, answer.ending());
        assertEquals("{\"a", text(answer.body()));
    }

    @Test
    void interimAnswersArePassedOver() throws IOException {
        Answer answer = answer("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        assertEquals(200, answer.status());
        assertEquals("{}", text(answer.body()));
    }

    @Test
    void aResetKeepsWhatArrived() throws IOException {
        try (RawServer server = new RawServer(visit -> {
            visit.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
            visit.socket().setSoLinger(true, 0);
            visit.socket().close();
        })) {
            Answer answer = send(TRANSPORT, server.url());
            assertEquals(Ending.RESET, answer.ending());
        }
    }

    @Test
    void aDripEndsAtTheDeadlineWithItsBytes() throws IOException {
        try (RawServer server = new RawServer(visit -> {
            visit.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            do {
                visit.send("x");
            } while (!visit.closing().await(20, TimeUnit.MILLISECONDS));
        })) {
            long start = System.nanoTime();
            Answer answer = send(new Transport(Duration.ofMillis(700)), server.url());
            assertEquals(Ending.DEADLINE, answer.ending());
            assertEquals(200, answer.status());
            assertTrue(answer.body().length > 0);
            assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(Duration.ofSeconds(5)) < 0);
        }
    }

    @Test
    void silenceEndsAtTheDeadline() throws IOException {
        try (RawServer server = new RawServer(visit -> visit.closing().await())) {
            Answer answer = send(new Transport(Duration.ofMillis(300)), server.url());
            assertEquals(Ending.DEADLINE, answer.ending());
            assertEquals(0, answer.status());
        }
    }

    @Test
    void whatDripsBehindAWholeAnswerIsNotAwaited() throws IOException {
        try (RawServer server = new RawServer(visit -> {
            visit.send("HTTP/1.1 400 No\r\nContent-Length: 2\r\n\r\n{}");
            do {
                visit.send("x");
            } while (!visit.closing().await(20, TimeUnit.MILLISECONDS));
        })) {
            Answer answer = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> send(TRANSPORT, server.url()));
            assertEquals(Ending.COMPLETE, answer.ending());
            assertFalse(answer.late());
            assertEquals("{}", text(answer.body()));
            assertTrue(answer.receivedLength() > 2, "nothing was heard of the drip");
        }
    }

    @Test
    void aHandshakeWithoutAnEndIsNoConnection() throws IOException {
        try (RawServer server = new RawServer(visit -> visit.closing().await())) {
            URI secure = URI.create("https://127.0.0.1:" + server.url().getPort());
            Answer answer = send(new Transport(Duration.ofMillis(300)), secure);
            assertEquals(Ending.UNREACHABLE, answer.ending());
            assertEquals("no connection within 0.3 s", answer.detail());
        }
    }

    /** Interpreted, the client below takes longer to load than the deadline. */
    @Test
    void whatIsLoadedBeforeTheFirstConnectionTakesNoneOfTheDeadline() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")) {
            ProcessBuilder suite = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xint",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "--deadline=1",
                    "--base-url=" + server.url(),
                    "--report=" + folder);
            suite.environment().put(Main.KEY, "sesame-key");
            Process process = suite.redirectErrorStream(true).start();
            String said = text(process.getInputStream().readAllBytes());
            process.waitFor();
            assertTrue(server.connections() > 0, said);
            assertFalse(said.contains("unreachable"), said);
        }
    }

    @Test
    void anEndlessHeadIsEnded() throws IOException {
        for (String line : new String[] {"X-A: a\r\n", " folded\r\n", "a"}) {
            try (RawServer server = new RawServer(visit -> {
                visit.send("HTTP/1.1 200 OK\r\nX-First: a\r\n");
                while (visit.closing().getCount() > 0) {
                    visit.send(line.repeat(1000));
                }
            })) {
                Answer answer = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> send(TRANSPORT, server.url()));
                assertEquals(Ending.TOO_LARGE, answer.ending());
                assertEquals(List.of("a head of more than 65536 bytes or 1000 lines"), answer.faults());
            }
        }
    }

    /** Of these, the client below follows 303 for any method, if it is let. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) throws IOException {
        try (RawServer other = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
                RawServer server = RawServer.answering("HTTP/1.1 " + status + " Elsewhere\r\nLocation: " + other.url()
                        + "\r\nContent-Length: 0\r\n\r\n")) {
            assertEquals(status, send(TRANSPORT, server.url()).status());
            assertEquals(0, other.connections());
        }
    }

    @Test
    void nothingIsSentTwice() throws IOException {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 503 Later\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n")) {
            assertEquals(503, send(TRANSPORT, server.url()).status());
            assertEquals(1, server.connections());
        }
        try (RawServer server = new RawServer(visit -> {})) {
            assertEquals(Ending.CUT, send(TRANSPORT, server.url()).ending());
            assertEquals(1, server.connections());
        }
    }

    @Test
    void garbageIsNoStatusLine() throws IOException {
        Answer answer = answer("SSH-2.0-OpenSSH\r\n");
        assertEquals(0, answer.status());
        assertEquals(List.of("no HTTP status line"), answer.faults());
    }

    @Test
    void anEndlessAnswerIsEnded() throws IOException {
        try (RawServer server = new RawServer(visit -> {
            visit.send("HTTP/1.1 200 OK\r\n\r\n");
            byte[] block = new byte[1 << 16];
            while (visit.closing().getCount() > 0) {
                visit.out().write(block);
            }
        })) {
            Answer answer = send(TRANSPORT, server.url());
            assertEquals(Ending.TOO_LARGE, answer.ending());
            assertEquals(Transport.LARGEST_ANSWER, answer.raw().length);
        }
    }

    @Test
    void aRefusedConnectionIsUnreachable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Answer answer = send(TRANSPORT, URI.create("http://127.0.0.1:" + port));
        assertEquals(Ending.UNREACHABLE, answer.ending());
        assertTrue(answer.detail().contains("refused"), answer.detail());
    }

    @Test
    void aRequestShowsNoKey() {
        Credential credential = new Credential(new Credential.Scheme("bearer", "Authorization", "Bearer "), "secret");
        Request request = new Request("POST", URI.create("http://127.0.0.1"), List.of(), credential, null, new byte[0]);
        assertFalse(request.toString().contains("secret"), request.toString());
    }

    @Test
    void theFirstExchangeWaitsForNothing() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), new Pause(Duration.ofHours(1))::run);
    }

    @Test
    void everyOtherExchangeWaits() {
        Pause pause = new Pause(Duration.ofMillis(100));
        long start = System.nanoTime();
        for (int paused = 0; paused < 3; paused++) {
            pause.run();
            assertTrue(System.nanoTime() - start >= paused * 100_000_000L, paused + " pauses");
        }
    }

    @Test
    void whatComesBeforeAnExchangeComesBeforeEachOfThem() throws IOException {
        AtomicInteger pauses = new AtomicInteger();
        try (RawServer server = RawServer.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            Transport transport = new Transport(Duration.ofSeconds(5), pauses::incrementAndGet);
            Request request = new Request("GET", server.url(), List.of(), null, null, new byte[0]);
            transport.send(request);
            transport.send(request);
        }
        assertEquals(2, pauses.get());
    }
}
