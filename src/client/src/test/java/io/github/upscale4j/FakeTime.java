package io.github.upscale4j;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when a call waits before its next attempt; the waits are kept. */
final class FakeTime implements Sleeper {
    final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    /** The builder with this time, and with a random source that never lengthens a wait. */
    UpscaleClient.Builder in(UpscaleClient.Builder builder) {
        return builder.sleeper(this).nanoTime(nanos::get).random(() -> 0L);
    }

    @Override
    public boolean sleep(Duration duration, CountDownLatch stop) {
        waits.add(duration);
        nanos.addAndGet(duration.toNanos());
        return stop.getCount() == 0;
    }

    void passes(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
