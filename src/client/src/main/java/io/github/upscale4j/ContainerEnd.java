package io.github.upscale4j;

import java.util.Arrays;

/** Tells from a picture's first and last bytes whether it is all there: for bodies whose end only the connection's end tells. */
final class ContainerEnd {
    private static final byte[] IEND = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};
    private static final int RIFF_HEADER = 8;

    private final byte[] last = new byte[IEND.length];
    private long count;

    void add(byte[] bytes, int offset, int length) {
        int kept = Math.min(length, last.length);
        System.arraycopy(last, kept, last, 0, last.length - kept);
        System.arraycopy(bytes, offset + length - kept, last, last.length - kept, kept);
        count += length;
    }

    /** Whether what was added is a whole picture of the type that begins with these bytes. */
    boolean isComplete(ImageType type, byte[] start) {
        return switch (type) {
            case PNG -> Arrays.equals(last, IEND);
            case JPEG -> last[last.length - 2] == (byte) 0xFF && last[last.length - 1] == (byte) 0xD9;
            case WEBP -> count >= RIFF_HEADER + littleEndian(start, 4);
        };
    }

    private static long littleEndian(byte[] bytes, int offset) {
        long value = 0;
        for (int i = 3; i >= 0; i--) {
            value = value << 8 | (bytes[offset + i] & 0xFF);
        }
        return value;
    }
}
