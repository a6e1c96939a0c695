package io.github.upscale4j.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareServerTest {
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"data\": [7]}";
    private static final String POST = "POST /ideogram/upscale HTTP/1.1\r\nHost: localhost\r\n";
    private static final int IMPATIENCE_MILLIS = 10_000;

    @TempDir
    static Path output;

    private static Program.Server server;
    private Socket socket;

    @BeforeAll
    static void serve() throws IOException {
        Folders folders = new Folders(Built.project(), output);
        Files.createDirectories(folders.logs());
        Files.createDirectories(folders.input());
        Files.writeString(folders.input().resolve("answer-2.json"), "{\"data\": [7]}");
        server = CallRuns.bareServer(folders);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void connect() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort());
        socket.setSoTimeout(IMPATIENCE_MILLIS);
    }

    @AfterEach
    void hangUp() throws IOException {
        socket.close();
    }

    @Test
    void aBodyOfKnownLength() throws IOException {
        send(POST + "Content-Length: 9\r\n\r\n1234\r\n\r\n\n");
        assertAnswered();
    }

    @Test
    void aBodyInChunks() throws IOException {
        send(POST + "Transfer-Encoding: chunked\r\n\r\n4\r\n12\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n");
        assertAnswered();
    }

    @Test
    void anAnswerForEachRequestOfAConnection() throws IOException {
        send(POST + "content-length: 3\r\n\r\n123");
        assertAnswer();
        send(POST + "transfer-encoding: Chunked\r\n\r\n3\r\n123\r\n0\r\n\r\n");
        assertAnswer();
        send(POST + "Content-Length: 0\r\n\r\n");
        assertAnswered();
    }

    @Test
    void noAnswerBeforeTheWholeRequest() throws IOException {
        send(POST + "Content-Length: 3\r\n\r\n12");
        assertEnd();
    }

    @Test
    void aCallerThatAsksWhetherItMaySendTheBody() throws IOException {
        send(POST + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        assertEquals("HTTP/1.1 100 Continue\r\n\r\n", read("HTTP/1.1 100 Continue\r\n\r\n".length()));
        send("123");
        assertAnswered();
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private void assertAnswer() throws IOException {
        assertEquals(ANSWER, read(ANSWER.length()));
    }

    /** One answer, and then no more: nothing of the body was taken for a further request. */
    private void assertAnswered() throws IOException {
        assertAnswer();
        assertEnd();
    }

    private void assertEnd() throws IOException {
        socket.shutdownOutput();
        assertEquals("", read(Integer.MAX_VALUE));
    }

    private String read(int length) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readNBytes(length), US_ASCII);
    }
}
