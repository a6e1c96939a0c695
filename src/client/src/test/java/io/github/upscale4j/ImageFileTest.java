package io.github.upscale4j;

import static io.github.upscale4j.Calls.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be sent, and what is refused before anything is. */
class ImageFileTest {
    private static final String KINDS =
            "expected one of image/png, image/jpeg, image/webp but found a file that begins with the bytes ";

    @TempDir
    Path folder;

    private WireServer server;
    private UpscaleClient client;

    @BeforeEach
    void start() throws IOException {
        server = WireServer.answering(number -> WireServer.result());
        client = Calls.client(server.url()).maxImageBytes(100_000).build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    static Stream<Arguments> refusedContents() {
        return Stream.of(
                Arguments.of(new byte[0], "expected an image but found an empty file"),
                Arguments.of("GIF89a......".getBytes(StandardCharsets.US_ASCII), KINDS + "47 49 46 38"),
                Arguments.of("<html></html>".getBytes(StandardCharsets.US_ASCII), KINDS + "3c 68 74 6d"),
                Arguments.of("text".getBytes(StandardCharsets.US_ASCII), KINDS + "74 65 78 74"),
                Arguments.of(new byte[] {(byte) 0xFF, (byte) 0xD8}, KINDS + "ff d8"),
                Arguments.of("RIFF....WAVE".getBytes(StandardCharsets.US_ASCII), KINDS + "52 49 46 46"),
                Arguments.of(Photos.png(100_001), "expected at most 100000 bytes but found "));
    }

    @ParameterizedTest
    @MethodSource("refusedContents")
    void contentsThatCannotBeSentAreRefusedWhereverTheyComeFrom(byte[] contents, String message) throws Exception {
        Path file = Files.write(folder.resolve("image.png"), contents);

        assertRefused("image " + file + ": " + message, ImageFile.of(file));
        assertRefused("image: " + message, ImageFile.of(contents));
        assertRefused("image: " + message, ImageFile.of(new ByteArrayInputStream(contents)));
    }

    @Test
    void placesWithoutAFileAreRefused() throws Exception {
        Path file = Files.write(folder.resolve("file"), Photos.PNG);

        assertRefused("image " + folder + ": expected a file but found a directory", ImageFile.of(folder));
        Path missing = folder.resolve("missing");
        assertRefused("image " + missing + ": expected a file but found nothing", ImageFile.of(missing));
        // Which of two, "nothing" or "no readable file", depends on the JDK.
        assertRefused("image " + file.resolve("below") + ": expected a ", ImageFile.of(file.resolve("below")));
    }

    @Test
    void devicesAndPipesAreRefusedWithoutBeingOpened() throws Exception {
        Path device = Path.of("/dev/zero");
        assumeTrue(Files.exists(device), "a system with /dev/zero");
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

        assertRefused("image /dev/zero: expected a file but found something else", ImageFile.of(device));
        assertRefused(": expected a file but found something else", ImageFile.of(pipe));
    }

    @Test
    void pathAndBytesCanBeSentOftenAndByManyCalls() throws Exception {
        ImageFile bytes = ImageFile.of(Photos.JPEG);
        ImageFile path = ImageFile.of(Files.write(folder.resolve("x"), Photos.JPEG));
        CompletableFuture.allOf(
                        client.upscaleAsync(bytes, Calls.REQUEST),
                        client.upscaleAsync(bytes, Calls.REQUEST),
                        client.upscaleAsync(path, Calls.REQUEST),
                        client.upscaleAsync(path, Calls.REQUEST))
                .get(10, TimeUnit.SECONDS);

        assertEquals(4, server.requests().size());
        for (WireServer.Received request : server.requests()) {
            assertTrue(request.text().contains(latin(Photos.JPEG)));
        }
    }

    private void assertRefused(String message, ImageFile image) {
        ImageRefusedException refused = failure(ImageRefusedException.class, client, image);
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
        assertTrue(refused.getMessage().endsWith("; nothing was sent"), refused.getMessage());
        assertEquals(Billing.NOT_SENT, refused.billing());
        assertTrue(refused.isSafeToRetry());
        assertEquals(0, server.connections());
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
