package io.github.upscale4j;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Pictures to send. */
final class Pictures {
    private Pictures() {}

    /**
     * A picture of 40 x 30 pixels, with zeros after its end up to the length.
     *
     * @param kind {@code png} or {@code jpg}; {@code no-png} for what only begins like one, {@code html} for a page
     */
    static byte[] of(String kind, int length) {
        if (kind.equals("html")) {
            return "<html></html>".getBytes(StandardCharsets.US_ASCII);
        } else if (kind.equals("no-png")) {
            return Arrays.copyOf(of("png", 0), 12);
        }
        byte[] picture = Downloads.picture(kind);
        return Arrays.copyOf(picture, Math.max(picture.length, length));
    }
}
