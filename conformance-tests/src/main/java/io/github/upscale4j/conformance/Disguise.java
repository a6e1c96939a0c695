package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Makes answers fit to be kept: each secret in them becomes another of the same length and form, in place, and all other
 * bytes stay. The same secret becomes the same one in all answers.
 */
final class Disguise {
    private final MadeUpKey key;
    private final LinkSecrets links;
    private final String madeUp;

    /** @param salt random, and forgotten after the run */
    Disguise(String key, String madeUp, byte[] salt) {
        this.key = new MadeUpKey(key, madeUp);
        this.madeUp = madeUp;
        this.links = new LinkSecrets(new Cipher(salt));
    }

    /**
     * All that was read of an answer. What cannot be looked into since it is coded is blank, as long as it was: see
     * {@link #decoded}.
     *
     * @param sent the key that was sent, which stays where it is none of anybody's
     */
    byte[] raw(Answer answer, String sent) {
        byte[] raw = answer.raw().clone();
        int head = raw.length - (int) answer.receivedLength();
        BitSet body = body(answer, head);
        if (isCoded(answer)) {
            body.stream().forEach(at -> raw[at] = (byte) 0xff);
            body.clear();
        }
        // The head is read byte by byte, what is behind it as text.
        change(raw, range(0, head), false, text -> lines(text, sent));
        int lost = raw.length - lost(answer, head);
        change(raw, body.stream().toArray(), true, text -> quotes(text, sent));
        change(raw, places(head, lost, at -> !body.get(at)), true, text -> lines(text, sent));
        change(raw, range(lost, raw.length), true, text -> everything(text, sent));
        // A key may be in two of these.
        change(raw, range(head, raw.length), true, text -> key.in(text, new BitSet()));
        change(raw, range(0, raw.length), false, text -> key.in(text, new BitSet()));
        // A line goes on behind the last one of a head that is too large, and there may be heads in a body.
        BitSet apart = isChunked(answer) ? body : new BitSet();
        change(raw, apart.stream().toArray(), false, text -> cookies(text, sent));
        change(raw, places(0, raw.length, at -> !apart.get(at)), false, text -> cookies(text, sent));
        return raw;
    }

    /** Whether the body is of another coding by its head, be it that it could be decoded or not. */
    static boolean isCoded(Answer answer) {
        return isPackedOnTheWay(answer)
                || answer.values("Content-Encoding").stream()
                        .anyMatch(coding -> !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity"));
    }

    /** Nobody unpacks that. */
    private static boolean isPackedOnTheWay(Answer answer) {
        return answer.values("Transfer-Encoding").stream()
                .anyMatch(coding -> !coding.strip().equalsIgnoreCase("chunked"));
    }

    /** The body of a coded answer, blank where it is still coded. */
    byte[] decoded(Answer answer, String sent) {
        boolean decoded = answer.ending() == Ending.COMPLETE && answer.faults().isEmpty() && !isPackedOnTheWay(answer);
        String text = LosslessText.of(answer.body());
        if (!decoded && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            byte[] blank = new byte[answer.body().length];
            Arrays.fill(blank, (byte) 0xff);
            return blank;
        }
        return LosslessText.bytes(cookies(quotes(text, sent), sent));
    }

    /** The transport's words, or a fault, which may quote the answer. */
    String words(String text, String sent) {
        String changed = lines(text, sent);
        return links.inCookies(changed, settled(changed, sent));
    }

    List<String> words(List<String> texts, String sent) {
        return texts.stream().map(text -> words(text, sent)).toList();
    }

    private String lines(String text, String sent) {
        BitSet done = kept(text, sent);
        return links.inLines(key.in(text, done), done);
    }

    /** After all else, of which nothing is undone but for links in cookies. */
    private String cookies(String text, String sent) {
        return LinkSecrets.hasCookieLine(text) ? links.inCookieLines(text, settled(text, sent)) : text;
    }

    private String everything(String text, String sent) {
        BitSet done = kept(text, sent);
        return links.everything(key.in(text, done), done);
    }

    private String quotes(String text, String sent) {
        BitSet done = kept(text, sent);
        return links.inQuotes(key.in(text, done), done);
    }

    /** Where keys are by now that stay. */
    private BitSet settled(String text, String sent) {
        BitSet settled = kept(text, sent);
        settled.or(kept(text, madeUp));
        return settled;
    }

    private static BitSet kept(String text, String sent) {
        BitSet kept = new BitSet();
        new MadeUpKey(sent, sent).in(text, kept);
        return kept;
    }

    /** Where the body is, chunks taken off; with what nobody declared, in which a link may go on. */
    private static BitSet body(Answer answer, int head) {
        BitSet body = new BitSet();
        if (isChunked(answer)) {
            chunks(answer, head)
                    .spans()
                    .forEach(span -> body.set(head + span.from(), head + span.from() + span.length()));
        } else {
            body.set(head, answer.raw().length);
        }
        return body;
    }

    private static boolean isChunked(Answer answer) {
        return !answer.values("Transfer-Encoding").isEmpty();
    }

    private static Chunks chunks(Answer answer, int head) {
        return Chunks.read(Arrays.copyOfRange(answer.raw(), head, answer.raw().length));
    }

    /** How many bytes follow a chunk that is none: of these nobody can say where a link begins. */
    private static int lost(Answer answer, int head) {
        if (!isChunked(answer)) {
            return 0;
        }
        Chunks chunks = chunks(answer, head);
        if (chunks.fault().isEmpty()) {
            return 0;
        }
        int from = head + chunks.length();
        if (chunks.fault().get().startsWith(Chunks.NO_SIZE)) {
            // The line itself is quoted.
            while (from < answer.raw().length && answer.raw()[from] != '\n') {
                from++;
            }
        }
        return answer.raw().length - from;
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    private static int[] places(int from, int to, IntPredicate wanted) {
        return IntStream.range(from, to).filter(wanted).toArray();
    }

    /** What stands in these places, as one text, becomes another of as many bytes. */
    private static void change(byte[] bytes, int[] places, boolean utf8, UnaryOperator<String> change) {
        byte[] chosen = new byte[places.length];
        for (int i = 0; i < places.length; i++) {
            chosen[i] = bytes[places[i]];
        }
        String text = utf8 ? LosslessText.of(chosen) : new String(chosen, StandardCharsets.ISO_8859_1);
        String changed = change.apply(text);
        if (!changed.equals(text)) {
            byte[] is = utf8 ? LosslessText.bytes(changed) : changed.getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < places.length; i++) {
                bytes[places[i]] = is[i];
            }
        }
    }
}
