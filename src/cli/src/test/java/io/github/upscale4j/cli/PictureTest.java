package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.upscale4j.api.UpscaleApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files can be sent, and what is said of those that cannot. */
@Timeout(60)
class PictureTest {
    private static final long MAX = UpscaleApi.IMAGE_FILE_MAX_BYTES;
    private static final String KINDS = "expected one of image/png, image/jpeg, image/webp but found ";
    private static final String NO_FILE = "expected a picture but found ";

    @TempDir
    Path folder;

    static Stream<Arguments> pictures() {
        return Stream.of(
                Arguments.of("image/png", Pictures.PNG),
                Arguments.of("image/jpeg", Pictures.JPEG),
                Arguments.of("image/jpeg", Pictures.PROGRESSIVE_JPEG),
                Arguments.of("image/webp", Pictures.WEBP));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void pictureIsHashedAndItsKindToldByItsBytes(String mediaType, byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve("it is no.gif"), bytes);

        assertEquals(new Picture(file, Sha256.of(bytes), bytes.length, mediaType), Picture.read(file, MAX));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void pictureThatBrokeOffIsRefusedWhereverItDid(String mediaType, byte[] bytes) throws Exception {
        for (int length = 12; length < bytes.length; length++) {
            byte[] beginning = Arrays.copyOf(bytes, length);
            UnusablePicture refused = refused(Files.write(folder.resolve("photo"), beginning));

            String kind = mediaType.substring("image/".length()).toUpperCase(Locale.ROOT);
            assertEquals(
                    "expected a whole " + kind + " but found only the first " + length + " bytes of one",
                    refused.reason());
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void whatFollowsThePictureDoesNotMatter(String mediaType, byte[] bytes) throws Exception {
        byte[] more = Arrays.copyOf(bytes, bytes.length + 5000);

        assertEquals(
                mediaType,
                Picture.read(Files.write(folder.resolve("photo"), more), MAX).mediaType());
    }

    @Test
    void endOfAThumbnailIsNotTheEndOfThePicture() throws Exception {
        byte[] thumbnail = {(byte) 0xFF, (byte) 0xE1, 0, 8, (byte) 0xFF, (byte) 0xDA, 0, 2, (byte) 0xFF, (byte) 0xD9};
        ByteBuffer picture = ByteBuffer.allocate(Pictures.JPEG.length + thumbnail.length);
        picture.put(Pictures.JPEG, 0, 2).put(thumbnail).put(Pictures.JPEG, 2, Pictures.JPEG.length - 2);
        Path file = Files.write(folder.resolve("photo"), picture.array());

        assertEquals("image/jpeg", Picture.read(file, MAX).mediaType());
        refused(Files.write(file, Arrays.copyOf(picture.array(), picture.capacity() - 2)));
    }

    static Stream<Arguments> otherContents() {
        return Stream.of(
                Arguments.of("GIF89a....", "a GIF; convert it to PNG first"),
                Arguments.of("\0\0\0\u0018ftypheic\0\0\0\0mif1heic", "a HEIC or HEIF; convert it to PNG first"),
                Arguments.of("\0\0\0\u0018ftypmif1\0\0\0\0mif1heif", "a HEIC or HEIF; convert it to PNG first"),
                Arguments.of("\0\0\0\u0018ftypmif1\0\0\0\0mif1avif", "an AVIF; convert it to PNG first"),
                Arguments.of("\0\0\0\u0018ftypavif\0\0\0\0mif1miaf", "an AVIF; convert it to PNG first"),
                Arguments.of("\0\0\0\u0018ftypisom\0\0\0\0isommp42", "a video"),
                Arguments.of("\0\0\0\u0001ftyp", "a video"),
                Arguments.of("BM12\0\0\0\0\0\0....", "a BMP; convert it to PNG first"),
                Arguments.of("II*\0....", "a TIFF; convert it to PNG first"),
                Arguments.of("MM\0*....", "a TIFF; convert it to PNG first"),
                Arguments.of("\u00FF\n....", "a JPEG XL; convert it to PNG first"),
                Arguments.of("\0\0\0\fJXL \r\n\u0087\n", "a JPEG XL; convert it to PNG first"),
                Arguments.of("\0\0\0\fjP  \r\n\u0087\n", "a JPEG 2000; convert it to PNG first"),
                Arguments.of("8BPS\0\1", "a Photoshop document; convert it to PNG first"),
                Arguments.of("\0\0\1\0\1\0", "an ICO; convert it to PNG first"),
                Arguments.of("<?xml version='1.0'?>\n<!-- x -->\n<svg/>", "an SVG; convert it to PNG first"),
                Arguments.of("%PDF-1.7", "a PDF"),
                Arguments.of("RIFF....WAVE", "a RIFF file other than WebP"),
                Arguments.of("PK\3\4", "an archive"),
                Arguments.of("\u00EF\u00BB\u00BF\n<!DOCTYPE html><title>404</title>", "an HTML page"),
                Arguments.of("<?xml version='1.0'?><Error/>", "an XML document"),
                Arguments.of("{\"error\":\"gone\"}", "what looks like JSON"),
                Arguments.of("BM is a text", "something else"),
                Arguments.of("x", "something else"));
    }

    @ParameterizedTest
    @MethodSource("otherContents")
    void otherKindsAreCalledByTheirName(String latin, String found) throws Exception {
        Path file = Files.write(folder.resolve("photo.png"), latin.getBytes(StandardCharsets.ISO_8859_1));

        assertEquals(KINDS + found, refused(file).reason());
    }

    @Test
    void placesWithoutAFileAreTold() throws Exception {
        Path file = Files.write(folder.resolve("file"), Pictures.PNG);
        Path broken = Files.createSymbolicLink(folder.resolve("broken"), Path.of("nowhere"));

        assertEquals(
                NO_FILE + "nothing there", refused(folder.resolve("missing")).reason());
        assertEquals(NO_FILE + "a folder", refused(folder).reason());
        assertEquals(NO_FILE + "a link that leads nowhere", refused(broken).reason());
        assertEquals(
                NO_FILE + "an empty file",
                refused(Files.createFile(folder.resolve("empty"))).reason());
        assertEquals(NO_FILE + "Not a directory", refused(file.resolve("below")).reason());
    }

    @Test
    void linksToPicturesAreFollowed() throws Exception {
        Path file = Files.write(folder.resolve("file"), Pictures.PNG);
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertEquals(Sha256.of(Pictures.PNG), Picture.read(link, MAX).sha256());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsNoRegularFileIsNeverOpened(boolean linked) throws Exception {
        Path fifo = folder.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        assertEquals(NO_FILE + "a FIFO", refused(linked(fifo, linked)).reason());

        Path device = Path.of("/dev/zero");
        assumeTrue(Files.exists(device), "a system with /dev/zero");
        assertEquals(NO_FILE + "a device", refused(linked(device, linked)).reason());

        Path socket = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertEquals(NO_FILE + "a socket", refused(linked(socket, linked)).reason());
        }
    }

    @Test
    void fileThatCannotBeReadIsRefused() throws Exception {
        Path file = Files.createSymbolicLink(folder.resolve("photo.jpg"), unreadable());

        assertEquals(
                "expected a readable file but found access denied",
                refused(file).reason());
    }

    /** Not even root may read some files of the kernel. */
    private Path unreadable() throws IOException {
        Path own = Files.write(folder.resolve("own"), Pictures.PNG);
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("-w-------"));
        if (!Files.isReadable(own)) {
            return own;
        }
        try (DirectoryStream<Path> buses = Files.newDirectoryStream(Path.of("/sys/bus"))) {
            for (Path bus : buses) {
                if (Files.exists(bus.resolve("drivers_probe"))) {
                    return bus.resolve("drivers_probe");
                }
            }
        } catch (IOException e) {
            assumeTrue(false, "a system with /sys/bus");
        }
        assumeTrue(false, "a file that cannot be read");
        return own;
    }

    @Test
    void largestFileIsTakenAndOneByteMoreIsNot() throws Exception {
        Path file = Files.write(folder.resolve("photo"), Pictures.PNG);
        long size = Pictures.PNG.length;

        assertEquals(size, Picture.read(file, size).bytes());
        UnusablePicture refused = assertThrows(UnusablePicture.class, () -> Picture.read(file, size - 1));
        assertEquals("expected at most " + (size - 1) + " bytes but found " + size + " bytes", refused.reason());
    }

    @Test
    void hugeFileIsRefusedUnread() throws Exception {
        Path file = folder.resolve("photo");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), 1L << 40);
        } catch (IOException e) {
            assumeTrue(false, "a file system with sparse files of that size");
        }

        assertTrue(refused(file).reason().startsWith("expected at most 26214400 bytes but found 1099511627777 bytes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"grows", "is written to", "shrinks"})
    void fileThatChangesMeanwhileIsRefused(String how) throws Exception {
        Path file = Files.write(folder.resolve("photo"), Arrays.copyOf(Pictures.PNG, 16 << 20));
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        Thread writer = new Thread(() -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                for (int i = 0; !over.get(); i++) {
                    change(channel, how, i);
                    begun.countDown();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        try {
            assertTrue(begun.await(20, TimeUnit.SECONDS));
            String reason = refused(file).reason();
            assertTrue(reason.endsWith(": it changed while it was read"), reason);
        } finally {
            over.set(true);
            writer.join();
        }
    }

    private static void change(FileChannel channel, String how, int i) throws IOException {
        switch (how) {
            case "grows" -> channel.write(ByteBuffer.allocate(1), channel.size());
            case "is written to" -> channel.write(ByteBuffer.wrap(new byte[] {(byte) i}), 8 << 20);
            case "shrinks" -> channel.truncate(channel.size() - 1);
            default -> fail(how);
        }
    }

    @Test
    void messageNamesTheFileOnOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("a\nb\u001B[2J.png"), "x");

        assertEquals(
                folder + "/a\\nb\\u001B[2J.png: " + KINDS + "something else",
                refused(file).getMessage());
    }

    private Path linked(Path path, boolean linked) throws IOException {
        return linked ? Files.createSymbolicLink(folder.resolve("link to " + path.getFileName()), path) : path;
    }

    private static UnusablePicture refused(Path file) {
        return assertThrows(UnusablePicture.class, () -> Picture.read(file, MAX), file.toString());
    }
}
