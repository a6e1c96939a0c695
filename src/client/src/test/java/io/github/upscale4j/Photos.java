package io.github.upscale4j;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Real pictures of the three kinds that the contract has. */
final class Photos {
    static final byte[] PNG = drawn("png");
    static final byte[] JPEG = drawn("jpeg");

    /** 40 x 30, lossless; the JDK cannot write one. */
    static final byte[] WEBP = Base64.getDecoder()
            .decode("UklGRjoAAABXRUJQVlA4TC0AAAAvJ0AHAAmAIAb8N0uI6H+qBUAQ/sslRPQ/FYi0bQrvX/bwwRgMWUwAVR2o/gsA");

    private Photos() {}

    /** A PNG of so many bytes: what follows its end is ignored by whoever reads it. */
    static byte[] png(int bytes) {
        return Arrays.copyOf(PNG, bytes);
    }

    private static byte[] drawn(String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
