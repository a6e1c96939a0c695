package io.github.upscale4j.provider;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether a provider is being closed; ends every wait in it. Thread-safe. */
final class Closing {
    private final CountDownLatch begun = new CountDownLatch(1);

    void begin() {
        begun.countDown();
    }

    boolean hasBegun() {
        return begun.getCount() == 0;
    }

    /** @throws InterruptedException if the provider is closed meanwhile */
    void sleep(Duration duration) throws InterruptedException {
        if (!duration.isZero() && begun.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("the provider is closed");
        }
    }

    /** Waits until the provider is closed. */
    void await() throws InterruptedException {
        begun.await();
    }
}
