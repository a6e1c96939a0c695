package io.github.upscale4j.conformance;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The bytes that one exchange reads from its sockets, and the means to end it from another thread. */
final class Wire {
    private final int largest;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final List<Socket> sockets = new ArrayList<>();
    private boolean connected;
    private boolean sent;
    private boolean aborted;
    private boolean overflowed;
    private boolean reset;

    Wire(int largest) {
        this.largest = largest;
    }

    /** The exchange begins to connect, or failed before that. */
    void begun() {
        begun.countDown();
    }

    /** Waits for {@link #begun}, in vain for so long at most. */
    void awaitBegun(Duration longest) throws InterruptedException {
        // Whether in vain shows in what becomes of the exchange.
        boolean unused = begun.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Every socket of the exchange passes here before it connects; a secure one after the one below it. */
    synchronized void opened(Socket socket) throws IOException {
        sockets.add(socket);
        if (aborted) {
            socket.close();
        }
    }

    InputStream tee(InputStream in) {
        synchronized (this) {
            connected = true;
        }
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count;
                try {
                    count = super.read(bytes, offset, length);
                } catch (SocketTimeoutException e) {
                    throw e;
                } catch (IOException e) {
                    failed();
                    throw e;
                }
                if (count > 0) {
                    keep(bytes, offset, count);
                }
                return count;
            }
        };
    }

    /** The whole request was handed over. */
    synchronized void sent() {
        sent = true;
    }

    private synchronized void failed() {
        reset = true;
    }

    private synchronized void keep(byte[] bytes, int offset, int count) throws IOException {
        int room = largest - received.size();
        received.write(bytes, offset, Math.min(room, count));
        if (count > room) {
            overflowed = true;
            throw new IOException("more than " + largest + " bytes");
        }
    }

    /** Closes the sockets, the lowest first, so that nothing waits for a farewell. */
    void abort() {
        List<Socket> open;
        synchronized (this) {
            aborted = true;
            open = List.copyOf(sockets);
        }
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is going away all the same.
            }
        }
    }

    synchronized boolean mayStillRead() {
        return connected && !aborted && !overflowed && !reset;
    }

    synchronized byte[] received() {
        return received.toByteArray();
    }

    synchronized Ending ending() {
        if (aborted) {
            return connected ? Ending.DEADLINE : Ending.UNREACHABLE;
        }
        if (overflowed) {
            return Ending.TOO_LARGE;
        }
        if (!connected) {
            return Ending.UNREACHABLE;
        }
        if (!sent && received.size() == 0) {
            return Ending.UNSENT;
        }
        return reset ? Ending.RESET : Ending.COMPLETE;
    }
}
