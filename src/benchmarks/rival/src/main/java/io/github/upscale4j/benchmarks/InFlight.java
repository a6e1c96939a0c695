package io.github.upscale4j.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Many calls at a time: how many are done in a second, and what do they take? Warms up until two seconds in a row are alike, then
 * measures. Prints lines of a metric, its unit and its value.
 */
public final class InFlight {
    private static final int LONGEST_WARM_UP = 20;
    private static final double ALIKE = 0.05;

    private final Calling calling;
    private final Path picture;
    private final Semaphore places;
    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Usage usage = new Usage();

    private InFlight(Calling calling, Path picture, int inFlight) {
        this.calling = calling;
        this.picture = picture;
        this.places = new Semaphore(inFlight);
    }

    /**
     * Measures, prints what it saw, and ends the process.
     *
     * @param arguments the rival's class, the server's base URL, the picture, the calls in flight, the seconds to measure
     */
    public static void main(String[] arguments) throws Exception {
        int inFlight = Integer.parseInt(arguments[3]);
        Calling calling = Rival.of(arguments[0]).calling(URI.create(arguments[1]), inFlight);
        new InFlight(calling, Path.of(arguments[2]), inFlight).measure(Integer.parseInt(arguments[4]));
        System.exit(0);
    }

    private void measure(int seconds) throws Exception {
        boolean isSteady = false;
        long last = calls(1);
        for (int i = 0; i < LONGEST_WARM_UP && !isSteady; i++) {
            long now = calls(1);
            isSteady = Math.abs(now - last) <= ALIKE * last;
            last = now;
        }
        Usage.forgetThreads();
        long cpu = Usage.cpuNanos();
        long allocated = usage.allocatedBytes();
        long start = System.nanoTime();
        long calls = calls(seconds);
        double measured = (System.nanoTime() - start) / 1e9;
        print("throughput", "calls/s", calls / measured);
        print("cpu", "us/call", (Usage.cpuNanos() - cpu) / 1e3 / calls);
        print("allocation", "B/call", (double) (usage.allocatedBytes() - allocated) / calls);
        print("threads", "threads", Usage.peakThreads());
        print("steady", "yes=1", isSteady ? 1 : 0);
    }

    /** How many calls were done within so many seconds, with all places taken all the time. */
    private long calls(int seconds) throws Exception {
        long before = done.get();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            if (!places.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                break;
            }
            var unused = calling.callAsync(picture).whenComplete(this::ended);
        }
        Throwable seen = failure.get();
        if (seen != null) {
            throw new IllegalStateException("expected every call to be answered", seen);
        }
        return done.get() - before;
    }

    private void ended(@Nullable Object answer, @Nullable Throwable thrown) {
        if (thrown != null) {
            failure.compareAndSet(null, thrown);
        }
        done.incrementAndGet();
        places.release();
    }

    private static void print(String metric, String unit, double value) {
        System.out.println(metric + " " + unit + " " + String.format(Locale.ROOT, "%.6g", value));
    }
}
