package io.github.upscale4j;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs something later, on a thread of its own: the JDK's timer thread, of which each JVM has one, is not for users' code. */
final class Timer {
    final CompletableFuture<Boolean> isOver = new CompletableFuture<>();

    private Timer() {}

    static Timer after(Duration time, Runnable work) {
        Timer timer = new Timer();
        var unused = timer.isOver.thenAccept(over -> {
            if (over) {
                start(work);
            }
        });
        timer.isOver.completeOnTimeout(true, time.toNanos(), TimeUnit.NANOSECONDS);
        return timer;
    }

    /** Forgets the work, unless it was begun. */
    void cancel() {
        isOver.complete(false);
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
