package io.github.upscale4j.cli;

import io.github.upscale4j.CallListener;
import io.github.upscale4j.ImageFile;
import io.github.upscale4j.ResultImage;
import io.github.upscale4j.UpscaleClient;
import io.github.upscale4j.UpscaleException;
import io.github.upscale4j.UpscaleResult;
import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.model.Violation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One call, of which the ledger knows before its first byte is sent, and how each attempt ended. It can be stopped before it is
 * sent, and aborted at any time. Its ledger is never written by a thread that somebody interrupts: that would close the file.
 */
final class PaidCall implements CallListener {
    private final Ledger ledger;
    private final CallKey key;
    private final String source;
    private final Secrets secrets;
    private final CallListener progress;
    private int images;
    private @Nullable CompletableFuture<UpscaleResult> future;
    private @Nullable LedgerException notNoted;
    private boolean noted;
    private boolean sent;
    private boolean stopping;
    private boolean ended;

    /**
     * @param source the picture's name, for people
     * @param secrets what does not get into the ledger, also where a link has it
     * @param progress is told all that this is told
     */
    PaidCall(Ledger ledger, CallKey key, String source, Secrets secrets, CallListener progress) {
        this.ledger = ledger;
        this.key = key;
        this.source = source;
        this.secrets = secrets;
        this.progress = progress;
    }

    /**
     * Calls, and waits.
     *
     * @throws UpscaleException if there is no result; the ledger knows, unless {@link #notNoted()}
     */
    UpscaleResult run(UpscaleClient client, ImageFile image, UpscaleRequest request) throws UpscaleException {
        CompletableFuture<UpscaleResult> call = start(client, image, request);
        UpscaleResult result;
        try {
            result = call.get();
        } catch (ExecutionException | CancellationException e) {
            UpscaleException failure = failure(e);
            failed(failure);
            throw failure;
        } catch (InterruptedException e) {
            throw new IllegalStateException("expected nobody to interrupt this thread", e);
        }
        received(result);
        return result;
    }

    private synchronized CompletableFuture<UpscaleResult> start(
            UpscaleClient client, ImageFile image, UpscaleRequest request) {
        images = request.numImagesOrDefault();
        CompletableFuture<UpscaleResult> call = client.upscaleAsync(image, request, this);
        future = call;
        if (stopping) {
            call.cancel(true);
        }
        return call;
    }

    private static UpscaleException failure(Exception thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UpscaleException failure) {
                return failure;
            }
        }
        throw new IllegalStateException("expected the call to say why it failed", thrown);
    }

    @Override
    public synchronized void sending(int attempt) throws IOException {
        if (stopping || ended) {
            throw new IOException("stopped before it was sent");
        }
        sent = true;
        try {
            ledger.sending(key, images, source);
        } catch (LedgerException e) {
            notNoted = e;
            throw e;
        }
        noted = true;
        progress.sending(attempt);
    }

    @Override
    public void sent(long bytes, long total) {
        progress.sent(bytes, total);
    }

    @Override
    public synchronized void retrying(UpscaleException failure, Duration wait) {
        sent = false;
        notRun(failure);
        progress.retrying(failure, wait);
        if (stopping && future != null) {
            future.cancel(true);
        }
    }

    private synchronized void failed(UpscaleException failure) {
        ended = true;
        if (failure.isSafeToRetry()) {
            notRun(failure);
            return;
        }
        try {
            ledger.failed(key, failure.billing(), text(failure), failure.requestIds());
        } catch (LedgerException e) {
            notNoted = e;
        }
    }

    private void notRun(UpscaleException failure) {
        if (noted) {
            noted = false;
            try {
                ledger.notRun(key, failure.billing(), text(failure));
            } catch (LedgerException e) {
                notNoted = e;
            }
        }
    }

    private static String text(UpscaleException failure) {
        return String.valueOf(failure.getMessage());
    }

    private synchronized void received(UpscaleResult result) {
        ended = true;
        try {
            ledger.received(
                    key,
                    result.images().stream().map(image -> kept(image, secrets)).toList(),
                    result.requestIds(),
                    result.violations().stream().map(Violation::toString).toList());
        } catch (LedgerException e) {
            notNoted = e;
        }
    }

    /** What is noted of an image. A link that has the key in it is used, and not noted. */
    static Result kept(ResultImage image, Secrets secrets) {
        String link = image.link();
        String upscaled = image.image().upscaledResolution();
        String resolution = upscaled == null ? image.image().resolutionOrNull() : upscaled;
        return Result.answered(
                image.index(),
                link == null || secrets.areIn(link) ? null : link,
                image.expiresAt(),
                image.isWithheld(),
                image.image().seedOrNull(),
                resolution == null ? null : secrets.shown(resolution)); // a server may put a link in the wrong place
    }

    /** What the ledger could not be told; null where it knows all. */
    synchronized @Nullable LedgerException notNoted() {
        return notNoted;
    }

    /** Ends the call if it was not sent; what was sent goes on, since it may be billed. */
    synchronized void stop() {
        stopping = true;
        if (!sent && future != null) {
            future.cancel(true);
        }
    }

    /** Whether there is a result, or a failure. */
    synchronized boolean hasEnded() {
        return ended;
    }

    /** Ends the call wherever it is. */
    synchronized void abort() {
        stopping = true;
        if (future != null) {
            future.cancel(true);
        }
    }
}
