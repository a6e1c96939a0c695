package io.github.upscale4j.conformance;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Small real pictures of the kinds that the contract names, each seed another one. */
final class Pictures {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 64;
    /** Bytes of the last chunk of a PNG file, as of any empty one. */
    private static final int END_CHUNK = 12;
    /** Stands in the metadata of the WebP resource, to be overwritten by the seed. */
    private static final String SEED_PLACE = "0000000000000000";

    private Pictures() {}

    /** Whether pictures of this kind can be made. */
    static boolean canBe(String mediaType) {
        return ImageIO.getImageWritersByMIMEType(mediaType).hasNext()
                || (mediaType.matches("image/[a-z0-9]+") && Pictures.class.getResource(resource(mediaType)) != null);
    }

    private static String resource(String mediaType) {
        return "picture." + mediaType.substring(mediaType.indexOf('/') + 1);
    }

    static byte[] of(String mediaType, long seed) {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByMIMEType(mediaType);
        try {
            return writers.hasNext() ? written(writers.next(), seed) : stored(mediaType, seed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kind of picture that can be made as large as one likes. */
    static final String SIZABLE = "image/png";

    /**
     * A real picture of exactly so many bytes, most of them in a chunk that readers skip.
     *
     * @param bytes some thousands at least
     */
    static byte[] sized(long seed, int bytes) {
        byte[] png = of(SIZABLE, seed);
        int end = png.length - END_CHUNK;
        ByteBuffer large = ByteBuffer.allocate(bytes).put(png, 0, end);
        int start = large.position();
        large.putInt(bytes - png.length - END_CHUNK).put("upSc".getBytes(StandardCharsets.US_ASCII));
        large.position(bytes - END_CHUNK - Integer.BYTES);
        CRC32 crc = new CRC32();
        crc.update(large.array(), start + Integer.BYTES, large.position() - start - Integer.BYTES);
        return large.putInt((int) crc.getValue()).put(png, end, END_CHUNK).array();
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
        String name = resource(mediaType);
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
