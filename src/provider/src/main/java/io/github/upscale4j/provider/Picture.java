package io.github.upscale4j.provider;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Kind and size of a picture, read from its first bytes.
 *
 * @param width in pixels
 * @param height in pixels
 */
record Picture(String mediaType, int width, int height) {
    static final String PNG = "image/png";
    static final String JPEG = "image/jpeg";
    static final String WEBP = "image/webp";
    private static final String GIF = "image/gif";
    private static final String BMP = "image/bmp";
    private static final String TIFF = "image/tiff";
    private static final String AVIF = "image/avif";
    private static final String HEIC = "image/heic";
    private static final String PDF = "application/pdf";
    private static final String SVG = "image/svg+xml";

    /** All that {@link #kind} can tell. */
    static final Set<String> KINDS = Set.of(PNG, JPEG, WEBP, GIF, BMP, TIFF, AVIF, HEIC, PDF, SVG);

    private static final Set<String> READABLE = Set.of(PNG, JPEG, WEBP);

    /** Whether headers of that kind can be read. */
    static boolean canRead(String mediaType) {
        return READABLE.contains(mediaType);
    }

    /** What the first bytes say that it is, or null if nothing known. */
    static @Nullable String kind(byte[] bytes) {
        if (starts(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        } else if (starts(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        } else if (starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP")) {
            return WEBP;
        } else if (starts(bytes, 0, "GIF8")) {
            return GIF;
        } else if (starts(bytes, 0, "BM")) {
            return BMP;
        } else if (starts(bytes, 0, "II*\0") || starts(bytes, 0, "MM\0*")) {
            return TIFF;
        } else if (starts(bytes, 4, "ftypavif")) {
            return AVIF;
        } else if (starts(bytes, 4, "ftyp")) {
            return HEIC;
        } else if (starts(bytes, 0, "%PDF-")) {
            return PDF;
        } else if (starts(bytes, 0, "<svg") || starts(bytes, 0, "<?xml")) {
            return SVG;
        }
        return null;
    }

    /** The picture, or null where its header cannot be read to the size. */
    static @Nullable Picture read(byte[] bytes) {
        String kind = kind(bytes);
        Picture picture = null;
        try {
            if (PNG.equals(kind) && starts(bytes, 12, "IHDR")) {
                picture = new Picture(PNG, (int) big(bytes, 16, 4), (int) big(bytes, 20, 4));
            } else if (JPEG.equals(kind)) {
                picture = jpeg(bytes);
            } else if (WEBP.equals(kind)) {
                picture = webp(bytes);
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            return null; // the file ends within its header
        }
        return picture != null && picture.width > 0 && picture.height > 0 ? picture : null;
    }

    private static @Nullable Picture jpeg(byte[] bytes) {
        int at = 2;
        while (at < bytes.length) {
            if (big(bytes, at, 1) != 0xff) {
                return null;
            }
            int marker = (int) big(bytes, at + 1, 1);
            if (marker == 0xff) { // filling
                at++;
            } else if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) { // without a length
                at += 2;
            } else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                return new Picture(JPEG, (int) big(bytes, at + 7, 2), (int) big(bytes, at + 5, 2));
            } else if (marker == 0xd9 || marker == 0xda) { // the end, or data before any frame
                return null;
            } else {
                at += 2 + Math.max(2, (int) big(bytes, at + 2, 2));
            }
        }
        return null;
    }

    private static @Nullable Picture webp(byte[] bytes) {
        if (starts(bytes, 12, "VP8X")) {
            return new Picture(WEBP, (int) little(bytes, 24, 3) + 1, (int) little(bytes, 27, 3) + 1);
        } else if (starts(bytes, 12, "VP8L") && big(bytes, 20, 1) == 0x2f) {
            long bits = little(bytes, 21, 4);
            return new Picture(WEBP, (int) (bits & 0x3fff) + 1, (int) (bits >> 14 & 0x3fff) + 1);
        } else if (starts(bytes, 12, "VP8 ") && starts(bytes, 23, "\u009d\u0001*")) {
            return new Picture(WEBP, (int) little(bytes, 26, 2) & 0x3fff, (int) little(bytes, 28, 2) & 0x3fff);
        }
        return null;
    }

    private static boolean starts(byte[] bytes, int at, String latin1) {
        byte[] wanted = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= at + wanted.length
                && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static long big(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 8) | (bytes[at + i] & 0xff);
        }
        return value;
    }

    private static long little(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xff);
        }
        return value;
    }
}
