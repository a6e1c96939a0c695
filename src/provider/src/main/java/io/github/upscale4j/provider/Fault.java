package io.github.upscale4j.provider;

import java.util.ArrayList;
import java.util.List;

/**
 * One way in which a provider misbehaves, as data: which answers, and what happens to them. Immutable, thread-safe; what it
 * has already been applied to is counted by the provider that it is given to.
 *
 * <p>A fault is a JSON object. Which answers (all that is given must fit; nothing given means every answer of the endpoint):
 *
 * <ul>
 *   <li>{@code on}: {@code "any"} (default), {@code "success"}, {@code "refusal"}, or the status that an honest provider
 *       answers; {@code "download"} for requests of result pictures, which nothing else selects
 *   <li>{@code where}: the place of the honest refusal, as in {@code "request:/resemblance"}, {@code "part:image_file"},
 *       {@code "request-header:Authorization"}, {@code "method:GET"}
 *   <li>{@code request}: an object of JSON Pointers into the call's parameters with the value each that must be there (1 and
 *       1.0 are equal); {@code requestAbsent}: an array of those that must lead nowhere; {@code picture}: the media type that
 *       the picture's first bytes tell; {@code images}: how many the call asks for, 1 where it says nothing. They fit only
 *       answers for which the call was read that far, and cannot stand beside {@code "download"}
 *   <li>{@code nth}: only the nth of these answers, from 1; or {@code times}: only the first so many
 * </ul>
 *
 * What is decided:
 *
 * <ul>
 *   <li>{@code accept: true}: this refusal is waived; the call runs and is billed if nothing else is wrong with it
 *   <li>{@code refuse: 400}: the call is turned down with that status and does not run
 *   <li>{@code bill}: whether the journal counts the call as billed, whatever happened to it
 * </ul>
 *
 * What the answer looks like:
 *
 * <ul>
 *   <li>{@code status}, {@code reason} (text of the status line), {@code headers}: an object of names with a value each that
 *       replaces, or null that removes, framing included; {@code duplicateHeaders}: an object of lines to add as they are
 *   <li>{@code dialect}: the contract's example name for the error body; with a {@code status} from 400 on it also turns a
 *       success into such a body (still billed)
 *   <li>{@code patch}: a JSON Patch (RFC 6902) on the body; {@code echoKey: true} puts the caller's key into the error's text
 *   <li>{@code pretty}, {@code escapeUnicode}: how the JSON is written
 *   <li>{@code body} (exact text) or {@code bodyBase64} (exact bytes) instead; {@code prepend} and {@code append}: text around
 *       it; {@code charset}: encodes the text, and says so in the content type unless {@code contentType} is given
 *   <li>{@code repeatBody}: sends it so many times; {@code padTo}: fills it up with spaces to so many bytes; both are
 *       streamed; {@code gzip: true}: packs the whole and says so
 *   <li>{@code redirect}: the Location, with 307 unless a {@code status} is given
 * </ul>
 *
 * How it travels:
 *
 * <ul>
 *   <li>{@code interim}: 1xx statuses first; {@code delayMillis}: then a wait; {@code drip}: {@code {"bytes": n, "millis":
 *       m}} sends the body n bytes at a time with a wait of m before each
 *   <li>{@code chunked: true}; {@code contentLengthDelta}: what the declared length has too much or (negative) too little, the
 *       connection closes after it; {@code cut}: sends only so many bytes of the body, then closes
 *   <li>{@code reset} (RST), {@code close} (FIN) or {@code stall} (silence until the provider or the caller closes), at
 *       {@code "accept"}, {@code "headers"} (these were read), {@code "body"} (after {@code afterBytes} bytes of a longer one,
 *       default 0), or {@code "answer"}: the call was received in full, ran and is billed, and nothing of the answer, or with
 *       {@code cut} only so many bytes of its body, is sent. Before the answer is known only {@code on: "any"} or
 *       {@code "download"}, {@code nth} and {@code times} can be given
 * </ul>
 *
 * Several faults may fit an answer. They are applied in the order of their list, one of the stages above after the other
 * (every patch before any text, every text before any packing).
 */
public final class Fault {
    final FaultSelection selection;
    final FaultDecision decision;
    final FaultEdits edits;
    final FaultTransport transport;
    private final String source;

    private Fault(Expected json) {
        Expected.Members members = json.members();
        selection = FaultSelection.read(members);
        decision = FaultDecision.read(members);
        edits = FaultEdits.read(members);
        transport = FaultTransport.read(members);
        members.finish();
        if (decision.isEmpty() && edits.isEmpty() && transport.isEmpty()) {
            throw json.but("at least one action");
        }
        if (transport.isEarly()) {
            if (!selection.fitsEarly() || !decision.isEmpty() || !edits.isEmpty() || !transport.isAlone()) {
                throw json.but("beside an end before the answer at most on (any, download), nth, times and afterBytes");
            }
        }
        source = JsonWriter.write(json.value());
    }

    /**
     * A fault from one JSON object.
     *
     * @throws IllegalArgumentException if the text is no JSON or not such an object; says what was expected, what was found
     *     and where (JSON Pointer)
     */
    public static Fault parse(String json) {
        return new Fault(read(json));
    }

    /**
     * The faults from a JSON array of objects, in its order.
     *
     * @throws IllegalArgumentException as for {@link #parse}
     */
    public static List<Fault> parseAll(String json) {
        List<Fault> faults = new ArrayList<>();
        read(json).items().forEach(item -> faults.add(new Fault(item)));
        return List.copyOf(faults);
    }

    private static Expected read(String json) {
        try {
            return new Expected("", JsonReader.read(json));
        } catch (JsonReader.MalformedJson e) {
            throw new IllegalArgumentException("a fault is JSON: " + e.getMessage(), e);
        }
    }

    /** The JSON that this was made from, without insignificant space. */
    @Override
    public String toString() {
        return source;
    }
}
