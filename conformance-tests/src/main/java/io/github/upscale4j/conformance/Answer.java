package io.github.upscale4j.conformance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer as it was received, also when it was cut.
 *
 * @param status 0 if no status line arrived
 * @param interim the header lines of what came before it, such as 103
 * @param raw every byte read from the connection
 * @param body what the head's framing makes of the bytes behind it, with chunks and content codings taken off
 * @param declaredLength what Content-Length says, or -1
 * @param receivedLength bytes behind the head before any decoding; for a chunked answer as sent
 * @param faults what is wrong with the framing, each in a few words
 * @param late whether the deadline ended the exchange, be it behind an answer that is whole
 * @param detail the transport's own words on the ending, or empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(
        int status,
        String statusLine,
        List<Header> interim,
        List<Header> headers,
        byte[] raw,
        byte[] body,
        long declaredLength,
        long receivedLength,
        List<String> faults,
        Ending ending,
        boolean late,
        String detail) {

    Answer {
        interim = List.copyOf(interim);
        headers = List.copyOf(headers);
        faults = List.copyOf(faults);
    }

    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** The values of all lines of this name that differ. */
    List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .distinct()
                .toList();
    }

    /** The content type without its parameters, in lower case; empty if there is none. */
    String mediaType() {
        return header("Content-Type")
                .map(value -> value.split(";", 2)[0].trim().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** Whether the call ran, by its status. */
    boolean ran() {
        return status >= 200 && status < 300;
    }

    /** {@code 429}, or how it ended where there is no status. */
    String words() {
        return status > 0 ? String.valueOf(status) : "no answer: " + ending.words();
    }
}
