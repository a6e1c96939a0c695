package io.github.upscale4j.conformance;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is sent, apart from Host, Content-Length, Connection and User-Agent. Its text form shows no key.
 *
 * @param credential null to send none
 * @param contentType null for a request without a body
 * @param parts what the body is made of; empty if it is no form
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Request(
        String method,
        URI uri,
        List<Header> headers,
        @Nullable Credential credential,
        @Nullable String contentType,
        byte[] body,
        List<Multipart.Part> parts) {

    Request {
        headers = List.copyOf(headers);
        parts = List.copyOf(parts);
    }

    /** Of a body that is not made of parts. */
    Request(
            String method,
            URI uri,
            List<Header> headers,
            @Nullable Credential credential,
            @Nullable String contentType,
            byte[] body) {
        this(method, uri, headers, credential, contentType, body, List.of());
    }

    @Override
    public String toString() {
        return method + " " + uri + (credential == null ? " without a key" : " with " + credential) + ", " + body.length
                + " bytes";
    }
}
