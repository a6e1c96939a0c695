package io.github.upscale4j.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that is waited for no longer than a while, such as a look-up of a name, which nothing can interrupt. */
final class Timeboxed {
    private Timeboxed() {}

    /**
     * Runs it on a daemon thread.
     *
     * @throws TimeoutException if it is not done in time; it may go on
     * @throws ExecutionException if it fails
     */
    static <T> T run(Callable<T> work, Duration longest) throws TimeoutException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "upscale4j-doctor");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        } finally {
            task.cancel(true);
        }
    }
}
