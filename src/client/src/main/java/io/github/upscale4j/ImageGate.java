package io.github.upscale4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls pass, in their order, as long as no more images are in progress than the provider takes: providers count images and
 * not calls. A call that asks for more than the limit passes when nothing else is in progress. What a 429 tells lowers the limit;
 * one more is tried after as many images as it has ran, if somebody waits for that. Thread-safe.
 */
final class ImageGate {
    /** Those that had a place before go first. */
    private final Deque<Pass> returning = new ArrayDeque<>();

    private final Deque<Pass> waiting = new ArrayDeque<>();
    private final Deque<Runnable> admitted = new ArrayDeque<>();
    private boolean admitting;
    private int ceiling;
    private int limit;
    private int inProgress;
    private int ran;

    ImageGate(int limit) {
        this.ceiling = limit;
        this.limit = limit;
    }

    /**
     * Runs {@code admitted}, which must be quick and not throw, as soon as there is room: at once, or on a thread that makes it.
     *
     * @param first whether to go before those that wait already
     */
    void enter(int images, boolean first, Runnable admitted) {
        Pass pass = new Pass(images, admitted);
        change(() -> (first ? returning : waiting).add(pass));
    }

    /** Gives up waiting. Returns false if it was admitted already: then it must {@link #leave}. */
    boolean withdraw(Runnable admitted) {
        AtomicBoolean waited = new AtomicBoolean();
        change(() -> waited.set(waiting.removeIf(pass -> pass.admitted() == admitted)
                || returning.removeIf(pass -> pass.admitted() == admitted)));
        return waited.get();
    }

    /** The images are no longer in progress. */
    void leave(int images) {
        change(() -> inProgress -= images);
    }

    /**
     * The provider turned a call away because of what is in progress, while this call's images still count.
     *
     * @param told how much it says that it takes; null where it does not say
     */
    synchronized void lower(int images, @Nullable Long told) {
        if (told != null) {
            ceiling = (int) Math.max(1, Math.min(told, ceiling));
        }
        ran = 0;
        // What else is in progress is what the provider does take, whoever shares the account.
        limit = Math.max(1, Math.min(Math.min(limit, ceiling), inProgress - images));
    }

    /** A call ran, while its images still count. */
    synchronized void raise(int images) {
        ran += images;
        if (limit < ceiling && ran >= limit && (inProgress >= limit || next() != null)) {
            limit++;
            ran = 0;
        }
    }

    /** How many images may be in progress now. */
    synchronized int limit() {
        return limit;
    }

    private void change(Runnable change) {
        synchronized (this) {
            change.run();
            for (Pass next = next(); next != null && fits(next); next = next()) {
                (returning.isEmpty() ? waiting : returning).remove();
                inProgress += next.images();
                admitted.add(next.admitted());
            }
            if (admitting) {
                return; // the thread that does it, perhaps this one, goes on with these
            }
            admitting = true;
        }
        boolean isDone = false;
        try {
            for (Runnable next = nextAdmitted(); next != null; next = nextAdmitted()) {
                next.run();
            }
            isDone = true;
        } finally {
            if (!isDone) {
                stopAdmitting();
            }
        }
    }

    private @Nullable Pass next() {
        return returning.isEmpty() ? waiting.peek() : returning.peek();
    }

    private boolean fits(Pass pass) {
        return inProgress == 0 || inProgress + pass.images() <= limit;
    }

    private synchronized void stopAdmitting() {
        admitting = false;
    }

    private synchronized @Nullable Runnable nextAdmitted() {
        Runnable next = admitted.poll();
        admitting = next != null;
        return next;
    }

    /** A call that waits. */
    private record Pass(int images, Runnable admitted) {}
}
