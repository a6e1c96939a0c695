package io.github.upscale4j.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tells whether a picture is all there. What follows its end is nobody's business, since cameras and phones append things, and
 * neither is what the picture shows: this notices a copy that broke off, not damage.
 */
final class PictureEnd {
    private static final int PNG_SIGNATURE = 8;
    private static final int PNG_CHUNK_OVERHEAD = 12;
    private static final int IEND = 0x49454E44;
    private static final int RIFF_HEADER = 8;
    private static final int RIFF_LENGTH_AT = 4;

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;

    private PictureEnd() {}

    static boolean isThere(PictureKind kind, byte[] picture) {
        return switch (kind) {
            case PNG -> hasImageEnd(ByteBuffer.wrap(picture));
            case JPEG -> hasEndOfImage(picture);
            case WEBP -> hasRiffEnd(ByteBuffer.wrap(picture));
        };
    }

    /** Whether the chunks lead to a whole IEND. */
    private static boolean hasImageEnd(ByteBuffer picture) {
        long at = PNG_SIGNATURE;
        while (at + PNG_CHUNK_OVERHEAD <= picture.limit()) {
            if (picture.getInt((int) at + 4) == IEND) {
                return true;
            }
            at += PNG_CHUNK_OVERHEAD + Integer.toUnsignedLong(picture.getInt((int) at));
        }
        return false;
    }

    /**
     * Whether an EOI follows picture data. Segments are skipped by their length, since the thumbnail in one has an EOI of its own;
     * within picture data each 0xFF that is no marker is followed by a zero.
     */
    private static boolean hasEndOfImage(byte[] picture) {
        boolean hasData = false;
        int at = 2;
        while (at + 1 < picture.length) {
            int marker = picture[at + 1] & 0xFF;
            if (picture[at] != (byte) 0xFF || marker == 0xFF) {
                at++;
                continue;
            }
            at += 2;
            if (marker == EOI) {
                return hasData;
            }
            hasData |= marker == SOS;
            if (hasLength(marker)) {
                if (at + 1 >= picture.length) {
                    return false;
                }
                at += (picture[at] & 0xFF) << 8 | (picture[at + 1] & 0xFF);
            }
        }
        return false;
    }

    /** Stuffing, TEM, restarts and SOI stand alone. */
    private static boolean hasLength(int marker) {
        return marker > 0x01 && (marker < 0xD0 || marker > SOI);
    }

    private static boolean hasRiffEnd(ByteBuffer picture) {
        long length =
                Integer.toUnsignedLong(picture.order(ByteOrder.LITTLE_ENDIAN).getInt(RIFF_LENGTH_AT));
        return RIFF_HEADER + length <= picture.limit();
    }
}
