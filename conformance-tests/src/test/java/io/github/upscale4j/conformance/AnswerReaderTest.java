package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class AnswerReaderTest {
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.US_ASCII);

    private static Answer read(String head, byte[] body) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        raw.writeBytes(("HTTP/1.1 200 OK\r\n" + head + "\r\n").getBytes(StandardCharsets.US_ASCII));
        raw.writeBytes(body);
        return AnswerReader.read(raw.toByteArray(), "POST", Ending.COMPLETE, "");
    }

    @Test
    void gzipAndDeflateAreDecoded() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(BODY);
        }
        ByteArrayOutputStream deflate = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflate)) {
            out.write(BODY);
        }
        assertArrayEquals(
                BODY, read("Content-Encoding: gzip\r\n", gzip.toByteArray()).body());
        assertArrayEquals(
                BODY,
                read("Content-Encoding: deflate\r\n", deflate.toByteArray()).body());
    }

    @Test
    void codingsThatAreNotKeptAreFaults() {
        assertEquals(
                List.of("bytes that are not gzip"),
                read("Content-Encoding: gzip\r\n", BODY).faults());
        assertEquals(
                List.of("content coding zstd"),
                read("Content-Encoding: zstd\r\n", BODY).faults());
    }

    @Test
    void contradictingLengthsAreAFault() {
        Answer answer = read("Content-Length: 7\r\nContent-Length: 8\r\n", BODY);
        assertEquals(List.of("Content-Length 7 and 8"), answer.faults());
    }

    @Test
    void aFoldedLineGoesOnWithTheOneBefore() {
        Answer answer = read("X-A: a\r\n b\r\n\t c\r\nX-B:\r\n d: e\r\n", BODY);
        assertEquals(List.of(new Header("X-A", "a b c"), new Header("X-B", "d: e")), answer.headers());
        assertEquals(List.of(), answer.faults());
        assertEquals(
                List.of("a header line without a name"),
                read(" folded: at first\r\n", BODY).faults());
    }

    @Test
    void aWrongChunkSizeIsAFault() {
        Answer answer = read("Transfer-Encoding: chunked\r\n", "zz\r\n{}".getBytes(StandardCharsets.US_ASCII));
        assertEquals(List.of("a chunk of size \"zz\""), answer.faults());
        answer = read("Transfer-Encoding: chunked\r\n", "1\r\n{}\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals(List.of("a chunk longer than its size 1"), answer.faults());
    }

    @Test
    void anEmptyAnswerHasNoStatus() {
        Answer answer = AnswerReader.read(new byte[0], "POST", Ending.COMPLETE, "");
        assertEquals(0, answer.status());
        assertEquals(Ending.CUT, answer.ending());
    }
}
