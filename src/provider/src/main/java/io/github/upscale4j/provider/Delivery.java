package io.github.upscale4j.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer and how it travels, with all faults in it.
 *
 * @param headers all lines, framing included
 * @param bodyOf the lines end with a body: false for HEAD, 204 and the like
 * @param cut bytes of the body to send, or -1 for all
 * @param closes whether the connection closes after it
 */
record Delivery(
        int status,
        String reason,
        List<Exchange.Header> headers,
        Payload payload,
        boolean bodyOf,
        boolean chunked,
        long cut,
        FaultTransport.@Nullable Ending end,
        boolean closes,
        List<Integer> interim,
        long delayMillis,
        FaultTransport.@Nullable Drip drip) {

    /**
     * @param key what the caller sent as a key, or null
     * @throws IllegalArgumentException if a patch does not fit
     */
    static Delivery of(Answer answer, List<Fault> faults, @Nullable String key, boolean head, boolean closes)
            throws IOException {
        faults.forEach(fault -> editTree(answer, fault.edits, key));
        boolean forced = faults.stream().anyMatch(fault -> fault.edits.content() != null);
        Payload payload = payload(answer, faults);
        boolean chunked = false;
        long delta = 0;
        long cut = -1;
        long delay = 0;
        FaultTransport.Ending end = null;
        FaultTransport.Drip drip = null;
        List<Integer> interim = new ArrayList<>();
        for (Fault fault : faults) {
            FaultTransport transport = fault.transport;
            chunked |= transport.chunked();
            delta += transport.contentLengthDelta();
            cut = transport.cut() >= 0 ? transport.cut() : cut;
            end = transport.end() != null ? transport.end() : end;
            drip = transport.drip() != null ? transport.drip() : drip;
            delay += transport.delayMillis();
            interim.addAll(transport.interim());
        }
        boolean bodyOf = forced || !answer.hasNoBody();
        List<Exchange.Header> headers = new ArrayList<>(answer.headers);
        String framing = chunked ? "Transfer-Encoding" : "Content-Length";
        String framed = chunked ? "chunked" : String.valueOf(payload.length() + delta);
        if (bodyOf) {
            headers.add(new Exchange.Header(framing, framed));
        }
        boolean last = closes || delta != 0 || cut >= 0;
        Answer.set(headers, "Connection", last ? "close" : null);
        for (Fault fault : faults) {
            fault.edits.headers().forEach(edit -> Answer.set(headers, edit.name(), edit.value()));
            headers.addAll(fault.edits.duplicateHeaders());
        }
        boolean asFramed = headers.stream()
                        .filter(header -> header.name().equalsIgnoreCase("Content-Length")
                                || header.name().equalsIgnoreCase("Transfer-Encoding"))
                        .allMatch(header -> header.name().equalsIgnoreCase(framing)
                                && header.value().equals(framed))
                && (!bodyOf || Exchange.Header.first(headers, framing) != null);
        return new Delivery(
                answer.status,
                answer.reason,
                List.copyOf(headers),
                payload,
                bodyOf && !head,
                chunked,
                cut,
                end,
                last || !asFramed,
                List.copyOf(interim),
                delay,
                drip);
    }

    private static void editTree(Answer answer, FaultEdits edits, @Nullable String key) {
        if (edits.redirect() != null) {
            answer.status = 307;
            answer.reason = Reason.of(307);
            answer.set("Location", edits.redirect());
        }
        if (edits.status() != 0) {
            answer.status = edits.status();
            answer.reason = Reason.of(edits.status());
        }
        if (edits.reason() != null) {
            answer.reason = edits.reason();
        }
        if (edits.contentType() != null) {
            answer.set("Content-Type", edits.contentType());
        }
        if (answer.isJson && edits.patch() != null) {
            answer.content = edits.patch().apply(answer.content);
        }
        if (edits.echoKey() && answer.isJson && answer.message != null && key != null) {
            try {
                Object text = JsonPointer.resolve(answer.content, answer.message);
                ErrorBody.set(answer.content, answer.message, text + " (key: " + key + ")");
            } catch (IllegalArgumentException e) {
                // A patch took the text away: there is nothing to put a key into.
            }
        }
    }

    private static Payload payload(Answer answer, List<Fault> faults) throws IOException {
        Object content = answer.content;
        if (answer.isJson) {
            boolean pretty = faults.stream().anyMatch(fault -> fault.edits.pretty());
            boolean ascii = faults.stream().anyMatch(fault -> fault.edits.escapeUnicode());
            content = JsonWriter.write(content, pretty, ascii);
        }
        Charset charset = StandardCharsets.UTF_8;
        long times = 1;
        long padTo = 0;
        boolean gzip = false;
        for (Fault fault : faults) {
            FaultEdits edits = fault.edits;
            content = edits.content() != null ? edits.content() : content;
            if (content instanceof String text) {
                content = edits.prepend() + text + edits.append();
            } else if (content instanceof byte[] bytes) {
                content = around(edits.prepend(), bytes, edits.append());
            }
            if (edits.charset() != null) {
                charset = edits.charset();
                String type = Exchange.Header.first(answer.headers, "Content-Type");
                if (edits.contentType() == null && type != null) {
                    answer.set("Content-Type", Multipart.mediaType(type) + "; charset=" + charset.name());
                }
            }
            times = edits.repeatBody() > 0 ? edits.repeatBody() : times;
            padTo = Math.max(padTo, edits.padTo());
            gzip |= edits.gzip();
        }
        byte[] unit = content instanceof byte[] bytes
                ? bytes
                : String.valueOf(content).getBytes(charset);
        Payload payload = new Payload(unit, times, padTo);
        if (gzip) {
            answer.set("Content-Encoding", "gzip");
            return payload.zipped();
        }
        return payload;
    }

    private static byte[] around(String before, byte[] bytes, String after) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(before.getBytes(StandardCharsets.UTF_8));
        all.write(bytes);
        all.write(after.getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }
}
