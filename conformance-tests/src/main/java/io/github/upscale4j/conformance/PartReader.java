package io.github.upscale4j.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes one part of a form apart and judges its headers, apart from what its type means. */
final class PartReader {
    private static final Rule RULE = Rule.MULTIPART;
    private static final String DISPOSITION = "content-disposition";
    private static final String TYPE = "content-type";
    private static final String CODING = "content-transfer-encoding";
    private static final Set<String> CODINGS = Set.of("base64", "quoted-printable");
    private static final Set<String> IDENTITIES = Set.of("7bit", "8bit", "binary");
    private static final Pattern NAME = Pattern.compile(HeaderValue.TOKEN);
    private static final int LONGEST_HEAD = 1 << 14;

    private final byte[] bytes;
    private final Judgement judgement;
    /** By their names in lower case. */
    private final Map<String, String> headers = new LinkedHashMap<>();
    /** By its number as long as its name is not known. */
    private String where;

    private PartReader(byte[] bytes, int number, Judgement judgement) {
        this.bytes = bytes;
        this.judgement = judgement;
        this.where = Contract.Part.WHERE + "(number " + number + ")";
    }

    /** @param number from 1 */
    static Optional<FormPart> read(byte[] bytes, int number, Judgement judgement) {
        return new PartReader(bytes, number, judgement).read();
    }

    private void find(String expected, String found) {
        judgement.find(RULE, where, expected, found);
    }

    private Optional<FormPart> read() {
        int start = head();
        if (start < 0) {
            return Optional.empty();
        }
        String text = headers.getOrDefault(DISPOSITION, "");
        HeaderValue disposition = HeaderValue.read(text);
        if (!disposition.word().equals("form-data") || disposition.fault().isPresent()) {
            find(
                    "Content-Disposition: form-data; name=\"…\"",
                    text.isEmpty() ? "no such line" : disposition.fault().orElse(disposition.word()));
            return Optional.empty();
        }
        Optional<HeaderValue.Parameter> name = disposition.parameter("name");
        if (name.isEmpty()) {
            find("a name in Content-Disposition", "none");
            return Optional.empty();
        }
        Optional<String> fileName = disposition.parameter("filename").map(HeaderValue.Parameter::text);
        FormPart part = new FormPart(
                name.get().text(),
                fileName,
                Optional.ofNullable(headers.get(TYPE)),
                Arrays.copyOfRange(bytes, start, bytes.length));
        where = part.where();
        for (HeaderValue.Parameter parameter : disposition.parameters()) {
            if (parameter.name().endsWith("*")) {
                find("names in UTF-8, as they are (RFC 7578, 4.2)", "the parameter " + parameter.name());
            }
        }
        fileName.ifPresent(this::fileName);
        headers.forEach(this::header);
        return Optional.of(part);
    }

    private void header(String header, String value) {
        if (header.equals(CODING)) {
            // Those that change nothing are only advised against, and common libraries write them.
            if (!IDENTITIES.contains(value.toLowerCase(Locale.ROOT))) {
                find(
                        "the bytes as they are (RFC 7578, 4.7)",
                        "Content-Transfer-Encoding: "
                                + (CODINGS.contains(value.toLowerCase(Locale.ROOT)) ? value : "…"));
            }
        } else if (!header.equals(DISPOSITION) && !header.equals(TYPE)) {
            find("no other headers than Content-Disposition and Content-Type (RFC 7578, 4.8)", header);
        }
    }

    private void fileName(String name) {
        if (name.contains("/") || name.contains("\\") || name.equals("..") || name.equals(".")) {
            find("a file name without a path", "one with a path");
        } else if (name.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            find("a file name of characters that can be printed", "a control character");
        }
    }

    /** Reads the header lines; returns where the content begins, or a negative number if there is no telling. */
    private int head() {
        int at = 0;
        while (at < bytes.length) {
            int end = at;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            if (end > LONGEST_HEAD) {
                break;
            }
            boolean crlf = end < bytes.length && end > at && bytes[end - 1] == '\r';
            if (end < bytes.length && !crlf) {
                find("header lines that end with CR LF", "LF alone");
            }
            int length = (crlf ? end - 1 : end) - at;
            if (length == 0) {
                return end + 1;
            }
            if (!line(at, length)) {
                return -1;
            }
            at = end + 1;
        }
        if (at < bytes.length) {
            find(
                    "header lines, an empty line, the content",
                    "more than " + LONGEST_HEAD + " bytes without an empty line");
            return -1;
        }
        // RFC 2046: without content the empty line may be that in front of the boundary.
        return bytes.length;
    }

    private boolean line(int at, int length) {
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        int colon = text.indexOf(':');
        if (colon < 1 || !NAME.matcher(text.substring(0, colon)).matches()) {
            find("header lines, an empty line, the content", "a line that is neither a header nor empty");
            return false;
        }
        String name = text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (headers.putIfAbsent(name, text.substring(colon + 1).strip()) != null) {
            find("each header once", name + " twice");
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
        } catch (CharacterCodingException e) {
            find("headers in UTF-8", "bytes that are not UTF-8, in " + name);
        }
        return true;
    }
}
