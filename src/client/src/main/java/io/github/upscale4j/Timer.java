package io.github.upscale4j;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs something later, on a thread of its own: the JDK's timer thread, of which each JVM has one, is not for users' code. */
final class Timer {
    private Timer() {}

    /** Cancelling what is returned forgets it. */
    static Future<?> after(Duration time, Runnable work) {
        CompletableFuture<Boolean> timer = new CompletableFuture<>();
        var unused = timer.thenAccept(over -> start(work));
        return timer.completeOnTimeout(true, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void start(Runnable work) {
        try {
            Thread thread = new Thread(work, "upscale4j-timer");
            thread.setDaemon(true);
            thread.start();
        } catch (Error e) { // no more threads
            work.run();
        }
    }
}
