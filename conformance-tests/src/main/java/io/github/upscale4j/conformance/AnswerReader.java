package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the raw bytes of an answer, forgiving enough to judge a broken one. */
final class AnswerReader {
    /** Bytes of all heads together, and lines. More than servers and proxies let through. */
    static final int LARGEST_HEAD = 1 << 16;

    static final int MOST_LINES = 1000;
    private static final int MOST_CODINGS = 4;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})(?: .*)?");

    private final byte[] raw;
    private final boolean expectsBody;
    private final List<String> faults = new ArrayList<>();
    private final List<Header> headers = new ArrayList<>();
    private final List<Header> interim = new ArrayList<>();
    private boolean late;
    private int at;
    private int lines;
    private boolean headTooLarge;
    private int status;
    private String statusLine = "";

    private AnswerReader(byte[] raw, boolean expectsBody) {
        this.raw = raw;
        this.expectsBody = expectsBody;
    }

    /**
     * @param ending how the transport saw it end; COMPLETE becomes CUT here where bytes are missing
     * @param method of the request, since an answer to HEAD has no body
     */
    static Answer read(byte[] raw, String method, Ending ending, String detail) {
        return new AnswerReader(raw, !method.equals("HEAD")).read(ending, detail);
    }

    private Answer read(Ending transportEnding, String detail) {
        late = transportEnding == Ending.DEADLINE;
        boolean head;
        do {
            head = readHead();
        } while (head && status >= 100 && status < 200 && status != 101);
        if (status >= 100 && status < 200 && status != 101) {
            status = 0;
        }
        byte[] rest = Arrays.copyOfRange(raw, at, raw.length);
        if (!head) {
            Ending incomplete = headTooLarge ? Ending.TOO_LARGE : Ending.CUT;
            Ending ending = transportEnding == Ending.COMPLETE ? incomplete : transportEnding;
            if (headTooLarge) {
                faults.add("a head of more than " + LARGEST_HEAD + " bytes or " + MOST_LINES + " lines");
            } else if (raw.length > 0) {
                faults.add(statusLine.isEmpty() || status > 0 ? "a head without an end" : "no HTTP status line");
            }
            return answer(new byte[0], -1, rest.length, ending, detail);
        }
        if (!expectsBody || status == 204 || status == 304) {
            if (rest.length > 0) {
                faults.add(rest.length + " bytes where no body is allowed");
            }
            return answer(new byte[0], -1, rest.length, Ending.COMPLETE, detail);
        }
        return values("Transfer-Encoding").isEmpty()
                ? plain(rest, transportEnding, detail)
                : chunked(rest, transportEnding, detail);
    }

    private Answer plain(byte[] rest, Ending transportEnding, String detail) {
        long declared = declaredLength();
        if (declared < 0) {
            return answer(decode(rest), -1, rest.length, transportEnding, detail);
        }
        boolean whole = rest.length >= declared;
        Ending ending = whole ? Ending.COMPLETE : transportEnding == Ending.COMPLETE ? Ending.CUT : transportEnding;
        byte[] body = whole ? Arrays.copyOf(rest, (int) declared) : rest;
        return answer(whole ? decode(body) : body, declared, rest.length, ending, detail);
    }

    private Answer chunked(byte[] rest, Ending transportEnding, String detail) {
        if (!values("Content-Length").isEmpty()) {
            faults.add("both Transfer-Encoding and Content-Length");
        }
        Chunks chunks = Chunks.read(rest);
        chunks.fault().ifPresent(faults::add);
        if (chunks.whole() && chunks.length() < rest.length) {
            faults.add((rest.length - chunks.length()) + " bytes after the last chunk");
        }
        Ending ending =
                chunks.whole() ? Ending.COMPLETE : transportEnding == Ending.COMPLETE ? Ending.CUT : transportEnding;
        return answer(chunks.whole() ? decode(chunks.body()) : chunks.body(), -1, rest.length, ending, detail);
    }

    private long declaredLength() {
        List<String> values = values("Content-Length").stream().distinct().toList();
        if (values.isEmpty()) {
            return -1;
        }
        if (values.size() > 1 || !values.get(0).matches("\\d{1,18}")) {
            faults.add("Content-Length " + String.join(" and ", values));
            return -1;
        }
        return Long.parseLong(values.get(0));
    }

    private byte[] decode(byte[] body) {
        byte[] decoded = body;
        List<String> codings = new ArrayList<>();
        List<String> values = values("Content-Encoding");
        values.forEach(value -> codings.addAll(List.of(value.split(","))));
        codings.removeIf(String::isBlank);
        if (codings.size() > MOST_CODINGS) {
            faults.add("more than " + MOST_CODINGS + " content codings");
            return body;
        }
        for (int i = codings.size() - 1; i >= 0; i--) {
            String coding = codings.get(i).strip().toLowerCase(Locale.ROOT);
            try {
                ContentCoding.Decoded once = ContentCoding.decode(coding, String.join(", ", values), decoded);
                decoded = once.bytes();
                if (once.behind() > 0) {
                    faults.add(once.behind() + " bytes after the end of the " + coding + " stream");
                }
            } catch (ContentCoding.Undecodable e) {
                faults.add(String.valueOf(e.getMessage()));
                return decoded;
            }
        }
        return decoded;
    }

    private boolean readHead() {
        interim.addAll(headers);
        headers.clear();
        String line = line();
        if (line == null) {
            return false;
        }
        statusLine = line;
        Matcher matcher = STATUS_LINE.matcher(line);
        if (!matcher.matches()) {
            at = 0;
            return false;
        }
        status = Integer.parseInt(matcher.group(1));
        for (line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            if (folded && !headers.isEmpty()) {
                unfold(line.trim());
            } else if (folded || colon <= 0) {
                faults.add("a header line without a name");
            } else {
                headers.add(new Header(
                        line.substring(0, colon), line.substring(colon + 1).trim()));
            }
        }
        return line != null;
    }

    /** RFC 9112, 5.2: a line that begins with white space goes on with the one before it. */
    private void unfold(String rest) {
        Header last = headers.remove(headers.size() - 1);
        headers.add(new Header(last.name(), (last.value() + " " + rest).trim()));
    }

    /** The next line of a head; null if there is none, or none that is still read. */
    private @Nullable String line() {
        if (++lines > MOST_LINES) {
            headTooLarge = at < raw.length;
            return null;
        }
        int limit = Math.min(raw.length, LARGEST_HEAD);
        for (int end = at; end < limit; end++) {
            if (raw[end] == '\n') {
                int last = end > at && raw[end - 1] == '\r' ? end - 1 : end;
                String line = new String(raw, at, last - at, StandardCharsets.ISO_8859_1);
                at = end + 1;
                return line;
            }
        }
        headTooLarge = limit < raw.length;
        return null;
    }

    private List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    private Answer answer(byte[] body, long declared, long received, Ending ending, String detail) {
        return new Answer(
                status, statusLine, interim, headers, raw, body, declared, received, faults, ending, late, detail);
    }
}
