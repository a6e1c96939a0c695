package io.github.upscale4j;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What an error's body says, in whatever dialect. All texts are without secrets.
 *
 * @param message what it says in words, null if nothing
 * @param code the code as text or, without one, the type of the error; null without both
 * @param rejectReason the vendor's {@code reject_reason}; null without
 * @param maxInFlight the vendor's {@code max_inflight_requests}, at least 1; null without
 * @param requestIds the ids in fields and at the message's end, each once; may be empty
 * @param isEnvelope whether the body is an error whatever the status says: so a success with {@code data} is none
 */
record ErrorBody(
        @Nullable String message,
        @Nullable String code,
        @Nullable String rejectReason,
        @Nullable Long maxInFlight,
        List<String> requestIds,
        boolean isEnvelope) {
    private static final ByteString BYTE_ORDER_MARK = ByteString.of((byte) 0xEF, (byte) 0xBB, (byte) 0xBF);
    private static final Pattern REQUEST_ID =
            Pattern.compile("(?i)\\(\\s*+request[ _-]?+id\\s*+[:=]\\s*+([^()\\s]*+)\\s*+\\)");
    private static final Pattern POSITIVE = Pattern.compile("0*+([1-9][0-9]{0,17}+)(?:[.]0*+)?+");

    /** Never fails: a body that cannot be read says nothing, and one that ends early says what it says until there. */
    static ErrorBody read(byte[] body, Redaction redaction) {
        ByteString text = withoutSpace(ByteString.of(body));
        if (text.size() == 0) {
            return new ErrorBody(null, null, null, null, List.of(), false);
        }
        byte first = text.getByte(0);
        if (first == '{' || first == '[' || first == '"') {
            ErrorTree tree = ErrorTree.read(text);
            if (ErrorFields.isJson(tree, text)) {
                return of(ErrorFields.of(tree.root()), redaction);
            }
        }
        return ofText(text.utf8(), redaction);
    }

    private static ByteString withoutSpace(ByteString body) {
        int from = body.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.size() : 0;
        while (from < body.size() && body.getByte(from) >= 0 && body.getByte(from) <= ' ') {
            from++;
        }
        return body.substring(from);
    }

    private static ErrorBody of(ErrorFields fields, Redaction redaction) {
        Set<String> ids = new LinkedHashSet<>();
        for (String name : List.of("request_id", "requestId")) {
            for (String id : fields.texts(name)) {
                RequestIds.add(ids, id, redaction);
            }
        }
        String message = shownMessage(fields.message(), ids, redaction);
        return new ErrorBody(
                message,
                shown(fields.code(), redaction),
                shown(fields.text("reject_reason"), redaction),
                positive(fields.text("max_inflight_requests")),
                List.copyOf(ids),
                fields.isEnvelope());
    }

    private static ErrorBody ofText(String text, Redaction redaction) {
        Set<String> ids = new LinkedHashSet<>();
        String said = HtmlText.isHtml(text) ? HtmlText.of(text) : isBinary(text) ? null : text;
        return new ErrorBody(shownMessage(said, ids, redaction), null, null, null, List.copyOf(ids), false);
    }

    private static boolean isBinary(String text) {
        String start = text.substring(0, Math.min(text.length(), Redaction.LONGEST_SHOWN));
        long odd = start.chars()
                .filter(c -> c == '\uFFFD' || (c < ' ' && !Character.isWhitespace(c)))
                .count();
        return odd * 8 > start.length();
    }

    /** Takes the ids off the message's end; gateways behind each other append one each. */
    private static @Nullable String shownMessage(@Nullable String message, Set<String> ids, Redaction redaction) {
        if (message == null) {
            return null;
        }
        int end = endOfText(message, message.length());
        int open = message.lastIndexOf('(', end);
        Matcher suffix = REQUEST_ID.matcher(message);
        for (int taken = 0; taken < RequestIds.MOST && open >= 0; taken++) {
            if (!suffix.region(open, end).matches()) {
                break;
            }
            RequestIds.add(ids, suffix.group(1), redaction);
            end = endOfText(message, open);
            open = message.lastIndexOf('(', end);
        }
        return shown(message.substring(0, end), redaction);
    }

    private static int endOfText(String text, int end) {
        int last = end;
        while (last > 0 && Character.isWhitespace(text.charAt(last - 1))) {
            last--;
        }
        return last;
    }

    private static @Nullable String shown(@Nullable String text, Redaction redaction) {
        String shown = text == null ? "" : redaction.shown(text.strip()).strip();
        return shown.isEmpty() ? null : shown;
    }

    private static @Nullable Long positive(@Nullable String number) {
        Matcher matcher = POSITIVE.matcher(number == null ? "" : number.strip());
        return matcher.matches() ? Long.valueOf(matcher.group(1)) : null;
    }
}
