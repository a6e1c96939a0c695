package io.github.upscale4j.conformance;

import java.util.Optional;

/**
 * A part of a form as it came.
 *
 * @param fileName as it was sent, without its quotes
 * @param contentType the whole header's value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FormPart(String name, Optional<String> fileName, Optional<String> contentType, byte[] bytes) {

    /** {@code part:image_file}. */
    String where() {
        return Contract.Part.WHERE + (name.isEmpty() ? "(no name)" : name);
    }

    /** Without parameters, in lower case; empty if it has none. */
    String mediaType() {
        return contentType.map(value -> HeaderValue.read(value).word()).orElse("");
    }
}
