package io.github.upscale4j.provider;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A connection's bytes, counted request by request and kept if asked. Not thread-safe. */
final class RequestStream {
    private final InputStream in;
    /** What a connection may keep of its memory from one request to the next. */
    private static final int MOST_ROOM = 1 << 16;

    private @Nullable ByteArrayOutputStream kept;
    private long count;

    RequestStream(InputStream in, boolean keep) {
        this.in = new BufferedInputStream(in, 32 * 1024);
        this.kept = keep ? new ByteArrayOutputStream() : null;
    }

    int read() throws IOException {
        int b = in.read();
        if (b >= 0) {
            count++;
            if (kept != null) {
                kept.write(b);
            }
        }
        return b;
    }

    int read(byte[] buffer, int length) throws IOException {
        int n = in.read(buffer, 0, length);
        if (n > 0) {
            count += n;
            if (kept != null) {
                kept.write(buffer, 0, n);
            }
        }
        return n;
    }

    /** Whether a byte can be read without waiting. */
    boolean hasByte() throws IOException {
        return in.available() > 0;
    }

    /** Waits for a byte, or the end, and reads neither. */
    void awaitByte() throws IOException {
        in.mark(1);
        if (in.read() >= 0) {
            in.reset();
        }
    }

    /** Reads to the end, an error or that time ({@link System#nanoTime}), neither counting nor keeping. */
    void discard(long until) {
        byte[] buffer = new byte[8192];
        try {
            while (in.read(buffer) >= 0 && (until == Long.MAX_VALUE || System.nanoTime() - until < 0)) {
                // dropped
            }
        } catch (IOException e) {
            // The connection is over, or silent for too long: either way there is nothing more to read.
        }
    }

    /** Bytes since {@link #next}. */
    long count() {
        return count;
    }

    byte[] kept() {
        return kept == null ? new byte[0] : kept.toByteArray();
    }

    void next() {
        count = 0;
        if (kept != null && kept.size() > MOST_ROOM) {
            kept = new ByteArrayOutputStream();
        } else if (kept != null) {
            kept.reset();
        }
    }
}
