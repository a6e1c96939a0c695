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
     * @param digest of the bytes, which a recording does not keep of a file
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(
            String name,
            @Nullable String fileName,
            @Nullable String contentType,
            byte[] bytes,
            Digest digest) {
        Part(String name, @Nullable String fileName, @Nullable String contentType, byte[] bytes) {
            this(name, fileName, contentType, bytes, Digest.of(bytes));
        }
    }

    String contentType() {
        return mediaType + "; boundary=" + boundary;
    }

    Multipart without(String name) {
        List<Part> rest = new ArrayList<>(parts);
        rest.removeIf(part -> part.name().equals(name));
        return new Multipart(mediaType, boundary, rest);
    }

    /** With this part in place of the one of its name. */
    Multipart with(Part part) {
        return new Multipart(
                mediaType,
                boundary,
                parts.stream()
                        .map(other -> other.name().equals(part.name()) ? part : other)
                        .toList());
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Part part : parts) {
            StringBuilder head = new StringBuilder("--").append(boundary).append("\r\n");
            head.append("Content-Disposition: form-data; name=\"")
                    .append(quoted(part.name()))
                    .append('"');
            if (part.fileName() != null) {
                head.append("; filename=\"").append(quoted(part.fileName())).append('"');
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

    /** As browsers send a name that would end its quotes or its line. */
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
