package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is left behind is seen. */
class LeftoversTest {
    private static final Duration SOON = Duration.ofMillis(200);

    /** The first file and the first socket open something for good. */
    @BeforeAll
    static void warmUp() throws IOException {
        new ServerSocket(0).close();
        Files.delete(Files.createTempFile("upscale4j-", ".image"));
    }

    @Test
    void threadIsSeenUntilItsEnd() throws Exception {
        Leftovers leftovers = new Leftovers(SOON);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(() -> await(end), "upscale4j-left");
        thread.start();
        try {
            assertEquals(Set.of("thread upscale4j-left"), leftovers.left());
        } finally {
            end.countDown();
        }
        assertEquals(Set.of(), leftovers.left());
    }

    @Test
    void socketIsSeenUntilItIsClosed() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "descriptors are listed on Linux only");
        Leftovers leftovers = new Leftovers(SOON);
        try (ServerSocket open = new ServerSocket(0)) {
            Set<String> left = leftovers.left();
            assertTrue(
                    left.size() == 1 && left.iterator().next().startsWith("descriptor of socket:"), left + " " + open);
        }
        assertEquals(Set.of(), leftovers.left());
    }

    @Test
    void temporaryFileIsSeenUntilItIsDeleted() throws Exception {
        Leftovers leftovers = new Leftovers(SOON);
        Path file = Files.createTempFile("upscale4j-", ".image");
        try {
            assertTrue(leftovers.left().contains("file " + file));
        } finally {
            Files.delete(file);
        }
        assertEquals(Set.of(), leftovers.left());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
