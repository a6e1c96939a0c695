package io.github.upscale4j.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A server that costs next to nothing, so that what is measured is its callers: it reads each request to its end, throws it away,
 * and sends one prepared answer. Connections are kept as long as the caller keeps them.
 */
public final class BareServer {
    /** So that most of a request is read in few system calls. */
    private static final int BUFFER = 1 << 16;

    private final byte[] answer;

    private BareServer(byte[] answer) {
        this.answer = answer;
    }

    /**
     * Serves until the process is killed, and prints the port.
     *
     * @param arguments the file that holds the answer's JSON
     */
    public static void main(String[] arguments) throws IOException {
        byte[] json = Files.readAllBytes(Path.of(arguments[0]));
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length + "\r\n\r\n";
        byte[] answer = new byte[head.length() + json.length];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, answer, 0, head.length());
        System.arraycopy(json, 0, answer, head.length(), json.length);
        BareServer server = new BareServer(answer);
        try (ServerSocket socket = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
            System.out.println(socket.getLocalPort());
            while (true) {
                Socket caller = socket.accept();
                Thread thread = new Thread(() -> server.serve(caller));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            caller.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(caller.getInputStream(), BUFFER);
            OutputStream out = caller.getOutputStream();
            byte[] scratch = new byte[BUFFER];
            for (String line = line(in); line != null; line = line(in)) {
                readRequest(in, out, scratch);
                out.write(answer);
            }
        } catch (IOException e) {
            // The caller is gone.
        }
    }

    /** What follows the request's first line. */
    private static void readRequest(InputStream in, OutputStream out, byte[] scratch) throws IOException {
        long length = 0;
        boolean chunked = false;
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Long.parseLong(
                        header.substring("content-length:".length()).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = true;
            } else if (header.startsWith("expect:")) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        if (!chunked) {
            skip(in, length, scratch);
            return;
        }
        for (long chunk = chunk(in); chunk > 0; chunk = chunk(in)) {
            skip(in, chunk, scratch);
            line(in);
        }
        line(in);
    }

    private static long chunk(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            throw new EOFException("expected a chunk");
        }
        return Long.parseLong(line.strip(), 16);
    }

    private static void skip(InputStream in, long length, byte[] scratch) throws IOException {
        for (long left = length; left > 0; ) {
            int count = in.read(scratch, 0, (int) Math.min(left, scratch.length));
            if (count < 0) {
                throw new EOFException("expected " + left + " more bytes");
            }
            left -= count;
        }
    }

    /** A line without its end; null where the caller sent no further one. */
    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
