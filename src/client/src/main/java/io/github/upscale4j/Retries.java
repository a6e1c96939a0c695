package io.github.upscale4j;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When a call is tried again, and after how long: only where nothing ran. Thread-safe as far as its random source is. */
final class Retries {
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);

    /** What is in progress takes 5 to 60 seconds. */
    private static final Duration FIRST_WAIT_AFTER_429 = Duration.ofSeconds(2);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);

    private final int max;
    private final boolean on429;
    private final RandomGenerator random;

    Retries(int max, boolean on429, RandomGenerator random) {
        this.max = max;
        this.on429 = on429;
        this.random = random;
    }

    /**
     * How long to wait before the next attempt; null where there is to be none.
     *
     * @param attempt the number of the attempt that failed, from 1
     */
    @Nullable Duration waitAfter(UpscaleException failure, int attempt) {
        if (attempt > max) {
            return null;
        }
        if (failure instanceof NoAnswerException none && none.isWorthRetrying()) {
            return jittered(backoff(FIRST_WAIT, attempt));
        }
        if (on429 && failure instanceof ErrorAnswerException error && error.isWorthRetrying()) {
            Duration told = error.retryAfter();
            // A server that says "at once" gets no busy loop.
            return told == null
                    ? jittered(backoff(FIRST_WAIT_AFTER_429, attempt))
                    : jittered(longer(told, SHORTEST_WAIT));
        }
        return null;
    }

    private static Duration backoff(Duration first, int attempt) {
        int doublings = Math.min(attempt - 1, 16);
        Duration wait = first.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** A little longer, so that clients that failed together do not come back together; never shorter. */
    private Duration jittered(Duration wait) {
        return wait.plusMillis((long) (Math.min(wait.toMillis(), LONGEST_WAIT.toMillis()) * random.nextDouble() / 4));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
