package io.github.upscale4j;

import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The kinds of picture that the contract has, told by their first bytes and never by a name. */
enum ImageType {
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg"),
    WEBP("image/webp", "webp");

    /** How many bytes {@link #of} looks at. */
    static final int MAGIC_BYTES = 12;

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    final String mediaType;
    final String extension;

    ImageType(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** The kind of a picture that begins with these bytes; null where it is none of ours. */
    static @Nullable ImageType of(byte[] start) {
        if (startsWith(start, 0, PNG_SIGNATURE)) {
            return PNG;
        }
        if (startsWith(start, 0, new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF})) {
            return JPEG;
        }
        return startsWith(start, 0, new byte[] {'R', 'I', 'F', 'F'})
                        && startsWith(start, 8, new byte[] {'W', 'E', 'B', 'P'})
                ? WEBP
                : null;
    }

    /** All of them, as a header has them. */
    static String mediaTypes() {
        StringJoiner types = new StringJoiner(", ");
        for (ImageType type : values()) {
            types.add(type.mediaType);
        }
        return types.toString();
    }

    private static boolean startsWith(byte[] bytes, int offset, byte[] expected) {
        return bytes.length >= offset + expected.length
                && Arrays.equals(bytes, offset, offset + expected.length, expected, 0, expected.length);
    }
}
