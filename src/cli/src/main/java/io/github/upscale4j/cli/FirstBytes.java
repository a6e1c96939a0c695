package io.github.upscale4j.cli;

import java.nio.charset.StandardCharsets;

/** What a file begins with. */
final class FirstBytes {
    private final String text;

    FirstBytes(byte[] bytes) {
        this.text = new String(bytes, 0, Math.min(bytes.length, OtherKind.MAGIC_BYTES), StandardCharsets.ISO_8859_1);
    }

    /** Whether these bytes, one for each character, stand there. */
    boolean has(int offset, String bytes) {
        return text.startsWith(bytes, offset);
    }

    /** Each byte as a character. */
    String latin() {
        return text;
    }
}
