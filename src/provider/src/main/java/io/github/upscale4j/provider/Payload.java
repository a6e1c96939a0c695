package io.github.upscale4j.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** The bytes of an answer's body: some bytes, so many times, filled up with spaces. Never held as a whole. */
final class Payload {
    private final byte[] unit;
    private final long times;
    private final long padTo;

    /** @param padTo the least length in bytes */
    Payload(byte[] unit, long times, long padTo) {
        this.unit = unit;
        this.times = times;
        this.padTo = padTo;
    }

    long length() {
        return Math.max(Math.multiplyExact(times, unit.length), padTo);
    }

    /** Writes the first bytes, at most so many at a time. */
    void write(OutputStream out, long count, int atATime) throws IOException {
        byte[] spaces = new byte[(int) Math.min(8192, Math.max(1, padTo))];
        Arrays.fill(spaces, (byte) ' ');
        long repeated = Math.multiplyExact(times, unit.length);
        long at = 0;
        while (at < count) {
            byte[] source = at < repeated ? unit : spaces;
            int from = at < repeated ? (int) (at % unit.length) : 0;
            int n = (int) Math.min(Math.min(source.length - from, atATime), count - at);
            out.write(source, from, n);
            at += n;
        }
    }

    Payload zipped() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped, 8192)) {
            write(out, length(), Integer.MAX_VALUE);
        }
        return new Payload(zipped.toByteArray(), 1, 0);
    }
}
