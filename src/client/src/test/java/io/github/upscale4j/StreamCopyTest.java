package io.github.upscale4j;

import static io.github.upscale4j.Calls.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream's copy in a temporary file, which is gone with its call. */
class StreamCopyTest {
    private final byte[] unique = uniquePicture();
    private WireServer server;
    private UpscaleClient client;

    @BeforeEach
    void start() throws IOException {
        server = WireServer.answering(number -> WireServer.result());
        client = Calls.client(server.url()).build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void streamThatFailsIsRefusedAndItsCopyDeleted() throws Exception {
        IOException broken = new IOException("broken");
        int[] copiesWhenItBroke = {-1};
        InputStream stream = new InputStream() {
            private final InputStream start = new ByteArrayInputStream(Arrays.copyOf(unique, 50_000));

            @Override
            public int read() throws IOException {
                throw broken;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (start.available() == 0) {
                    copiesWhenItBroke[0] = copies();
                    throw broken;
                }
                return start.read(bytes, offset, length);
            }
        };

        ImageRefusedException refused = failure(ImageRefusedException.class, client, ImageFile.of(stream));

        assertEquals("image: expected a readable file but found IOException; nothing was sent", refused.getMessage());
        assertSame(broken, refused.getCause());
        assertEquals(0, server.connections());
        assertEquals(1, copiesWhenItBroke[0]);
        assertEquals(0, copies());
    }

    @Test
    void streamIsReadOnceAndNotClosed() throws Exception {
        boolean[] closed = {false};
        ImageFile image = ImageFile.of(new ByteArrayInputStream(unique) {
            @Override
            public void close() {
                closed[0] = true;
            }
        });
        client.upscale(image, Calls.REQUEST);

        ImageRefusedException refused = failure(ImageRefusedException.class, client, image);

        assertTrue(refused.getMessage().contains("expected a stream that was not read yet"), refused.getMessage());
        assertTrue(server.requests().get(0).text().contains(latin(unique)));
        assertFalse(closed[0]);
        assertEquals(1, server.requests().size());
        assertEquals(0, copies());
    }

    @Test
    void copyOfAStreamIsDeletedAfterAFailure() throws Exception {
        try (WireServer no = WireServer.answering(number -> WireServer.answer("400 No", "{}"));
                UpscaleClient refused = Calls.client(no.url()).build()) {
            failure(ErrorAnswerException.class, refused, stream());
        }

        assertEquals(0, copies());
    }

    @Test
    void copyOfAStreamIsDeletedAfterACancelWhileItIsSent() throws Exception {
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        try (WireServer silent = WireServer.start(connection -> {
                    connection.read();
                    arrived.complete(null);
                    connection.read();
                });
                UpscaleClient cancelled = Calls.client(silent.url()).build()) {
            CompletableFuture<UpscaleResult> call = cancelled.upscaleAsync(stream(), Calls.REQUEST);
            arrived.get(10, TimeUnit.SECONDS);
            assertEquals(1, copies());
            call.cancel(true);
        }
        Calls.assertNoThreadIsLeft();

        assertEquals(0, copies());
    }

    @Test
    void copyOfAStreamIsDeletedAfterACancelBeforeItsTurnAndWhenTheClientIsClosed() throws Exception {
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        UpscaleClient narrow;
        try (WireServer silent = WireServer.start(connection -> {
            connection.read();
            arrived.complete(null);
            connection.read();
        })) {
            narrow = Calls.client(silent.url()).maxImagesInFlight(1).build();
            CompletableFuture<UpscaleResult> first = narrow.upscaleAsync(Calls.png(), Calls.REQUEST);
            arrived.get(10, TimeUnit.SECONDS);
            CompletableFuture<UpscaleResult> second = narrow.upscaleAsync(stream(), Calls.REQUEST);
            assertEquals(1, copies());

            second.cancel(true);

            assertEquals(0, copies());
            first.cancel(true);
        }
        narrow.close();
        assertThrows(IllegalStateException.class, () -> narrow.upscale(stream(), Calls.REQUEST));
        assertEquals(0, copies());
    }

    private ImageFile stream() {
        return ImageFile.of(new ByteArrayInputStream(unique));
    }

    /** A picture that no other test has, so that its copies can be told from theirs. */
    private static byte[] uniquePicture() {
        byte[] tail = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        byte[] picture = Photos.png(Photos.PNG.length + tail.length);
        System.arraycopy(tail, 0, picture, Photos.PNG.length, tail.length);
        return picture;
    }

    /** How many temporary files there are that begin with this test's picture. */
    private int copies() throws IOException {
        int copies = 0;
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "upscale4j-*.image")) {
            for (Path file : files) {
                try (InputStream in = Files.newInputStream(file)) {
                    copies += Arrays.equals(unique, in.readNBytes(unique.length)) ? 1 : 0;
                } catch (NoSuchFileException e) {
                    // Another program's, which is gone.
                }
            }
        }
        return copies;
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
