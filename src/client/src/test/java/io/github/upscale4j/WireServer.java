package io.github.upscale4j;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A server that does with its connections what a test says, and keeps what arrived, byte for byte. */
final class WireServer implements AutoCloseable {
    /** An answer that keeps the contract. */
    static final String RESULT = "{\"created\":\"2000-01-23T04:56:07Z\",\"data\":[{\"seed\":7,\"prompt\":\"p\","
            + "\"resolution\":\"40x30\",\"url\":\"http://127.0.0.1:9/x.png\",\"is_image_safe\":true}]}";

    private final ServerSocket server = new ServerSocket();
    private final Behaviour behaviour;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Received> requests = new CopyOnWriteArrayList<>();

    /** What happens on a connection; it is closed afterwards. */
    interface Behaviour {
        void serve(Connection connection) throws IOException;
    }

    /** A request that arrived to its last byte. */
    record Received(String head, ByteString body) {
        /** Head and body, a character for each byte. */
        String text() {
            return head + body.string(StandardCharsets.ISO_8859_1);
        }

        List<String> lines() {
            return head.lines().toList();
        }
    }

    private WireServer(String address, int port, Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getByName(address), port), 50);
        daemon(this::accept);
    }

    static WireServer start(Behaviour behaviour) throws IOException {
        return start("127.0.0.1", 0, behaviour);
    }

    static WireServer start(String address, int port, Behaviour behaviour) throws IOException {
        return new WireServer(address, port, behaviour);
    }

    /** Answers each request with what the function makes of its number, which counts from 1. */
    static WireServer answering(Answer answer) throws IOException {
        AtomicInteger number = new AtomicInteger();
        return start(connection -> {
            while (connection.read() != null) {
                connection.write(answer.to(number.incrementAndGet()));
            }
        });
    }

    /** What is written for the request of that number. */
    interface Answer {
        String to(int number);
    }

    /** Status line, further header lines and a body, with its length. */
    static String answer(String status, String body, String... lines) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
        for (String line : lines) {
            head.append(line).append("\r\n");
        }
        return head + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static String result() {
        return answer("200 OK", RESULT);
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int connections() {
        return connections.get();
    }

    /** What arrived in full, in its order. */
    List<Received> requests() {
        return requests;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Connection connection = new Connection(connections.incrementAndGet(), socket);
                daemon(() -> {
                    try (socket) {
                        behaviour.serve(connection);
                    } catch (IOException e) {
                        // The client is gone, or the test is over.
                    }
                });
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "wire-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** One connection, from 1. */
    final class Connection {
        final int number;
        final Socket socket;
        private final InputStream in;

        private Connection(int number, Socket socket) throws IOException {
            this.number = number;
            this.socket = socket;
            in = new BufferedInputStream(socket.getInputStream());
        }

        /** The next request, with its body; null where none comes any more. */
        @Nullable Received read() throws IOException {
            String head = readHead();
            if (head == null) {
                return null;
            }
            int length = head.lines()
                    .map(line -> line.toLowerCase(Locale.ROOT))
                    .filter(line -> line.startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(
                            line.substring("content-length:".length()).strip()))
                    .findFirst()
                    .orElse(0);
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                return null;
            }
            Received received = new Received(head, ByteString.of(body));
            requests.add(received);
            return received;
        }

        /** The next request's head, up to the empty line; null where none comes any more. */
        @Nullable String readHead() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            String text = "";
            while (!text.endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return null;
                }
                head.write(next);
                text = next == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
            }
            return text;
        }

        /** The server's. */
        int port() {
            return socket.getLocalPort();
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Ends the connection by RST. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
