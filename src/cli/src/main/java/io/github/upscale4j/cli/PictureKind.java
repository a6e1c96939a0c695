package io.github.upscale4j.cli;

import org.jspecify.annotations.Nullable;

/** The kinds of picture that can be sent and that come back, told by their first bytes and never by a name. */
enum PictureKind {
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg"),
    WEBP("image/webp", "webp");

    /** How many bytes {@link #of} looks at. */
    static final int MAGIC_BYTES = 12;

    final String mediaType;
    final String extension;

    PictureKind(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** The kind of a picture that begins with these bytes; null where it is none of ours. */
    static @Nullable PictureKind of(byte[] start) {
        FirstBytes first = new FirstBytes(start);
        if (first.has(0, "\u0089PNG\r\n\u001A\n")) {
            return PNG;
        }
        if (first.has(0, "\u00FF\u00D8\u00FF")) {
            return JPEG;
        }
        return first.has(0, "RIFF") && first.has(8, "WEBP") ? WEBP : null;
    }
}
