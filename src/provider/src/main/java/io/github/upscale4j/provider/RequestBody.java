package io.github.upscale4j.provider;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a request's body, of known length or chunked, up to a limit or up to where a fault stops it. */
final class RequestBody {
    /** How the reading ended. */
    enum End {
        COMPLETE,
        TOO_LARGE,
        STOPPED
    }

    private final RequestStream in;
    private final long limit;
    private final long stopAfter;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /**
     * @param limit the most bytes to take
     * @param stopAfter after how many bytes to stop in any case
     */
    RequestBody(RequestStream in, long limit, long stopAfter) {
        this.in = in;
        this.limit = limit;
        this.stopAfter = stopAfter;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** @throws EOFException if the stream ends before the body does */
    End read(RequestHead head) throws IOException, RequestHead.Malformed {
        if (!head.chunked()) {
            End end = take(head.length());
            return end == null ? End.COMPLETE : end;
        }
        while (true) {
            String line = RequestHead.line(in, 1024, false);
            String size = line == null ? "" : line.replaceFirst("[ \t]*;.*", "").strip();
            if (!size.matches("[0-9a-fA-F]{1,15}")) {
                throw new RequestHead.Malformed(400, "body", "expected the size of a chunk in hexadecimal digits");
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                int left = 16 * 1024;
                for (String trailer = RequestHead.line(in, left, false);
                        trailer != null && !trailer.isEmpty();
                        trailer = RequestHead.line(in, left, false)) {
                    left = Math.max(0, left - trailer.length() - 1);
                }
                return End.COMPLETE;
            }
            End end = take(length);
            if (end != null) {
                return end;
            }
            String after = RequestHead.line(in, 2, false);
            if (after == null || !after.isEmpty()) {
                throw new RequestHead.Malformed(400, "body", "expected a line end after a chunk");
            }
        }
    }

    private @Nullable End take(long length) throws IOException {
        byte[] buffer = new byte[32 * 1024];
        long left = length;
        while (left > 0) {
            if (bytes.size() >= stopAfter) {
                return End.STOPPED;
            } else if (bytes.size() >= limit) {
                return End.TOO_LARGE;
            }
            long most = Math.min(Math.min(left, buffer.length), Math.min(limit, stopAfter) - bytes.size());
            int n = in.read(buffer, (int) most);
            if (n < 0) {
                throw new EOFException("the request ends within its body");
            }
            bytes.write(buffer, 0, n);
            left -= n;
        }
        return null;
    }
}
