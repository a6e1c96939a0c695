package io.github.upscale4j.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A chunked body with its chunks taken off.
 *
 * @param length bytes up to the end of the last chunk and its trailer
 * @param whole whether the last chunk and its end arrived
 * @param spans where the body's bytes are among all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Chunks(byte[] body, int length, boolean whole, Optional<String> fault, List<Span> spans) {

    /** The beginning of a fault that quotes the line. */
    static final String NO_SIZE = "a chunk of size";

    /** Where bytes stand, and how many. */
    record Span(int from, int length) {}

    static Chunks read(byte[] bytes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<Span> spans = new ArrayList<>();
        int at = 0;
        while (true) {
            int end = lineEnd(bytes, at);
            if (end < 0) {
                return new Chunks(body.toByteArray(), bytes.length, false, Optional.empty(), spans);
            }
            String line = text(bytes, at, end);
            String size = line.split(";", 2)[0].trim();
            if (!size.matches("0*[0-9A-Fa-f]{1,7}")) {
                return new Chunks(body.toByteArray(), at, false, Optional.of(NO_SIZE + " \"" + line + '"'), spans);
            }
            int length = Integer.parseInt(size, 16);
            at = end + 1;
            if (length == 0) {
                return trailer(bytes, at, body.toByteArray(), spans);
            }
            int available = Math.min(length, bytes.length - at);
            body.write(bytes, at, available);
            spans.add(new Span(at, available));
            at += available;
            if (available < length || at == bytes.length) {
                return new Chunks(body.toByteArray(), bytes.length, false, Optional.empty(), spans);
            }
            int next = lineEnd(bytes, at);
            if (next < 0) {
                return new Chunks(body.toByteArray(), bytes.length, false, Optional.empty(), spans);
            }
            if (!text(bytes, at, next).isEmpty()) {
                return new Chunks(
                        body.toByteArray(), at, false, Optional.of("a chunk longer than its size " + length), spans);
            }
            at = next + 1;
        }
    }

    private static Chunks trailer(byte[] bytes, int start, byte[] body, List<Span> spans) {
        int at = start;
        for (int end = lineEnd(bytes, at); end >= 0; end = lineEnd(bytes, at)) {
            boolean empty = text(bytes, at, end).isEmpty();
            at = end + 1;
            if (empty) {
                return new Chunks(body, at, true, Optional.empty(), spans);
            }
        }
        return new Chunks(body, bytes.length, false, Optional.empty(), spans);
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static String text(byte[] bytes, int from, int to) {
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }
}
