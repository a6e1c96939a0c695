package io.github.upscale4j.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A multipart body, byte for byte as it is sent. Immutable. */
record Multipart(String mediaType, String boundary, List<Part> parts) {

    Multipart {
        parts = List.copyOf(parts);
    }

    /**
     * One part.
     *
     * @param fileName null for a part that is no file
     * @param contentType null to send none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(
            String name,
            @Nullable String fileName,
            @Nullable String contentType,
            byte[] bytes) {}

    String contentType() {
        return mediaType + "; boundary=" + boundary;
    }

    Multipart without(String name) {
        List<Part> rest = new ArrayList<>(parts);
        rest.removeIf(part -> part.name().equals(name));
        return new Multipart(mediaType, boundary, rest);
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Part part : parts) {
            StringBuilder head = new StringBuilder("--").append(boundary).append("\r\n");
            head.append("Content-Disposition: form-data; name=\"")
                    .append(part.name())
                    .append('"');
            if (part.fileName() != null) {
                head.append("; filename=\"").append(part.fileName()).append('"');
            }
            head.append("\r\n");
            if (part.contentType() != null) {
                head.append("Content-Type: ").append(part.contentType()).append("\r\n");
            }
            out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            out.writeBytes(part.bytes());
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
