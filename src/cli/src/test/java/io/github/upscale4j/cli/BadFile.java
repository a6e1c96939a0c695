package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.upscale4j.api.UpscaleApi;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A file that cannot be sent.
 *
 * @param outcome what a batch tells of it
 * @param message why
 */
record BadFile(String name, Maker maker, String outcome, String message) {
    static final int LARGEST = (int) UpscaleApi.IMAGE_FILE_MAX_BYTES;

    private static final String KINDS = "expected one of image/png, image/jpeg, image/webp but found ";
    private static final String NO_FILE = "expected a picture but found ";

    /** Makes something at a path. */
    interface Maker {
        void at(Path path) throws Exception;
    }

    static List<BadFile> all() {
        return List.of(
                BadFile.content("empty.png", "", NO_FILE + "an empty file"),
                BadFile.content("animated.gif", "GIF89a....", KINDS + "a GIF; convert it to PNG first"),
                BadFile.content("gif.png", "GIF89a....", KINDS + "a GIF; convert it to PNG first"),
                BadFile.content(
                        "phone.heic",
                        "\0\0\0\u0018ftypheic\0\0\0\0mif1heic",
                        KINDS + "a HEIC or HEIF; convert it to PNG first"),
                BadFile.content(
                        "photo.avif",
                        "\0\0\0\u0018ftypavif\0\0\0\0mif1miaf",
                        KINDS + "an AVIF; convert it to PNG first"),
                BadFile.content("paint.bmp", "BM12\0\0\0\0\0\0....", KINDS + "a BMP; convert it to PNG first"),
                BadFile.content("scan.tiff", "II*\0....", KINDS + "a TIFF; convert it to PNG first"),
                BadFile.content("text.png", "a text", KINDS + "something else"),
                BadFile.content("page.jpg", "<!DOCTYPE html><title>404</title>", KINDS + "an HTML page"),
                BadFile.content("torn.png", cut(Pictures.PNG), torn("PNG", Pictures.PNG)),
                BadFile.content("torn.jpg", cut(Pictures.JPEG), torn("JPEG", Pictures.JPEG)),
                BadFile.content("torn.webp", cut(Pictures.WEBP), torn("WEBP", Pictures.WEBP)),
                BadFile.content(
                        "large.png", png(LARGEST + 1), "expected at most 26214400 bytes but found 26214401 bytes"),
                BadFile.picture(
                        "locked.png",
                        path -> lock(Files.write(path, Pictures.PNG)),
                        "expected a readable file but found access denied"),
                BadFile.skipped(
                        "locked", path -> lock(Files.createDirectory(path)), "it cannot be read: access denied"),
                BadFile.skipped("fifo.png", BadFile::fifo, "a FIFO"),
                BadFile.skipped("socket.png", BadFile::socket, "a socket"),
                BadFile.skipped("fifo", BadFile::fifo, "a FIFO"),
                BadFile.link("device.png", "/dev/zero", "a device"),
                BadFile.link("linked-fifo.png", "fifo.png", "a FIFO"),
                BadFile.link("broken.png", "nowhere", "a link that leads nowhere"),
                BadFile.link("loop.png", "loop.png", "a link that leads to itself"),
                BadFile.link("folder-link.png", "folder.png", "a link to a folder, which is not followed"),
                BadFile.link("up", "..", "a link to a folder, which is not followed"),
                BadFile.skipped("README.txt", path -> Files.writeString(path, "a text"), "not a picture"));
    }

    private static byte[] cut(byte[] picture) {
        return Arrays.copyOf(picture, picture.length - 4);
    }

    private static String torn(String kind, byte[] picture) {
        return "expected a whole " + kind + " but found only the first " + cut(picture).length + " bytes of one";
    }

    /** Takes all permissions from it, which only root does without. */
    static void lock(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    }

    private static void fifo(Path path) throws Exception {
        assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
    }

    /** Its name stays when it is closed. */
    private static void socket(Path path) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
        }
    }

    /** A picture of just that size: a chunk that readers pass over fills it. */
    static byte[] png(int size) {
        int header = 8 + 25;
        byte[] png = Pictures.png(size);
        byte[] filling = new byte[size - png.length - 12];
        ByteBuffer chunk = ByteBuffer.allocate(4 + filling.length)
                .put("fiLl".getBytes(StandardCharsets.US_ASCII))
                .put(filling);
        CRC32 crc = new CRC32();
        crc.update(chunk.array());
        return ByteBuffer.allocate(size)
                .put(png, 0, header)
                .putInt(filling.length)
                .put(chunk.array())
                .putInt((int) crc.getValue())
                .put(png, header, png.length - header)
                .array();
    }

    /** One that is looked at because of its name. */
    static BadFile picture(String name, Maker maker, String why) {
        return new BadFile(name, maker, "refused", why);
    }

    static BadFile content(String name, byte[] content, String why) {
        return picture(name, path -> Files.write(path, content), why);
    }

    static BadFile content(String name, String latin1, String why) {
        return content(name, latin1.getBytes(StandardCharsets.ISO_8859_1), why);
    }

    static BadFile skipped(String name, Maker maker, String why) {
        return new BadFile(name, maker, "skipped", why);
    }

    static BadFile link(String name, String target, String why) {
        return skipped(name, path -> Files.createSymbolicLink(path, Path.of(target)), why);
    }
}
