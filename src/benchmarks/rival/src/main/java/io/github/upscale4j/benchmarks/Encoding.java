package io.github.upscale4j.benchmarks;

import java.nio.charset.StandardCharsets;

/** Encodes one request, again and again. */
public interface Encoding {
    /** The request's JSON as the rival hands it to its transport: a text, bytes or a body. */
    Object encode() throws Exception;

    /**
     * The bytes that go over the wire, to see that all rivals send the same.
     *
     * @param encoded what {@link #encode} returned; a rival of which that is neither bytes nor a text overrides this
     */
    default byte[] bytes(Object encoded) throws Exception {
        return encoded instanceof byte[] bytes ? bytes : encoded.toString().getBytes(StandardCharsets.UTF_8);
    }
}
