package io.github.upscale4j.conformance;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Small real pictures of the kinds that the contract names, each seed another one. */
final class Pictures {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 64;
    /** Stands in the metadata of the WebP resource, to be overwritten by the seed. */
    private static final String SEED_PLACE = "0000000000000000";

    private Pictures() {}

    static byte[] of(String mediaType, long seed) {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByMIMEType(mediaType);
        try {
            return writers.hasNext() ? written(writers.next(), seed) : stored(mediaType, seed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] written(ImageWriter writer, long seed) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < WIDTH; x++) {
            for (int y = 0; y < HEIGHT; y++) {
                image.setRGB(x, y, 0x3f7faf + (x << 16) + (y << 8) + (x * y & 0x1f));
            }
        }
        for (int bit = 0; bit < Long.SIZE; bit++) {
            int rgb = (seed >>> bit & 1) == 0 ? 0x101010 : 0xf0f0f0;
            for (int i = 0; i < 64; i++) {
                image.setRGB(bit % 8 * 8 + i % 8, bit / 8 * 8 + i / 8, rgb);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(image);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The JDK writes no WebP: a file made by cwebp, with the seed in its metadata. */
    private static byte[] stored(String mediaType, long seed) throws IOException {
        String name = "picture." + mediaType.substring(mediaType.indexOf('/') + 1);
        try (InputStream in = Pictures.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("expected a picture of " + mediaType + " as a resource " + name
                        + ", found none, and the JDK writes none");
            }
            String file = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            return file.replace(SEED_PLACE, String.format("%016x", seed)).getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
