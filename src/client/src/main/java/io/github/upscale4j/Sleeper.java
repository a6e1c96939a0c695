package io.github.upscale4j;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between two attempts; injected, so that tests record waits and never wait. */
@FunctionalInterface
interface Sleeper {
    /** Waits on the clock on the wall. */
    Sleeper REAL = (duration, stop) -> stop.await(duration.toNanos(), TimeUnit.NANOSECONDS);

    /**
     * Waits for the time or until the latch opens.
     *
     * @return whether the latch is open: stop
     */
    boolean sleep(Duration duration, CountDownLatch stop) throws InterruptedException;
}
