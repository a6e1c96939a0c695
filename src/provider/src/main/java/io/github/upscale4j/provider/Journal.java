package io.github.upscale4j.provider;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a provider saw, did and billed. Thread-safe; everything handed out is immutable.
 *
 * <p>An exchange is noted as soon as its request's head was read, and is finished, with its status and its bill, before the
 * first byte of the answer is written: whoever has an answer finds it in the journal. The newest exchanges are kept,
 * {@link ProviderOptions.Builder#journalSize}; the totals count all.
 */
public final class Journal {
    private final int size;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<ExchangeEntry> entries = new ArrayDeque<>();
    private final Map<String, Integer> billedByPicture = new LinkedHashMap<>();
    private long connections;
    private long sequence;
    private long receivedInFull;
    private long callsBilled;
    private long imagesBilled;
    private int imagesInFlight;
    private int maxImagesInFlight;

    /** @param size exchanges that are kept */
    Journal(int size) {
        this.size = size;
    }

    /**
     * The journal at one moment.
     *
     * @param connections how many connections were accepted
     * @param exchanges the requests in the order in which their heads were read, downloads included, as many of the newest as are
     *     kept
     * @param requestsReceivedInFull how many requests arrived to their last byte, downloads of pictures not counted
     * @param callsBilled how many calls were billed
     * @param imagesBilled how many images were billed
     * @param imagesInFlight how many images are being worked on now
     * @param maxImagesInFlight the most images ever worked on at the same time
     * @param imagesBilledByPicture images billed by the SHA-256 (lower-case hexadecimal) of the picture that was sent;
     *     calls without a readable picture are under the empty string
     */
    public record Snapshot(
            long connections,
            List<Exchange> exchanges,
            long requestsReceivedInFull,
            long callsBilled,
            long imagesBilled,
            int imagesInFlight,
            int maxImagesInFlight,
            Map<String, Integer> imagesBilledByPicture) {
        public Snapshot {
            exchanges = List.copyOf(exchanges);
            imagesBilledByPicture = Collections.unmodifiableMap(new LinkedHashMap<>(imagesBilledByPicture));
        }

        /** The exchanges with the endpoint: neither downloads nor requests for other paths. */
        public List<Exchange> calls() {
            return exchanges.stream()
                    .filter(exchange -> exchange.kind() == Exchange.Kind.CALL)
                    .toList();
        }
    }

    /** What the journal holds now. */
    public Snapshot snapshot() {
        lock.lock();
        try {
            List<Exchange> exchanges = new ArrayList<>(entries.size());
            entries.forEach(entry -> exchanges.add(entry.toExchange()));
            return new Snapshot(
                    connections,
                    exchanges,
                    receivedInFull,
                    callsBilled,
                    imagesBilled,
                    imagesInFlight,
                    maxImagesInFlight,
                    billedByPicture);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the journal is as described; returns at once if it is.
     *
     * @param condition asked whenever something was noted, with the lock held: it must not block
     * @param timeout how long to wait at most
     * @return the snapshot that fulfilled the condition
     * @throws IllegalStateException if the time is over (the message has the last snapshot) or the thread was interrupted
     *     (its flag is set again)
     */
    public Snapshot await(Predicate<Snapshot> condition, Duration timeout) {
        Objects.requireNonNull(condition, "condition");
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (true) {
                Snapshot now = snapshot();
                if (condition.test(now)) {
                    return now;
                }
                if (left <= 0) {
                    throw new IllegalStateException("not so within " + timeout + ": " + now);
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    long connected() {
        return changing(() -> ++connections);
    }

    ExchangeEntry open(long connection, Exchange.Kind kind, RequestHead head) {
        return changing(() -> {
            ExchangeEntry entry = new ExchangeEntry(++sequence, connection, kind, head);
            entries.add(entry);
            if (entries.size() > size) {
                entries.remove();
            }
            return entry;
        });
    }

    void change(ExchangeEntry entry, Runnable change) {
        changing(() -> {
            boolean before = entry.receivedInFull;
            change.run();
            if (!before && entry.receivedInFull && entry.kind != Exchange.Kind.DOWNLOAD) {
                receivedInFull++;
            }
            return entry;
        });
    }

    void inFlight(int images) {
        changing(() -> {
            imagesInFlight += images;
            maxImagesInFlight = Math.max(maxImagesInFlight, imagesInFlight);
            return imagesInFlight;
        });
    }

    /** Notes the end of an exchange together with its bill. */
    void finish(ExchangeEntry entry, int status, int images) {
        changing(() -> {
            if (!entry.finished) {
                entry.finished = true;
                entry.status = status;
                entry.imagesBilled = images;
                entry.inFlight = Duration.ofNanos(System.nanoTime() - entry.started);
                if (images > 0) {
                    callsBilled++;
                    imagesBilled += images;
                    billedByPicture.merge(Objects.requireNonNullElse(entry.pictureHash, ""), images, Integer::sum);
                }
            }
            return entry;
        });
    }

    private <T> T changing(Supplier<T> change) {
        lock.lock();
        try {
            T result = change.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    static long millis(Duration duration) {
        return TimeUnit.NANOSECONDS.toMillis(duration.toNanos());
    }
}
