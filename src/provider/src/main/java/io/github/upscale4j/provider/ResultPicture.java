package io.github.upscale4j.provider;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * A result, made when it is asked for: the uploaded picture at twice its size where that is small and can be decoded by the
 * JDK, else a gradient of that size. Immutable.
 */
final class ResultPicture {
    private static final long SMALL_PIXELS = 1_000_000;
    private static final int SMALL_BYTES = 4 << 20;

    static {
        // Without this, ImageIO and Graphics2D may look for a display.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        ImageIO.setUseCache(false);
    }

    private final int width;
    private final int height;
    private final long tint;
    private final byte @Nullable [] upload;

    /** @param tint makes results of the same picture differ */
    ResultPicture(Picture picture, byte[] upload, long tint) {
        this.width = Math.multiplyExact(2, picture.width());
        this.height = Math.multiplyExact(2, picture.height());
        this.tint = tint;
        boolean small = (long) picture.width() * picture.height() <= SMALL_PIXELS && upload.length <= SMALL_BYTES;
        this.upload = small && !picture.mediaType().equals(Picture.WEBP) ? upload : null;
    }

    private ResultPicture(int width, int height, long tint) {
        this.width = width;
        this.height = height;
        this.tint = tint;
        this.upload = null;
    }

    /** A gradient of the same size. */
    ResultPicture withoutUpload() {
        return new ResultPicture(width, height, tint);
    }

    /** Those that it keeps. */
    int uploadBytes() {
        return upload == null ? 0 : upload.length;
    }

    byte[] png() throws IOException {
        BufferedImage original = upload == null ? null : decoded(upload);
        return original == null ? gradient() : scaled(original);
    }

    private static @Nullable BufferedImage decoded(byte[] upload) {
        try {
            return ImageIO.read(new ByteArrayInputStream(upload));
        } catch (IOException | RuntimeException e) {
            return null; // a real header before broken data: the result is a gradient
        }
    }

    private byte[] scaled(BufferedImage original) throws IOException {
        boolean alpha = original.getColorModel().hasAlpha();
        BufferedImage image =
                new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(original, 0, 0, width, height, null);
        graphics.dispose();
        // One pixel tells the results of one call apart.
        image.setRGB(0, 0, 0xff000000 | (int) ((tint * 0x9e3779b97f4a7c15L) >>> 40));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** Written row by row, since a picture may be far larger than the memory. */
    private byte[] gradient() throws IOException {
        ByteArrayOutputStream idat = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream rows = new DeflaterOutputStream(idat, deflater, 1 << 16)) {
            byte[] row = new byte[1 + width];
            for (int y = 0; y < height; y++) {
                int shade = (int) (y * 255L / height + tint);
                for (int x = 0; x < width; x++) {
                    row[1 + x] = (byte) (shade + (x >> 4));
                }
                rows.write(row);
            }
        } finally {
            deflater.end();
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(png);
        out.writeLong(0x89504e470d0a1a0aL);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 0, 0, 0, 0}); // eight bits of grey
        chunk(out, "IHDR", header.toByteArray());
        chunk(out, "IDAT", idat.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(DataOutputStream out, String name, byte[] data) throws IOException {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(type);
        crc.update(data);
        out.writeInt(data.length);
        out.write(type);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
