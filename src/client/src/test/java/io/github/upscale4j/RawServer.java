package io.github.upscale4j;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server of exact bytes: one answer for each connection, which then closes, or stalls after the last answer. */
final class RawServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket();
    private final Queue<byte[]> answers = new ConcurrentLinkedQueue<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final boolean stalls;
    /** The heads that came. */
    final List<String> heads = new CopyOnWriteArrayList<>();
    /** Connections, also those on which nothing came. */
    final List<Integer> accepted = new CopyOnWriteArrayList<>();
    /** Opens when an answer was sent. */
    final CountDownLatch answered = new CountDownLatch(1);

    /** Opens when a connection ended on which nothing had come. */
    final CountDownLatch silent = new CountDownLatch(1);

    private RawServer(InetAddress address, boolean stalls, List<byte[]> answers) throws IOException {
        this.stalls = stalls;
        this.answers.addAll(answers);
        server.bind(new InetSocketAddress(address, 0));
        Thread thread = new Thread(this::accept, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    static RawServer of(byte[]... answers) throws IOException {
        return new RawServer(InetAddress.getLoopbackAddress(), false, List.of(answers));
    }

    static RawServer at(InetAddress address) throws IOException {
        return new RawServer(address, false, List.of());
    }

    static RawServer stalling(byte[] answer) throws IOException {
        return new RawServer(InetAddress.getLoopbackAddress(), true, List.of(answer));
    }

    /** An answer of a head, whose lines are joined, and a body. */
    static byte[] answer(String head, byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes((head.strip().replace("\n", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        return all.toByteArray();
    }

    static byte[] redirect(String location) {
        return answer("HTTP/1.1 302 Found\nContent-Length: 0\nConnection: close\nLocation: " + location, new byte[0]);
    }

    /** A whole answer with a declared length. */
    static byte[] ok(byte[] body) {
        return answer("HTTP/1.1 200 OK\nConnection: close\nContent-Length: " + body.length, body);
    }

    static byte[] status(int status, String... headers) {
        String lines = headers.length == 0 ? "" : "\n" + String.join("\n", headers);
        return answer("HTTP/1.1 " + status + " X\nContent-Length: 2\nConnection: close" + lines, new byte[] {'n', 'o'});
    }

    int port() {
        return server.getLocalPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                accepted.add(socket.getPort());
                serve(socket);
            } catch (IOException e) {
                // The caller is gone, or this was closed.
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        String head = head(socket.getInputStream());
        if (head.isEmpty()) {
            silent.countDown();
            socket.close();
            return;
        }
        heads.add(head);
        byte[] answer = answers.poll();
        socket.getOutputStream().write(answer == null ? status(599) : answer);
        socket.getOutputStream().flush();
        answered.countDown();
        if (!stalls) {
            socket.close();
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
