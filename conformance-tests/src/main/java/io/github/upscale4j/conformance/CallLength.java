package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Judges how long a call says that its body is, and takes the chunks off. */
final class CallLength {
    private static final String LENGTH = "request-header:Content-Length";
    private static final String CODING = "request-header:Transfer-Encoding";
    private static final Rule RULE = Rule.REQUEST_LENGTH;

    private CallLength() {}

    /**
     * The body; empty if it cannot be told.
     *
     * @param readOn whether all that was sent was read, up to where it ended
     */
    static Optional<byte[]> judge(RawRequest request, boolean readOn, Judgement judgement) {
        List<String> lengths = request.values("Content-Length");
        List<String> codings = request.values("Transfer-Encoding");
        if (!codings.isEmpty() && !lengths.isEmpty()) {
            judgement.find(RULE, LENGTH, "no length beside Transfer-Encoding", "both");
        } else if (!codings.isEmpty()) {
            return chunked(codings, request.rest(), readOn, judgement);
        } else if (lengths.isEmpty()) {
            judgement.find(RULE, LENGTH, "a length, or Transfer-Encoding: chunked", "neither");
        } else if (lengths.size() > 1) {
            judgement.find(RULE, LENGTH, "one line", lengths.size() + " lines");
        } else if (!lengths.get(0).matches("\\d{1,18}")) {
            judgement.find(
                    RULE, LENGTH, "a number of bytes in digits", lengths.get(0).isEmpty() ? "nothing" : lengths.get(0));
        } else {
            long declared = Long.parseLong(lengths.get(0));
            int arrived = request.rest().length;
            if (arrived == declared) {
                return Optional.of(request.rest());
            }
            if (readOn) {
                judgement.find(RULE, LENGTH, "as many bytes as it says, " + declared, arrived + " bytes, then the end");
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> chunked(List<String> codings, byte[] rest, boolean readOn, Judgement judgement) {
        if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
            judgement.find(RULE, CODING, "chunked, once", String.join(", ", codings));
            return Optional.empty();
        }
        Chunks chunks = Chunks.read(rest);
        if (chunks.fault().isPresent()) {
            judgement.find(
                    RULE, "body", "chunks as HTTP/1.1 has them", chunks.fault().get());
            return Optional.empty();
        }
        if (!chunks.whole()) {
            if (readOn) {
                judgement.find(RULE, "body", "a last chunk of size 0", "the end without it");
            }
            return Optional.empty();
        }
        if (hasBareLineFeed(rest)) {
            judgement.find(RULE, "body", "lines that end with CR LF around each chunk", "LF alone");
        }
        return Optional.of(chunks.body());
    }

    /** Walks the lines of a body whose chunks can be read. */
    private static boolean hasBareLineFeed(byte[] rest) {
        int at = 0;
        long left = 1;
        while (left > 0) {
            int end = at;
            while (rest[end] != '\n') {
                end++;
            }
            if (end == at || rest[end - 1] != '\r') {
                return true;
            }
            String size = new String(rest, at, end - 1 - at, StandardCharsets.ISO_8859_1);
            left = Long.parseLong(size.split(";", 2)[0].strip(), 16);
            at = end + 1 + (int) left;
            if (left > 0) {
                if (rest[at] != '\r') {
                    return true;
                }
                at += 2;
            }
        }
        return false;
    }

    /** Bytes that are no request, on a connection that a call came on. */
    static void behind(int bytes, Judgement judgement) {
        judgement.find(RULE, "body", "nothing behind the body", bytes + (bytes == 1 ? " byte" : " bytes"));
    }
}
