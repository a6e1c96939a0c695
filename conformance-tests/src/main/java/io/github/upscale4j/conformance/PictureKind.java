package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Kinds of files, told by their first bytes: those that the contract takes, and those that are sent in their place. */
enum PictureKind {
    PNG("image/png", 0, "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", 0, "\u00ff\u00d8\u00ff"),
    WEBP("image/webp", 8, "WEBP"),
    GIF("image/gif", 0, "GIF8"),
    BMP("image/bmp", 0, "BM"),
    TIFF("image/tiff", 0, "II*\0"),
    AVIF("image/avif", 4, "ftypavif"),
    HEIC("image/heic", 4, "ftyp"),
    PDF("application/pdf", 0, "%PDF-");

    private final String mediaType;
    private final int offset;
    /** A character for each byte. */
    private final String magic;

    PictureKind(String mediaType, int offset, String magic) {
        this.mediaType = mediaType;
        this.offset = offset;
        this.magic = magic;
    }

    /** The media type; empty for what is none of them. */
    static Optional<String> of(byte[] bytes) {
        return Arrays.stream(values())
                .filter(kind -> kind.fits(bytes))
                .map(kind -> kind.mediaType)
                .findFirst();
    }

    private boolean fits(byte[] bytes) {
        return bytes.length >= offset + magic.length()
                && new String(bytes, offset, magic.length(), StandardCharsets.ISO_8859_1).equals(magic);
    }
}
