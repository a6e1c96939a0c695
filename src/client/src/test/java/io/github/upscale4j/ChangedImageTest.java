package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image that is not what it was when its call began, and one that is sent again. */
class ChangedImageTest {
    /** More than the sockets of this machine take without a reader. */
    private static final int LARGE = 20 << 20;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();

    @Test
    void fileThatGetsLongerWhileItIsSentIsCutOffAndNotSentAgain() throws Exception {
        assertChangeIsNoticed(
                file -> Files.write(file, new byte[10], StandardOpenOption.APPEND), "bytes but found more: it changed");
    }

    @Test
    void fileThatGetsShorterWhileItIsSentIsCutOffAndNotSentAgain() throws Exception {
        assertChangeIsNoticed(
                file -> {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.truncate(LARGE - 10);
                    }
                },
                "bytes but found only " + (LARGE - 10) + ": it changed");
    }

    @Test
    void fileThatVanishesBeforeItsTurnIsNotTriedAgain() throws Exception {
        Path file = Files.write(folder.resolve("image"), Photos.PNG);
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        CompletableFuture<Void> vanished = new CompletableFuture<>();
        try (WireServer server = WireServer.start(connection -> {
                    connection.read();
                    arrived.complete(null);
                    vanished.join();
                    connection.write(WireServer.result());
                    connection.read();
                });
                UpscaleClient client = options(server).maxImagesInFlight(1).build()) {
            CompletableFuture<UpscaleResult> first = client.upscaleAsync(Calls.png(), Calls.REQUEST);
            arrived.get(10, TimeUnit.SECONDS);
            CompletableFuture<UpscaleResult> second = client.upscaleAsync(ImageFile.of(file), Calls.REQUEST);
            Files.delete(file);
            vanished.complete(null);
            first.get(10, TimeUnit.SECONDS);

            ExecutionException failed = assertThrows(ExecutionException.class, () -> second.get(10, TimeUnit.SECONDS));

            NoAnswerException failure = assertInstanceOf(NoAnswerException.class, failed.getCause());
            assertEquals(Billing.INCOMPLETE, failure.billing());
            assertTrue(
                    failure.getMessage().contains("found a file that cannot be opened any more"), failure.getMessage());
            assertEquals(List.of(), time.waits);
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void cutOffUploadIsSentAgainFromItsBeginning() throws Exception {
        byte[] picture = Photos.png(LARGE);
        try (WireServer cutting = WireServer.start(connection -> {
                    if (connection.number == 1) {
                        connection.readHead();
                        connection.reset();
                    } else {
                        connection.read();
                        connection.write(WireServer.result());
                    }
                });
                UpscaleClient client = options(cutting).build()) {
            client.upscale(ImageFile.of(new ByteArrayInputStream(picture)), Calls.REQUEST);

            assertEquals(2, cutting.connections());
            byte[] body = cutting.requests().get(0).body().toByteArray();
            int start = latin(Arrays.copyOf(body, 1000)).indexOf("\u0089PNG");
            assertArrayEquals(picture, Arrays.copyOfRange(body, start, start + picture.length));
        }
    }

    private interface Change {
        void to(Path file) throws IOException;
    }

    /** The file changes when its request's head arrived, and most of it cannot have been sent. */
    private void assertChangeIsNoticed(Change change, String message) throws Exception {
        Path file = Files.write(folder.resolve("image"), Photos.png(LARGE));
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        CompletableFuture<Void> changed = new CompletableFuture<>();
        try (WireServer server = WireServer.start(connection -> {
                    connection.readHead();
                    arrived.complete(null);
                    changed.join();
                    connection.socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                });
                UpscaleClient client = options(server).build()) {
            CompletableFuture<UpscaleResult> call = client.upscaleAsync(ImageFile.of(file), Calls.REQUEST);
            arrived.get(10, TimeUnit.SECONDS);
            change.to(file);
            changed.complete(null);

            ExecutionException failed = assertThrows(ExecutionException.class, () -> call.get(10, TimeUnit.SECONDS));

            NoAnswerException failure = assertInstanceOf(NoAnswerException.class, failed.getCause());
            assertEquals(Billing.INCOMPLETE, failure.billing());
            assertTrue(failure.getMessage().contains(message), failure.getMessage());
            assertEquals(List.of(), time.waits);
            assertEquals(1, server.connections());
        }
    }

    private UpscaleClient.Builder options(WireServer server) {
        return time.in(UpscaleClient.builder())
                .baseUrl(server.url())
                .key(Calls.KEY)
                .deadline(Duration.ofSeconds(10));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
