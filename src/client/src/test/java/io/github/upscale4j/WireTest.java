package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.upscale4j.UpscaleClient.Authorization;
import io.github.upscale4j.api.UpscaleApi;
import io.github.upscale4j.model.UpscaleRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a call puts on the wire, byte for byte. */
class WireTest {
    private WireServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = WireServer.answering(number -> WireServer.result());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void requestIsTheDocumentsOneAndNothingElse() throws Exception {
        UpscaleRequest request =
                UpscaleRequest.builder().prompt("Möwe 🐦 \"x\"").resemblance(60).build();
        try (UpscaleClient client = Calls.client(server.url() + "/gateway/v1/").build()) {
            client.upscale(Calls.png(), request);
        }

        WireServer.Received received = only();
        String head = received.head();
        String boundary = head.replaceAll("(?s).*boundary=([^\r]+)\r.*", "$1");
        assertEquals(
                String.join(
                        "\r\n",
                        "POST /gateway/v1/ideogram/upscale HTTP/1.1",
                        "Accept: application/json",
                        "Accept-Encoding: identity",
                        "Content-Type: multipart/form-data; boundary=" + boundary,
                        "Content-Length: " + received.body().size(),
                        "Host: 127.0.0.1:" + server.port(),
                        "Connection: Keep-Alive",
                        "User-Agent: okhttp/" + OkHttp.VERSION,
                        "Authorization: Bearer " + Calls.KEY,
                        "",
                        ""),
                head);
        String before = String.join(
                "\r\n",
                "--" + boundary,
                "Content-Disposition: form-data; name=\"image_request\"",
                "Content-Transfer-Encoding: binary", // Retrofit's
                "",
                "{\"prompt\":\"Möwe 🐦 \\\"x\\\"\",\"resemblance\":60}",
                "--" + boundary,
                "Content-Disposition: form-data; name=\"image_file\"; filename=\"image.png\"",
                "Content-Type: image/png",
                "",
                "");
        byte[] expected = concat(
                before.getBytes(StandardCharsets.UTF_8),
                Photos.PNG,
                ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        assertEquals(
                new String(expected, StandardCharsets.ISO_8859_1),
                received.body().string(StandardCharsets.ISO_8859_1));
    }

    static Stream<Arguments> places() {
        return Stream.of(
                Arguments.of("", null, "/ideogram/upscale"),
                Arguments.of("/", null, "/ideogram/upscale"),
                Arguments.of("///", null, "/ideogram/upscale"),
                Arguments.of("/a/b", null, "/a/b/ideogram/upscale"),
                Arguments.of("/a%2Fb/", null, "/a%2Fb/ideogram/upscale"),
                Arguments.of("", "/upscale", "/upscale"),
                Arguments.of("/a", "/upscale", "/a/upscale"));
    }

    @ParameterizedTest
    @MethodSource("places")
    void prefixAndPathAreJoined(String prefix, String path, String expected) throws Exception {
        UpscaleClient.Builder options = Calls.client(server.url() + prefix);
        try (UpscaleClient client = (path == null ? options : options.path(path)).build()) {
            client.upscale(Calls.png(), Calls.REQUEST);
        }

        assertEquals("POST " + expected + " HTTP/1.1", only().lines().get(0));
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(Photos.PNG, "image/png", "image.png"),
                Arguments.of(Photos.JPEG, "image/jpeg", "image.jpg"),
                Arguments.of(Photos.WEBP, "image/webp", "image.webp"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void kindIsToldByTheFirstBytesAndTheNameIsNotSent(byte[] picture, String type, String name) throws Exception {
        Path file = Files.write(folder.resolve("geheime Möwe;\" x.gif"), picture);
        try (UpscaleClient client = Calls.client(server.url()).build()) {
            client.upscale(ImageFile.of(file), Calls.REQUEST);
        }

        String text = only().text();
        assertTrue(
                text.contains("name=\"image_file\"; filename=\"" + name + "\"\r\nContent-Type: " + type + "\r\n\r\n"
                        + new String(picture, StandardCharsets.ISO_8859_1)),
                text);
        assertFalse(text.contains("geheim") || text.contains(".gif"), text);
    }

    static Stream<Arguments> credentials() {
        return Stream.of(
                Arguments.of(Authorization.BEARER, "Authorization: Bearer " + Calls.KEY),
                Arguments.of(Authorization.KEY, "Authorization: " + Calls.KEY),
                Arguments.of(Authorization.API_KEY, "Api-Key: " + Calls.KEY));
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void keyIsInExactlyOneHeader(Authorization style, String expected) throws Exception {
        try (UpscaleClient client =
                Calls.client(server.url()).authorization(style).build()) {
            client.upscale(Calls.png(), Calls.REQUEST);
        }

        List<String> credentials = only().lines().stream()
                .filter(line -> line.contains(Calls.KEY) || line.matches("(?i)(?:authorization|.*key.*):.*"))
                .toList();
        assertEquals(List.of(expected), credentials);
        assertEquals(only().text().indexOf(Calls.KEY), only().text().lastIndexOf(Calls.KEY));
    }

    @Test
    void largestImageArrivesWithoutEverBeingInMemory() throws Exception {
        byte[] picture = Photos.png((int) UpscaleApi.IMAGE_FILE_MAX_BYTES);
        Path file = Files.write(folder.resolve("large.png"), picture);
        AtomicLong allocated = new AtomicLong();
        try (WireServer large = WireServer.start(connection -> {
                    connection.read();
                    allocated.set(allocatedByClients());
                    connection.write(WireServer.result());
                });
                UpscaleClient client = Calls.client(large.url()).build()) {
            client.upscale(ImageFile.of(file), Calls.REQUEST);

            byte[] body = large.requests().get(0).body().toByteArray();
            int start = new String(body, 0, 1000, StandardCharsets.ISO_8859_1).indexOf("\u0089PNG");
            assertArrayEquals(picture, Arrays.copyOfRange(body, start, start + picture.length));
            assertTrue(
                    allocated.get() > 0 && allocated.get() < picture.length / 2,
                    "the client's thread allocated " + allocated + " bytes");
        }
    }

    @Test
    void socketsSendAtOnceAndGiveSignsOfLife() throws Exception {
        List<Socket> sockets = new CopyOnWriteArrayList<>();
        OkHttpClient user = new OkHttpClient.Builder()
                .socketFactory(new KeptSockets(sockets))
                .build();
        List<Boolean> options = new CopyOnWriteArrayList<>();
        try (WireServer watching = WireServer.start(connection -> {
                    connection.read();
                    options.add(sockets.get(0).getTcpNoDelay());
                    options.add(sockets.get(0).getKeepAlive());
                    connection.write(WireServer.result());
                });
                UpscaleClient client =
                        Calls.client(watching.url()).httpClient(user).build()) {
            client.upscale(Calls.png(), Calls.REQUEST);

            assertEquals(List.of(true, true), options);
        }
    }

    private WireServer.Received only() {
        assertEquals(1, server.requests().size());
        return server.requests().get(0);
    }

    private static long allocatedByClients() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Calls.clientThreads().stream()
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getId()))
                .sum();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Plain sockets, to be looked at. */
    private static final class KeptSockets extends SocketFactory {
        private final List<Socket> sockets;

        KeptSockets(List<Socket> sockets) {
            this.sockets = sockets;
        }

        @Override
        public Socket createSocket() throws SocketException {
            Socket socket = new Socket();
            sockets.add(socket);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
