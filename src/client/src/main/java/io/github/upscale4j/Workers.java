package io.github.upscale4j;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The client's threads: daemons, made when needed and gone a second after. Work runs on them and not on the caller's thread
 * because a socket's read cannot be interrupted: the caller waits, and stops the work when it is interrupted.
 */
final class Workers implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final AtomicLong NAMED = new AtomicLong();

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
    private final Duration patience;
    private int running;
    private boolean closed;

    /** @param patience how long to wait at the end for what runs */
    Workers(Duration patience) {
        this.patience = patience;
    }

    private Thread thread(Runnable work) {
        return new Worker(this, work);
    }

    /**
     * Runs it on a worker.
     *
     * @throws IllegalStateException after {@link #close}
     */
    void start(Runnable work) {
        synchronized (this) {
            if (closed && !isMine()) {
                throw new IllegalStateException("expected an open client but it is closed");
            }
            running++;
        }
        boolean started = false;
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    ended();
                }
            });
            started = true;
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("expected an open client but it is closed", e);
        } finally {
            if (!started) {
                ended();
            }
        }
    }

    private synchronized void ended() {
        running--;
        notifyAll();
    }

    private boolean isMine() {
        return Thread.currentThread() instanceof Worker worker && worker.owner == this;
    }

    /**
     * Runs the task on a worker and waits for its end. Where the waiting thread is interrupted, or the task is not done in time,
     * {@code stop} is run, and the end, which it should bring about, waited for a moment. The thread is interrupted again before this
     * returns.
     *
     * @param gaveUp the failure where the task did not end even so; it cleans up after itself, whenever it ends
     * @throws IllegalStateException after {@link #close}
     */
    <T> T call(Callable<T> task, Runnable stop, Duration time, Supplier<UpscaleException> gaveUp)
            throws UpscaleException {
        FutureTask<T> future = new FutureTask<>(task);
        start(future);
        boolean interrupted = false;
        try {
            try {
                return future.get(time.plus(MOMENT).toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (TimeoutException e) {
                // stopped below
            }
            stop.run();
            return future.get(MOMENT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (InterruptedException e) {
            interrupted = true;
            throw gaveUp.get();
        } catch (TimeoutException e) {
            throw gaveUp.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The failure, if it is one that may be thrown as it is. */
    static UpscaleException rethrown(@Nullable Throwable failure) {
        if (failure instanceof UpscaleException expected) {
            return expected;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw new IllegalStateException("unexpected failure", failure);
    }

    /**
     * Takes no more work but from work that runs, and waits for all of it, unless this is a part of it. Keeps the thread's interrupt
     * status.
     */
    @Override
    public void close() {
        long end = System.nanoTime() + patience.toNanos();
        try {
            synchronized (this) {
                closed = true;
                for (long left = patience.toMillis(); running > 0 && left > 0 && !isMine(); left = millisUntil(end)) {
                    wait(left);
                }
                if (running > 0 && !isMine()) {
                    Log.stillRunning(patience);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
    }

    private static long millisUntil(long end) {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }

    /** One of these threads. */
    private static final class Worker extends Thread {
        final Workers owner;

        Worker(Workers owner, Runnable work) {
            super(work, "upscale4j-" + NAMED.incrementAndGet());
            this.owner = owner;
            setDaemon(true);
        }
    }
}
