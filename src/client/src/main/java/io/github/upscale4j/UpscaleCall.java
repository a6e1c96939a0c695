package io.github.upscale4j;

import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.model.UpscaleResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call: waits for its place among the images in progress, sends, tries again what never ran, and completes. Whoever completes
 * it from outside, by {@link #cancel} or {@link #orTimeout}, stops it.
 */
final class UpscaleCall extends CompletableFuture<UpscaleResult> {
    /** By how much what bounds each attempt goes first. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final UpscaleClient client;
    private final Upload upload;
    private final UpscaleRequest request;
    private final CallListener listener;
    private final int images;
    private final Runnable admission = this::admitted;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable CountDownLatch reentry;
    private volatile @Nullable Attempt attempt;
    private volatile boolean finished;
    private volatile @Nullable Thread worker;
    private final AtomicBoolean inside = new AtomicBoolean();

    UpscaleCall(UpscaleClient client, Upload upload, UpscaleRequest request, CallListener listener) {
        this.client = client;
        this.upload = upload;
        this.request = request;
        this.listener = listener;
        this.images = request.numImagesOrDefault();
    }

    void begin() {
        client.gate.enter(images, false, admission);
    }

    /** Whoever completes the call from outside stops it, before what depends on it runs. */
    @Override
    public boolean complete(UpscaleResult result) {
        decided();
        return super.complete(result);
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        decided();
        return super.completeExceptionally(failure);
    }

    private void decided() {
        if (!finished && !isDone()) {
            halt();
        }
        done.countDown();
    }

    /** Waits until it is decided what the call becomes. A part of the call does not wait for itself. */
    void awaitDecision() throws InterruptedException {
        if (Thread.currentThread() != worker) {
            done.await();
        }
    }

    /** Waits, as long as that, for what runs with the call's completion: code of the user's may never end. */
    void awaitEnd(long nanos) throws InterruptedException {
        if (Thread.currentThread() != worker) {
            over.await(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Waits for the end. The thread's interruption stops the call, and stays set. */
    UpscaleResult await() throws UpscaleException {
        try {
            return get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            NoAnswerException stopped = halted("interrupted", NoAnswerException.Reason.STOPPED);
            if (completeExceptionally(stopped)) {
                throw stopped;
            }
            return await(); // it was just answered
        } catch (ExecutionException | CancellationException e) {
            UpscaleException failure = Workers.rethrown(cause(e));
            failure.fillInStackTrace(); // the caller's, which it needs, and not the worker's
            throw failure;
        }
    }

    /** A CancellationException comes in another one since Java 25. */
    private static @Nullable Throwable cause(Exception e) {
        Throwable cause = e.getCause();
        return cause instanceof CancellationException ? cause.getCause() : cause;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (!isDone()) {
            NoAnswerException stopped = halted("cancelled", NoAnswerException.Reason.STOPPED);
            CancellationException cancelled = new CancellationException(stopped.getMessage());
            cancelled.initCause(stopped);
            completeExceptionally(cancelled);
        }
        return isCancelled();
    }

    private void admitted() {
        try {
            client.workers.start(this::run);
        } catch (RuntimeException | Error e) { // no thread
            client.gate.leave(images);
            upload.close();
            // Not here: this is the thread of the call that just made room.
            var unused = Timer.after(Duration.ZERO, () -> {
                completeExceptionally(halted(
                        "no thread to run it: " + e.getClass().getSimpleName(), NoAnswerException.Reason.NOT_SENT));
                end();
            });
        }
    }

    private void run() {
        try {
            callAndComplete();
        } finally {
            end();
        }
    }

    /** What depends on the future and runs with its completion has begun. */
    private void end() {
        client.ended(this);
        over.countDown();
    }

    private void callAndComplete() {
        inside.set(true);
        worker = Thread.currentThread();
        // What blocks where nothing can stop it, such as a proxy selector of the user's, does not block its caller.
        Timer watch = Timer.after(client.deadline.plus(GRACE), this::overdue);
        UpscaleResult result = null;
        Throwable failure = null;
        try {
            result = attempts();
        } catch (Throwable e) { // whatever it is, the future must not stay open
            failure = e;
        } finally {
            watch.cancel();
            leave();
            upload.close();
        }
        if (result != null) {
            try {
                client.report(result);
            } catch (ContractViolationException e) {
                failure = e;
                result = null;
            }
        }
        if (result == null && stop.getCount() == 0) {
            return; // who stopped it completes it, and says why
        }
        finished = true;
        if (result == null) {
            completeExceptionally(Objects.requireNonNull(failure));
        } else if (!complete(result)) {
            Log.answeredTooLate(result);
        }
    }

    private void overdue() {
        completeExceptionally(halted("not done within " + client.deadline, NoAnswerException.Reason.TIMEOUT));
    }

    private UpscaleResult attempts() throws UpscaleException {
        long end = client.nanoTime.getAsLong() + client.deadline.toNanos();
        for (int number = 1; ; number++) {
            UpscaleException failure;
            try {
                return attempt(number, Duration.ofNanos(Math.max(1, end - client.nanoTime.getAsLong())));
            } catch (NoAnswerException | ErrorAnswerException e) {
                failure = e;
            }
            Duration wait = stop.getCount() == 0 ? null : client.retries.waitAfter(failure, number);
            if (wait == null || wait.toNanos() >= end - client.nanoTime.getAsLong()) {
                throw failure;
            }
            Log.retrying(failure, wait);
            tellRetrying(failure, wait);
            leave();
            if (!waited(wait) || !reenter(end - client.nanoTime.getAsLong())) {
                throw failure;
            }
        }
    }

    private void tellRetrying(UpscaleException failure, Duration wait) {
        try {
            listener.retrying(failure, wait);
        } catch (RuntimeException e) { // the call goes on
            Log.listenerFailed(e);
        }
    }

    private UpscaleResult attempt(int number, Duration timeout) throws UpscaleException {
        Attempt current = new Attempt(listener, number);
        attempt = current;
        if (stop.getCount() == 0) {
            current.stop();
        }
        UpscaleResponse decoded = null;
        Throwable failure = null;
        try {
            decoded = client.transport.execute(current, upload, request, timeout);
        } catch (Throwable e) { // also an Error: what the call means for the bill has to be said
            failure = e;
        }
        CapturedAnswer answer = current.answer();
        if (answer == null) {
            throw client.answers.none(current, failure == null ? new IOException("no answer") : failure, number);
        }
        if (answer.failure() != null) {
            current.stop(); // lest its connection stays open
        }
        if (failure instanceof RuntimeException) {
            Log.ignored(failure);
        }
        UpscaleResult result;
        try {
            result = client.answers.read(current, answer, decoded, number);
        } catch (ErrorAnswerException e) {
            if (e.status() == 429) {
                client.gate.lower(images, e.maxInFlight());
            }
            throw e;
        } catch (RuntimeException | Error e) { // such as no memory for what is in the answer
            throw client.answers.none(current, e, number);
        }
        client.gate.raise(images);
        return result;
    }

    private void leave() {
        if (inside.getAndSet(false)) {
            client.gate.leave(images);
        }
    }

    private boolean waited(Duration wait) {
        Thread.interrupted(); // an interceptor of the user's may have left it; nobody else interrupts a worker
        try {
            return !client.sleeper.sleep(wait, stop);
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** After a wait: a place again, before those that have not begun. False where there is none in time. */
    private boolean reenter(long nanos) {
        CountDownLatch admitted = new CountDownLatch(1);
        Runnable pass = admitted::countDown;
        reentry = admitted;
        client.gate.enter(images, true, pass);
        try {
            if (stop.getCount() != 0) {
                admitted.await(nanos, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            // as if the time was over
        }
        boolean isIn = !client.gate.withdraw(pass);
        inside.set(isIn);
        return isIn;
    }

    /** Stops the call where it is, and says what that means for the bill. The caller has to complete it. */
    private NoAnswerException halted(String why, NoAnswerException.Reason reason) {
        halt();
        Attempt last = attempt;
        Billing billing = last == null ? Billing.NOT_SENT : last.billing();
        return new NoAnswerException(
                Message.of(client.endpoint + ": " + why, billing, 0, List.of()), billing, null, null, reason, false);
    }

    private void halt() {
        stop.countDown();
        if (client.gate.withdraw(admission)) {
            upload.close();
            end();
        }
        Attempt current = attempt;
        if (current != null) {
            current.stop();
        }
        CountDownLatch waiting = reentry;
        if (waiting != null) {
            waiting.countDown();
        }
        leave(); // the worker may be in code of the user's that never returns
    }
}
