package io.github.upscale4j.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is kept for the next call, with TCP_NODELAY; for one thread. The file's bytes are copied in pieces, since all
 * rivals take them through the process, as TLS would make them: {@code FileChannel.transferTo} leaves them in the kernel, which
 * measures the kernel and is a limit that no client of HTTP libraries can come near.
 */
final class KeptSocket {
    private static final int PIECE = 64 * 1024;
    private static final int TIMEOUT_MILLIS = 180_000;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);

    private final URI baseUrl;
    private final byte[] piece = new byte[PIECE];
    private volatile @Nullable Socket open;

    KeptSocket(URI baseUrl) {
        this.baseUrl = baseUrl;
    }

    byte[] call(Path image) throws IOException {
        try {
            Socket socket = socket();
            send(socket.getOutputStream(), image);
            return answer(socket.getInputStream());
        } catch (IOException e) {
            close(); // The next call does not find half of an answer.
            throw e;
        }
    }

    private Socket socket() throws IOException {
        Socket socket = open;
        if (socket == null) {
            socket = new Socket(baseUrl.getHost(), baseUrl.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            open = socket;
        }
        return socket;
    }

    /** Head and file share pieces: a packet of their own for the head's few bytes would be a system call more. */
    private void send(OutputStream out, Path image) throws IOException {
        MultipartRequest multipart = new MultipartRequest(Parameters.EXAMPLE, image);
        long length = multipart.head.length + Files.size(image) + multipart.tail.length;
        String head = "POST /ideogram/upscale HTTP/1.1\r\n"
                + "Host: " + baseUrl.getAuthority() + "\r\n"
                + "Authorization: Bearer " + Parameters.KEY + "\r\n"
                + "Accept: application/json\r\n"
                + "Content-Type: " + MultipartRequest.CONTENT_TYPE + "\r\n"
                + "Content-Length: " + length + "\r\n\r\n";
        int filled = put(head.getBytes(ISO_8859_1), 0);
        filled = put(multipart.head, filled);
        try (InputStream file = Files.newInputStream(image)) {
            int read;
            while ((read = file.read(piece, filled, PIECE - filled)) >= 0) {
                filled += read;
                if (filled == PIECE) {
                    out.write(piece);
                    filled = 0;
                }
            }
        }
        if (filled + multipart.tail.length > PIECE) {
            out.write(piece, 0, filled);
            filled = 0;
        }
        out.write(piece, 0, put(multipart.tail, filled));
    }

    private int put(byte[] bytes, int at) {
        System.arraycopy(bytes, 0, piece, at, bytes.length);
        return at + bytes.length;
    }

    private byte[] answer(InputStream in) throws IOException {
        int filled = 0;
        int bodyStart = -1;
        while (bodyStart < 0) {
            int read = filled == PIECE ? -1 : in.read(piece, filled, PIECE - filled);
            if (read < 0) {
                throw new EOFException("no end of the answer's head within " + filled + " bytes");
            }
            int from = Math.max(filled - END_OF_HEAD.length, 0);
            filled += read;
            bodyStart = endOfHead(from, filled);
        }
        String head = new String(piece, 0, bodyStart, ISO_8859_1);
        if (!head.startsWith("HTTP/1.1 200")) {
            throw new IOException(head.lines().findFirst().orElse(""));
        }
        byte[] body = Arrays.copyOfRange(piece, bodyStart, bodyStart + contentLength(head));
        int there = Math.min(filled - bodyStart, body.length);
        if (in.readNBytes(body, there, body.length - there) < body.length - there) {
            throw new EOFException("the answer is shorter than its Content-Length");
        }
        return body;
    }

    /** The place of the body's first byte, or -1. */
    private int endOfHead(int from, int to) {
        for (int i = from; i + END_OF_HEAD.length <= to; i++) {
            if (Arrays.equals(piece, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                return i + END_OF_HEAD.length;
            }
        }
        return -1;
    }

    private static int contentLength(String head) throws IOException {
        String name = "\r\ncontent-length:";
        int start = head.toLowerCase(Locale.ROOT).indexOf(name);
        if (start < 0) {
            throw new IOException("the answer has no Content-Length");
        }
        start += name.length();
        return Integer.parseInt(
                head.substring(start, head.indexOf("\r\n", start)).strip());
    }

    void close() {
        Socket socket = open;
        open = null;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
    }
}
