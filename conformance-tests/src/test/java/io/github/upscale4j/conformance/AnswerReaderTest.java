package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
    void whatFollowsAStreamIsAFault() throws IOException {
        for (String coding : new String[] {"gzip", "deflate"}) {
            byte[] stream = coded(coding, BODY);
            ByteArrayOutputStream more = new ByteArrayOutputStream();
            more.writeBytes(stream);
            assertEquals(
                    List.of(),
                    read("Content-Encoding: " + coding + "\r\n", more.toByteArray())
                            .faults());
            for (int count = 1; count < 100; count += 7) {
                more.reset();
                more.writeBytes(stream);
                more.writeBytes("x".repeat(count).getBytes(StandardCharsets.US_ASCII));
                Answer answer = read("Content-Encoding: " + coding + "\r\n", more.toByteArray());
                assertArrayEquals(BODY, answer.body());
                assertEquals(List.of(count + " bytes after the end of the " + coding + " stream"), answer.faults());
            }
        }
    }

    @Test
    void aStreamOfTwoMembersIsOne() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.writeBytes(coded("gzip", BODY));
        members.writeBytes(coded("gzip", BODY));
        Answer answer = read("Content-Encoding: gzip\r\n", members.toByteArray());
        assertEquals(BODY.length * 2, answer.body().length);
        assertEquals(List.of(), answer.faults());
    }

    @Test
    void codingsAreTakenOffUpToANumber() throws IOException {
        byte[] body = BODY;
        for (int i = 0; i < 4; i++) {
            body = coded("gzip", body);
        }
        assertArrayEquals(
                BODY,
                read("Content-Encoding: gzip , gzip\r\nContent-Encoding: gzip,gzip\r\n", body)
                        .body());
        body = coded("gzip", body);
        Answer answer = read("Content-Encoding: gzip, gzip, gzip, gzip, gzip\r\n", body);
        assertArrayEquals(body, answer.body());
        assertEquals(List.of("more than 4 content codings"), answer.faults());
    }

    private static byte[] coded(String coding, byte[] bytes) throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                coding.equals("gzip") ? new GZIPOutputStream(coded) : new DeflaterOutputStream(coded)) {
            out.write(bytes);
        }
        return coded.toByteArray();
    }

    static Stream<String> largeHeads() {
        return Stream.of(
                "X-A: " + "a".repeat(1 << 16) + "\r\n",
                "X-A: a\r\n".repeat(1000),
                "X-A: a\r\n" + " b\r\n".repeat(2_000_000),
                "X-A: a\r\n".repeat(800_000),
                "a".repeat(8 << 20));
    }

    @ParameterizedTest
    @MethodSource("largeHeads")
    void aHeadThatIsTooLargeIsAFault(String head) {
        Answer answer = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> read(head, BODY));
        assertEquals(List.of("a head of more than 65536 bytes or 1000 lines"), answer.faults());
        assertEquals(Ending.TOO_LARGE, answer.ending());
        assertEquals(200, answer.status());
    }

    @Test
    void interimHeadsCountTogether() {
        byte[] raw = "HTTP/1.1 102 Wait\r\n\r\n".repeat(300_000).getBytes(StandardCharsets.US_ASCII);
        Answer answer = AnswerReader.read(raw, "POST", Ending.COMPLETE, "");
        assertEquals(List.of("a head of more than 65536 bytes or 1000 lines"), answer.faults());
        assertEquals(0, answer.status());
    }

    @Test
    void aLargeHeadIsNone() {
        Answer answer = read("X-A: a\r\n".repeat(990), BODY);
        assertEquals(List.of(), answer.faults());
        assertEquals(990, answer.headers().size());
        assertEquals(
                List.of(), read("X-A: " + "a".repeat(65_000) + "\r\n", BODY).faults());
    }

    @Test
    void whatFollowsTheLastChunkIsAFault() {
        byte[] body = "2\r\n{}\r\n0\r\n\r\nmore".getBytes(StandardCharsets.US_ASCII);
        Answer answer = read("Transfer-Encoding: chunked\r\n", body);
        assertEquals(List.of("4 bytes after the last chunk"), answer.faults());
        assertEquals(Ending.COMPLETE, answer.ending());
        assertEquals("{}", new String(answer.body(), StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({"POST, 204, 1", "POST, 304, 1", "HEAD, 200, 1", "POST, 200, 0", "GET, 404, 0"})
    void aBodyWhereNoneIsAllowedIsAFault(String method, int status, int faults) {
        byte[] raw = ("HTTP/1.1 " + status + " So\r\nContent-Length: 2\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII);
        Answer answer = AnswerReader.read(raw, method, Ending.COMPLETE, "");
        assertEquals(faults == 0 ? List.of() : List.of("2 bytes where no body is allowed"), answer.faults());
        assertEquals(2, answer.receivedLength());
    }

    @Test
    void aDeadlineIsKnownBehindAWholeAnswer() {
        byte[] raw = "HTTP/1.1 400 No\r\nContent-Length: 2\r\n\r\n{}xxx".getBytes(StandardCharsets.US_ASCII);
        Answer late = AnswerReader.read(raw, "POST", Ending.DEADLINE, "no end within 1.0 s");
        assertEquals(Ending.COMPLETE, late.ending());
        assertTrue(late.late());
        assertFalse(AnswerReader.read(raw, "POST", Ending.COMPLETE, "").late());
    }

    @Test
    void anEmptyAnswerHasNoStatus() {
        Answer answer = AnswerReader.read(new byte[0], "POST", Ending.COMPLETE, "");
        assertEquals(0, answer.status());
        assertEquals(Ending.CUT, answer.ending());
    }
}
