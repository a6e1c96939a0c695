package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of files, and of threads that are interrupted. */
@Timeout(30)
class SaveToTest {
    private static final byte[] PICTURE = Downloads.picture("png");
    private static final byte[] OLD = {1, 2, 3};

    private final Downloads downloads = new Downloads();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        downloads.close();
    }

    private String refused(Path target, StandardCopyOption... options) throws IOException {
        List<String> before = Downloads.names(folder);
        try (RawServer server = RawServer.of(RawServer.ok(PICTURE))) {
            ResultImage image = downloads.image(server.url("/a.png?sig=abcdef"));
            DownloadException refused = assertThrows(DownloadException.class, () -> image.saveTo(target, options));
            assertEquals(List.of(), server.accepted, "requests");
            assertEquals(before, Downloads.names(folder));
            String start = "cannot save $.data[1].url to " + target + ": ";
            assertTrue(refused.getMessage().startsWith(start), refused.getMessage());
            return refused.getMessage().substring(start.length());
        }
    }

    private void saved(Path target, StandardCopyOption... options) throws IOException {
        try (RawServer server = RawServer.of(RawServer.ok(PICTURE))) {
            downloads.image(server.url("/a.png")).saveTo(target, options);
        }
        assertArrayEquals(PICTURE, Files.readAllBytes(target));
    }

    @Test
    void existingFileIsKept() throws Exception {
        Path target = Files.write(folder.resolve("a.png"), OLD);

        assertEquals("it exists already, and REPLACE_EXISTING was not given", refused(target));
        assertArrayEquals(OLD, Files.readAllBytes(target));
    }

    @Test
    void existingFileIsReplacedWhereThatIsAsked() throws Exception {
        Path target = Files.write(folder.resolve("a.png"), OLD);

        saved(target, StandardCopyOption.REPLACE_EXISTING);

        assertEquals(List.of("a.png"), Downloads.names(folder));
    }

    @Test
    void fileThatIsToBeReplacedIsKeptWhereTheFetchFails() throws Exception {
        Path target = Files.write(folder.resolve("a.png"), OLD);
        byte[] half = RawServer.answer("HTTP/1.1 200 OK\nContent-Length: " + PICTURE.length, new byte[0]);
        byte[] cut = Arrays.copyOf(half, half.length + 50);
        System.arraycopy(PICTURE, 0, cut, half.length, 50);
        try (RawServer server = RawServer.of(cut)) {
            ResultImage image = downloads.image(server.url("/a.png"));
            assertThrows(DownloadException.class, () -> image.saveTo(target, StandardCopyOption.REPLACE_EXISTING));
        }

        assertArrayEquals(OLD, Files.readAllBytes(target));
        assertEquals(List.of("a.png"), Downloads.names(folder));
    }

    @Test
    void danglingSymbolicLinkIsAFileThatExists() throws Exception {
        Path target = Files.createSymbolicLink(folder.resolve("a.png"), folder.resolve("nowhere"));

        assertEquals("it exists already, and REPLACE_EXISTING was not given", refused(target));
    }

    @Test
    void symbolicLinkIsReplacedItself() throws Exception {
        Path other = Files.write(folder.resolve("other"), OLD);
        Path target = Files.createSymbolicLink(folder.resolve("a.png"), other);

        saved(target, StandardCopyOption.REPLACE_EXISTING);

        assertFalse(Files.isSymbolicLink(target));
        assertArrayEquals(OLD, Files.readAllBytes(other));
    }

    @Test
    void directoryIsNoTarget() throws Exception {
        assertEquals("expected a file but found a directory", refused(folder));
        assertEquals("expected a file but found a directory", refused(folder, StandardCopyOption.REPLACE_EXISTING));
        assertEquals("expected a file but found a directory", refused(Path.of("")));
        assertEquals("expected a file but found a root", refused(Path.of("/")));
    }

    @Test
    void deviceIsNotReplaced() throws Exception {
        Path pipe = folder.resolve("pipe");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assumeTrue(made.waitFor() == 0);

        assertEquals(
                "expected a file but found something else, such as a device",
                refused(pipe, StandardCopyOption.REPLACE_EXISTING));
    }

    @Test
    void folderMustBeThere() throws Exception {
        Path file = Files.write(folder.resolve("file"), OLD);

        assertEquals("expected its folder but found none", refused(folder.resolve("none/a.png")));
        assertEquals("expected its folder but found a file there", refused(file.resolve("a.png")));
    }

    @Test
    void fileHasThePermissionsOfAnyNewFile() throws Exception {
        Path usual = Files.write(folder.resolve("usual"), OLD);
        Path target = folder.resolve("a.png");

        saved(target);

        assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(target));
        assertEquals(List.of("a.png", "usual"), Downloads.names(folder));
    }

    @Test
    void longestNameCanBeSaved() throws Exception {
        saved(folder.resolve("a".repeat(251) + ".png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "webp"})
    void pictureWithoutADeclaredLengthIsSavedWhereItIsWhole(String kind) throws Exception {
        byte[] picture = Downloads.picture(kind);
        Path target = folder.resolve("a");
        try (RawServer server = RawServer.of(
                RawServer.answer("HTTP/1.1 200 OK", Arrays.copyOf(picture, picture.length - 1)),
                RawServer.answer("HTTP/1.0 200 OK", picture))) {
            ResultImage image = downloads.image(server.url("/a"));

            assertEquals(
                    "cannot fetch $.data[1].url from 127.0.0.1: expected a whole picture but found only its first "
                            + (picture.length - 1) + " bytes",
                    assertThrows(DownloadException.class, () -> image.saveTo(target))
                            .getMessage());
            image.saveTo(target);
        }
        assertArrayEquals(picture, Files.readAllBytes(target));
    }

    @Test
    void nameThatWasTakenMeanwhileIsNotReplaced() throws Exception {
        Path target = folder.resolve("a.png");

        try (PartialFile file = new PartialFile("it", target, false)) {
            file.write(new ByteArrayInputStream(PICTURE));
            Files.write(target, OLD);

            assertEquals(
                    "cannot save it to " + target + ": it exists already, and REPLACE_EXISTING was not given",
                    assertThrows(DownloadException.class, file::publish).getMessage());
        }
        assertArrayEquals(OLD, Files.readAllBytes(target));
        assertEquals(List.of("a.png"), Downloads.names(folder));
    }

    @Test
    void ofManyAtOnceOneSaves() throws Exception {
        Path target = folder.resolve("a.png");
        byte[] answer = RawServer.ok(PICTURE);
        int saved = 0;
        try (RawServer server = RawServer.of(answer, answer, answer, answer)) {
            List<FutureTask<Path>> tasks = IntStream.range(0, 4)
                    .mapToObj(i -> new FutureTask<>(
                            () -> downloads.image(server.url("/a.png")).saveTo(target)))
                    .toList();
            tasks.forEach(downloads.workers::start);
            for (FutureTask<Path> task : tasks) {
                try {
                    task.get();
                    saved++;
                } catch (ExecutionException e) {
                    assertTrue(e.getCause().getMessage().endsWith("and REPLACE_EXISTING was not given"));
                }
            }
        }
        assertEquals(1, saved);
        assertEquals(List.of("a.png"), Downloads.names(folder));
    }

    @Test
    void nothingIsSeenUnderTheNameBeforeItIsWhole() throws Exception {
        Path target = folder.resolve("a.png");
        try (PartialFile file = new PartialFile("it", target, true)) {
            file.write(new ByteArrayInputStream(OLD));
            file.write(new ByteArrayInputStream(PICTURE));
            assertFalse(Files.exists(target));
            assertEquals(1, Downloads.names(folder).size());
            assertTrue(Downloads.names(folder).get(0).startsWith("."));

            file.publish();
        }
        assertArrayEquals(PICTURE, Files.readAllBytes(target));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50})
    void interruptEndsTheFetchAndStays(int bytes) throws Exception {
        downloads.http = new OkHttpClient.Builder().readTimeout(Duration.ZERO).build();
        downloads.maxRetries = 3;
        byte[] head = RawServer.answer("HTTP/1.1 200 OK\nContent-Length: " + PICTURE.length, new byte[0]);
        byte[] part = bytes == 0 ? new byte[0] : Arrays.copyOf(head, head.length + bytes);
        System.arraycopy(PICTURE, 0, part, Math.min(head.length, part.length), bytes);
        try (RawServer server = RawServer.stalling(part)) {
            ResultImage image = downloads.image(server.url("/a.png?sig=abcdef"));
            assertInterrupted(server.answered, () -> image.saveTo(folder.resolve("a.png")));
            assertEquals(1, server.accepted.size());
        }
        assertEquals(List.of(), downloads.waits);
    }

    @Test
    void interruptEndsTheOpeningOfAStream() throws Exception {
        try (RawServer server = RawServer.stalling(new byte[0])) {
            ResultImage image = downloads.image(server.url("/a.png?sig=abcdef"));
            assertInterrupted(server.answered, image::open);
        }
    }

    @Test
    void interruptEndsTheWaitBetweenAttempts() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        downloads.sleeper = (duration, stop) -> {
            waiting.countDown();
            return stop.await(20, TimeUnit.SECONDS);
        };
        downloads.maxRetries = 3;
        try (RawServer server = RawServer.of(RawServer.status(503), RawServer.ok(PICTURE))) {
            ResultImage image = downloads.image(server.url("/a.png"));
            assertInterrupted(waiting, () -> image.saveTo(folder.resolve("a.png")));
            assertEquals(1, server.accepted.size());
        }
    }

    private void assertInterrupted(CountDownLatch ready, Callable<?> fetch) throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            DownloadException failure = assertThrows(DownloadException.class, fetch::call);
            assertEquals("cannot fetch $.data[1].url from 127.0.0.1: interrupted", failure.getMessage());
            return Thread.currentThread().isInterrupted();
        });
        Thread caller = new Thread(task);
        caller.start();
        assertTrue(ready.await(10, TimeUnit.SECONDS));
        caller.interrupt();

        assertTrue(task.get(10, TimeUnit.SECONDS), "still interrupted");
        assertEquals(List.of(), Downloads.names(folder));
    }

    @Test
    void pictureIsSavedInTheBackground() throws Exception {
        Path target = folder.resolve("a.png");
        try (RawServer server = RawServer.of(RawServer.ok(PICTURE))) {
            Path saved =
                    downloads.image(server.url("/a.png")).saveToAsync(target).get(20, TimeUnit.SECONDS);

            assertEquals(target, saved);
            assertArrayEquals(PICTURE, Files.readAllBytes(target));
        }
    }

    @Test
    void failureInTheBackgroundIsTheSame() throws Exception {
        Path target = Files.createFile(folder.resolve("a.png"));
        try (RawServer server = RawServer.of(RawServer.ok(PICTURE))) {
            ResultImage image = downloads.image(server.url("/a.png"));
            ExecutionException failed = assertThrows(
                    ExecutionException.class, () -> image.saveToAsync(target).get(20, TimeUnit.SECONDS));

            DownloadException failure = assertInstanceOf(DownloadException.class, failed.getCause());
            assertEquals(List.of("call-1"), failure.requestIds());
            assertTrue(failure.getMessage().contains("exists already"), failure.getMessage());
            assertEquals(0, Files.size(target));
        }
    }

    @Test
    void cancellingEndsTheFetch() throws Exception {
        try (RawServer server =
                RawServer.stalling(RawServer.answer("HTTP/1.1 200 OK\nContent-Length: 100000", PICTURE))) {
            CompletableFuture<Path> saving =
                    downloads.image(server.url("/a.png")).saveToAsync(folder.resolve("a.png"));
            server.answered.await();

            assertTrue(saving.cancel(true));
            // Waits for what runs, which cleans up; by itself it would run for 20 s.
            assertTimeoutPreemptively(Duration.ofSeconds(10), downloads.workers::close);
            assertEquals(List.of(), Downloads.names(folder));
        }
    }
}
