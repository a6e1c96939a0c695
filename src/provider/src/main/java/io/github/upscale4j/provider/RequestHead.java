package io.github.upscale4j.provider;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Request line and headers.
 *
 * @param length the declared length of the body in bytes; 0 if there is none, -1 if it is chunked
 */
record RequestHead(
        String method, String path, String query, boolean http10, List<Exchange.Header> headers, long length) {
    private static final int MAX_BYTES = 64 * 1024;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /** A request that breaks HTTP itself. */
    static final class Malformed extends Exception {
        final transient Refusal refusal;

        Malformed(int status, String where, String message) {
            super(message);
            refusal = new Refusal(status, where, message);
        }
    }

    @Nullable String header(String name) {
        return Exchange.Header.first(headers, name);
    }

    boolean wantsClose() {
        String connection = header("Connection");
        String wish = connection == null ? "" : connection.toLowerCase(Locale.ROOT);
        return wish.contains("close") || (http10 && !wish.contains("keep-alive"));
    }

    boolean expectsContinue() {
        return "100-continue".equalsIgnoreCase(header("Expect"));
    }

    boolean chunked() {
        return length < 0;
    }

    /** Reads a head, or null where the stream ends before its first byte. */
    static @Nullable RequestHead read(RequestStream in) throws IOException, Malformed {
        int left = MAX_BYTES;
        String line = line(in, left, true);
        while (line != null && line.isEmpty()) { // an empty line before a request is to be ignored
            line = line(in, left, true);
        }
        if (line == null) {
            return null;
        }
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !words[0].matches(TOKEN) || !words[1].matches("[!-~]+")) {
            throw new Malformed(400, "request-line", "expected a method, a target and a version in the request line");
        }
        if (!words[2].matches("HTTP/1\\.[01]")) {
            throw new Malformed(505, "request-line", "expected HTTP/1.1");
        }
        List<Exchange.Header> headers = new ArrayList<>();
        left -= line.length();
        for (line = line(in, left, false); line != null && !line.isEmpty(); line = line(in, left, false)) {
            left -= line.length() + 2;
            int colon = line.indexOf(':');
            if (colon < 1 || !line.substring(0, colon).matches(TOKEN)) {
                throw new Malformed(400, "request-header", "expected a name and a colon in each header line");
            }
            headers.add(new Exchange.Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        String target = words[1].replaceFirst("^[a-zA-Z]+://[^/?]*", "");
        int question = target.indexOf('?');
        return new RequestHead(
                words[0],
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                words[2].endsWith("0"),
                List.copyOf(headers),
                length(headers));
    }

    private static long length(List<Exchange.Header> headers) throws Malformed {
        List<String> codings = headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("Transfer-Encoding"))
                .flatMap(header -> Stream.of(header.value().split(",", -1)))
                .map(String::strip)
                .toList();
        List<String> lengths = headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("Content-Length"))
                .map(Exchange.Header::value)
                .distinct()
                .toList();
        if (!codings.isEmpty()) {
            if (!codings.stream().allMatch(coding -> coding.equalsIgnoreCase("chunked"))) {
                throw new Malformed(501, "request-header:Transfer-Encoding", "expected no other coding than chunked");
            } else if (codings.size() > 1) {
                throw new Malformed(400, "request-header:Transfer-Encoding", "expected the coding chunked only once");
            } else if (!lengths.isEmpty()) {
                throw new Malformed(400, "request-header:Content-Length", "expected no length beside chunked");
            }
            return -1;
        }
        if (lengths.isEmpty()) {
            return 0;
        }
        if (lengths.size() > 1 || !lengths.get(0).matches("[0-9]{1,18}")) {
            throw new Malformed(400, "request-header:Content-Length", "expected one length in digits");
        }
        return Long.parseLong(lengths.get(0));
    }

    /** A line without its end; null where the stream ends before the first byte, if that is allowed. */
    static @Nullable String line(RequestStream in, int limit, boolean mayEnd) throws IOException, Malformed {
        StringBuilder line = new StringBuilder();
        while (true) {
            int b = in.read();
            if (b < 0) {
                if (mayEnd && line.isEmpty()) {
                    return null;
                }
                throw new EOFException("the request ends within its head or framing");
            } else if (b == '\n') {
                int end = line.length();
                return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
            }
            line.append((char) b);
            if (line.length() > limit) {
                throw new Malformed(431, "request-header", "expected at most " + MAX_BYTES + " bytes of headers");
            }
        }
    }
}
