package io.github.upscale4j.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The content codings that an answer may have although none was asked for. */
final class ContentCoding {
    private ContentCoding() {}

    /** A coding that is not known, or bytes that are not of it. */
    static final class Undecodable extends Exception {
        Undecodable(String message) {
            super(message);
        }
    }

    /** @param header all that the header says, for the message */
    static byte[] decode(String coding, String header, byte[] bytes) throws Undecodable {
        try {
            return switch (coding) {
                case "identity", "" -> bytes;
                case "gzip", "x-gzip" -> limited(coding, new GZIPInputStream(new ByteArrayInputStream(bytes)));
                case "deflate" -> limited(coding, inflating(bytes));
                default -> throw new Undecodable("content coding " + header);
            };
        } catch (IOException e) {
            throw new Undecodable("bytes that are not " + coding);
        }
    }

    /** Deflate has a zlib header by its standard and none by habit. */
    private static InputStream inflating(byte[] bytes) {
        boolean zlib =
                bytes.length > 1 && (bytes[0] & 0x0f) == 8 && (((bytes[0] & 0xff) << 8) + (bytes[1] & 0xff)) % 31 == 0;
        return new InflaterInputStream(new ByteArrayInputStream(bytes), new Inflater(!zlib));
    }

    private static byte[] limited(String coding, InputStream in) throws IOException, Undecodable {
        try (in) {
            byte[] decoded = in.readNBytes(Transport.LARGEST_ANSWER + 1);
            if (decoded.length > Transport.LARGEST_ANSWER) {
                throw new Undecodable("more than " + Transport.LARGEST_ANSWER + " bytes in " + coding);
            }
            return decoded;
        }
    }
}
