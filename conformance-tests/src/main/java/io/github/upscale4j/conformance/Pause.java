package io.github.upscale4j.conformance;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits each time but the first, for targets that take few requests a minute. Not thread-safe. */
final class Pause implements Runnable {
    private final Duration length;
    private boolean first = true;

    /** @param length may be zero */
    Pause(Duration length) {
        this.length = length;
    }

    @Override
    public void run() {
        try {
            TimeUnit.NANOSECONDS.sleep(first ? 0 : length.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        first = false;
    }
}
