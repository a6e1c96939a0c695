package io.github.upscale4j.provider;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A connection's way out: answers, interim answers, and every manner of ending. Used by one thread. */
final class Wire {
    private static final int LINGER_MILLIS = 2_000;

    private final Socket socket;
    private final RequestStream in;
    private final Closing closing;
    private final OutputStream out;

    Wire(Socket socket, RequestStream in, Closing closing) throws IOException {
        this.socket = socket;
        this.in = in;
        this.closing = closing;
        this.out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
    }

    /** An answer without headers. */
    void interim(int status) throws IOException {
        head(status, Reason.of(status), List.of());
        out.flush();
    }

    private void head(int status, String reason, List<Exchange.Header> headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + reason + "\r\n");
        headers.forEach(header -> head.append(header.name() + ": " + header.value() + "\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Sends an answer; returns whether the connection can be used again. */
    boolean send(Delivery delivery) throws IOException, InterruptedException {
        for (int status : delivery.interim()) {
            interim(status);
        }
        closing.sleep(Duration.ofMillis(delivery.delayMillis()));
        FaultTransport.Ending end = delivery.end();
        if (end != null && delivery.cut() < 0) {
            end(end.manner());
            return false;
        }
        head(delivery.status(), delivery.reason(), delivery.headers());
        if (delivery.bodyOf()) {
            body(delivery);
        }
        out.flush();
        if (end != null) {
            end(end.manner());
        } else if (delivery.closes()) {
            end(FaultTransport.Manner.CLOSE);
        }
        return end == null && !delivery.closes();
    }

    private void body(Delivery delivery) throws IOException {
        long length = delivery.payload().length();
        long count = delivery.cut() < 0 ? length : Math.min(delivery.cut(), length);
        FaultTransport.Drip drip = delivery.drip();
        OutputStream body = delivery.chunked() ? new Chunks(out) : out;
        int atATime = 8192;
        if (drip != null) {
            body = new Drops(body, out, Duration.ofMillis(drip.millis()));
            atATime = drip.bytes();
            out.flush();
        }
        delivery.payload().write(body, count, atATime);
        if (delivery.chunked() && count == length) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Ends the connection; in a stall, only when the provider or the caller closes. */
    void end(FaultTransport.Manner manner) throws IOException {
        switch (manner) {
            case RESET -> {
                socket.setSoLinger(true, 0);
                socket.close();
            }
            case CLOSE -> {
                // Closing with unread bytes would send RST and could take the answer back: FIN first, then read on a
                // while.
                out.flush();
                socket.shutdownOutput();
                long until = System.nanoTime() + LINGER_MILLIS * 1_000_000L;
                socket.setSoTimeout(LINGER_MILLIS);
                in.discard(until);
                socket.close();
            }
            case STALL -> {
                socket.setSoTimeout(0);
                in.discard(Long.MAX_VALUE);
                socket.close();
            }
        }
    }

    /** Each write is a chunk. */
    private static final class Chunks extends OutputStream {
        private final OutputStream out;

        Chunks(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(
                    (Integer.toHexString(count).toLowerCase(Locale.ROOT) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes, from, count);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Each write waits, then leaves at once. */
    private final class Drops extends OutputStream {
        private final OutputStream body;
        private final OutputStream below;
        private final Duration wait;

        Drops(OutputStream body, OutputStream below, Duration wait) {
            this.body = body;
            this.below = below;
            this.wait = wait;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                closing.sleep(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the provider closes", e);
            }
            body.write(bytes, from, count);
            below.flush();
        }
    }
}
