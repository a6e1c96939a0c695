package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes a form apart (RFC 7578, RFC 2046) and judges how it is put together. What is a line end too many or too few is said
 * once, and the parts are read all the same.
 */
final class FormReader {
    private static final Rule RULE = Rule.MULTIPART;
    private static final String BODY = "body";
    private static final int MOST_PARTS = 1000;

    private final byte[] body;
    private final byte[] dashed;
    private final Judgement judgement;

    private FormReader(byte[] body, String boundary, Judgement judgement) {
        this.body = body;
        this.dashed = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.judgement = judgement;
    }

    /** The parts; empty if the form cannot be taken apart. */
    static Optional<List<FormPart>> read(byte[] body, String boundary, Judgement judgement) {
        return new FormReader(body, boundary, judgement).parts();
    }

    /**
     * A line that separates parts.
     *
     * @param from where it begins, with the line end in front of it
     * @param to where what follows begins
     */
    private record Delimiter(int from, int to, boolean last) {}

    private void find(String expected, String found) {
        judgement.find(RULE, BODY, expected, found);
    }

    private Optional<List<FormPart>> parts() {
        List<Delimiter> delimiters = delimiters();
        if (delimiters.isEmpty()) {
            boolean other = body.length > 2 && body[0] == '-' && body[1] == '-';
            find(
                    "parts between lines of the boundary that Content-Type has",
                    body.length == 0 ? "nothing" : other ? "another boundary" : "no such line");
            return Optional.empty();
        }
        if (delimiters.size() > MOST_PARTS) {
            find("fewer than " + MOST_PARTS + " parts", "so many or more");
            return Optional.empty();
        }
        if (!delimiters.get(delimiters.size() - 1).last()) {
            find("the boundary with -- behind it at the end", "the end without it");
            return Optional.empty();
        }
        List<FormPart> parts = new ArrayList<>();
        for (int i = 0; i + 1 < delimiters.size(); i++) {
            int from = delimiters.get(i).to();
            Optional<FormPart> part = PartReader.read(
                    Arrays.copyOfRange(
                            body, from, Math.max(from, delimiters.get(i + 1).from())),
                    i + 1,
                    judgement);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        return Optional.of(parts);
    }

    /** Up to the last one; what stands in front of the first, and behind the last, is nobody's. */
    private List<Delimiter> delimiters() {
        List<Delimiter> delimiters = new ArrayList<>();
        for (int at = 0; at + dashed.length <= body.length; at++) {
            boolean lineFeed = at > 0 && body[at - 1] == '\n';
            if ((at > 0 && !lineFeed)
                    || body[at] != '-'
                    || !Arrays.equals(body, at, at + dashed.length, dashed, 0, dashed.length)) {
                continue;
            }
            boolean crlf = at == 0 || (at > 1 && body[at - 2] == '\r');
            Optional<Delimiter> delimiter = delimiter(at, at == 0 ? 0 : crlf ? at - 2 : at - 1);
            if (delimiter.isPresent()) {
                if (!crlf) {
                    find("CR LF in front of each boundary", "LF alone");
                }
                delimiters.add(delimiter.get());
                if (delimiter.get().last() || delimiters.size() > MOST_PARTS) {
                    break;
                }
                // The line end behind it may be that in front of the next one.
                at = Math.max(at, delimiter.get().to() - 1);
            }
        }
        return delimiters;
    }

    /** Empty if the line goes on as none would. */
    private Optional<Delimiter> delimiter(int at, int from) {
        int to = at + dashed.length;
        boolean last = to + 1 < body.length && body[to] == '-' && body[to + 1] == '-';
        to = last ? to + 2 : to;
        while (to < body.length && (body[to] == ' ' || body[to] == '\t')) {
            to++;
        }
        if (to < body.length && body[to] == '\n') {
            find("CR LF behind each boundary", "LF alone");
            return Optional.of(new Delimiter(from, to + 1, last));
        }
        if (to + 1 < body.length && body[to] == '\r' && body[to + 1] == '\n') {
            return Optional.of(new Delimiter(from, to + 2, last));
        }
        if (last) {
            if (to < body.length) {
                find("CR LF or the end behind the last boundary", body.length - to + " bytes in the same line");
            }
            return Optional.of(new Delimiter(from, to, true));
        }
        return Optional.empty();
    }
}
