package io.github.upscale4j.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The content codings that an answer may have although none was asked for. */
final class ContentCoding {
    private ContentCoding() {}

    /** @param behind bytes after the end of the coded ones */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Decoded(byte[] bytes, int behind) {}

    /** A coding that is not known, or bytes that are not of it. */
    static final class Undecodable extends Exception {
        Undecodable(String message) {
            super(message);
        }
    }

    /** @param header all that the header says, for the message */
    static Decoded decode(String coding, String header, byte[] bytes) throws Undecodable {
        try {
            return switch (coding) {
                case "identity", "" -> new Decoded(bytes, 0);
                case "gzip", "x-gzip" -> ungzipped(bytes);
                case "deflate" -> inflated(bytes);
                default -> throw new Undecodable("content coding " + header);
            };
        } catch (IOException e) {
            throw new Undecodable("bytes that are not " + coding);
        }
    }

    private static Decoded ungzipped(byte[] bytes) throws IOException, Undecodable {
        try (Gzip in = new Gzip(bytes)) {
            return new Decoded(limited("gzip", in), in.behind());
        }
    }

    /** Deflate has a zlib header by its standard and none by habit. */
    private static Decoded inflated(byte[] bytes) throws IOException, Undecodable {
        boolean zlib =
                bytes.length > 1 && (bytes[0] & 0x0f) == 8 && (((bytes[0] & 0xff) << 8) + (bytes[1] & 0xff)) % 31 == 0;
        Inflater inflater = new Inflater(!zlib);
        try (InflaterInputStream in =
                new InflaterInputStream(new ByteArrayInputStream(bytes), inflater, bytes.length + 1)) {
            return new Decoded(limited("deflate", in), inflater.getRemaining());
        } finally {
            inflater.end();
        }
    }

    private static byte[] limited(String coding, InflaterInputStream in) throws IOException, Undecodable {
        byte[] decoded = in.readNBytes(Transport.LARGEST_ANSWER + 1);
        if (decoded.length > Transport.LARGEST_ANSWER) {
            throw new Undecodable("more than " + Transport.LARGEST_ANSWER + " bytes in " + coding);
        }
        return decoded;
    }

    /** The library takes what follows the last member, and is no member, for nothing. */
    private static final class Gzip extends GZIPInputStream {
        private static final int TRAILER = 8;

        Gzip(byte[] bytes) throws IOException {
            // All of it in one buffer, so that what is left there is all that is left.
            super(new ByteArrayInputStream(bytes), bytes.length + 1);
        }

        int behind() {
            return inf.getRemaining() - TRAILER;
        }
    }
}
