package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as it came, taken apart at its line ends and not yet judged.
 *
 * @param emptyLines those in front of the request line
 * @param lines the request line and the header lines; none if no line ends
 * @param headEnds whether the empty line behind them came
 * @param rest the bytes behind it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RawRequest(int emptyLines, List<Line> lines, boolean headEnds, byte[] rest) {

    private static final Pattern METHOD = Pattern.compile("[A-Za-z]{1,20}");
    private static final Pattern TARGET = Pattern.compile("/|(?i:https?://)|\\*$");
    private static final Pattern MORE = Pattern.compile("[#&;=]");
    private static final Pattern NAME = Pattern.compile(HeaderValue.TOKEN);

    /**
     * A line without its end.
     *
     * @param crlf whether it ends as HTTP has it, not with LF alone
     */
    record Line(String text, boolean crlf) {}

    RawRequest {
        lines = List.copyOf(lines);
    }

    static RawRequest read(byte[] raw) {
        List<Line> lines = new ArrayList<>();
        int emptyLines = 0;
        int at = 0;
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '\n') {
                continue;
            }
            boolean crlf = i > at && raw[i - 1] == '\r';
            String text = new String(raw, at, (crlf ? i - 1 : i) - at, StandardCharsets.ISO_8859_1);
            at = i + 1;
            if (!text.isEmpty()) {
                lines.add(new Line(text, crlf));
            } else if (lines.isEmpty()) {
                emptyLines++;
            } else {
                return new RawRequest(emptyLines, lines, true, Arrays.copyOfRange(raw, at, raw.length));
            }
        }
        return new RawRequest(emptyLines, lines, false, Arrays.copyOfRange(raw, at, raw.length));
    }

    /** The request line's words; fewer than three if it is none. */
    List<String> words() {
        return lines.isEmpty() ? List.of() : List.of(lines.get(0).text().split(" ", -1));
    }

    String method() {
        return words().isEmpty() ? "" : words().get(0);
    }

    String target() {
        return words().size() < 2 ? "" : words().get(1);
    }

    /** The target without its query. */
    String path() {
        return target().split("\\?", 2)[0];
    }

    /** The method if it may be one. */
    String shownMethod() {
        return METHOD.matcher(method()).matches() ? method() : "…";
    }

    /** The target without what may be meant as a query, if it may be a target. */
    String shownPath() {
        String path = path();
        Matcher more = MORE.matcher(path);
        boolean isCut = more.find();
        return !TARGET.matcher(path).lookingAt() ? "…" : isCut ? path.substring(0, more.end()) + "…" : path;
    }

    /** The name of a header if it may be one; a key has more digits. */
    static String shownName(String name) {
        return NAME.matcher(name).matches()
                        && name.chars().filter(Character::isDigit).count() < 4
                ? name
                : "…";
    }

    /** Those lines that have a name. */
    List<Header> headers() {
        List<Header> headers = new ArrayList<>();
        for (Line line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            int colon = line.text().indexOf(':');
            if (colon > 0) {
                headers.add(new Header(
                        line.text().substring(0, colon).strip(),
                        line.text().substring(colon + 1).strip()));
            }
        }
        return headers;
    }

    /** All values of that name, in any case. */
    List<String> values(String name) {
        return headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    Optional<String> value(String name) {
        return values(name).stream().findFirst();
    }
}
