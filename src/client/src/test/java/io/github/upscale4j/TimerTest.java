package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TimerTest {
    private static final int MOST_COLLECTIONS = 100;

    @Test
    void runsItsWorkWhenTheTimeIsOver() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        Timer timer = Timer.after(Duration.ofMillis(1), ran::countDown);
        assertTrue(ran.await(30, TimeUnit.SECONDS));
        timer.cancel();
    }

    /** The JDK's timer keeps what it is to complete, and a client makes a timer for each call. */
    @Test
    void isForgottenOnceItIsCancelled() {
        WeakReference<CompletableFuture<Boolean>> timer = new WeakReference<>(cancelled());
        for (int i = 0; i < MOST_COLLECTIONS && timer.get() != null; i++) {
            System.gc();
        }
        assertNull(timer.get(), "somebody still holds it");
    }

    private static CompletableFuture<Boolean> cancelled() {
        Timer timer = Timer.after(Duration.ofHours(1), () -> fail("ran although it was cancelled"));
        timer.cancel();
        return timer.isOver;
    }
}
