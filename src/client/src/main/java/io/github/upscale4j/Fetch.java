package io.github.upscale4j;

import io.github.upscale4j.FailedAttempt.Retry;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One fetch of one result: its attempts, redirects and deadline. One thread runs it, any other may stop it. */
final class Fetch {
    private static final int MAX_REDIRECTS = 5;
    private static final long FIRST_WAIT_MILLIS = 500;
    private static final int MAX_DOUBLINGS = 4;
    /** By these a server says that a link is no longer, or never was, valid. */
    private static final Set<Integer> LINK_REFUSED = Set.of(403, 404, 410);

    private final ResultFetcher fetcher;
    private final String link;
    private final String place;
    private final ShownCause causes;
    private final long started = System.nanoTime();
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Call call;
    private String host = "";
    private int attempts;

    /** What is attempted. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    /** @param place the JSON path of the link */
    Fetch(ResultFetcher fetcher, String link, String place) {
        this.fetcher = fetcher;
        this.link = link;
        this.place = place;
        this.causes = new ShownCause(fetcher.redaction);
    }

    /** Ends it from another thread, at once. */
    void stop() {
        stop.countDown();
        Call running = call;
        if (running != null) {
            running.cancel();
        }
    }

    /** Runs the step until it succeeds or no further one may help. */
    <T> T run(Step<T> step) throws DownloadException {
        boolean second = false;
        while (true) {
            attempts++;
            FailedAttempt failed;
            try {
                return step.run();
            } catch (DownloadException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                failed = failed(e);
            }
            boolean again = failed.retry == Retry.YES || (failed.retry == Retry.ONCE && !second);
            second |= failed.retry == Retry.ONCE;
            if (!again || isCancelled() || attempts > fetcher.maxRetries || !waited(failed)) {
                throw failure(failed);
            }
        }
    }

    /** Sends the request, follows redirects and reads the first bytes of the picture. */
    PictureStream connect() throws IOException {
        HttpUrl url = fetcher.policy.first(link);
        for (int redirects = 0; ; redirects++) {
            host = url.host();
            causes.conceal(url);
            Response response = send(url);
            if (!StatusCheck.REDIRECTS.contains(response.code())) {
                return new PictureStream(response, fetcher.maxBytes);
            }
            try (response) {
                if (redirects == MAX_REDIRECTS) {
                    throw FailedAttempt.forGood(
                            "expected at most " + MAX_REDIRECTS + " redirects but found another one");
                }
                url = fetcher.policy.next(url, response.header("Location"));
            }
        }
    }

    private Response send(HttpUrl url) throws IOException {
        Request request = new Request.Builder()
                .url(url)
                .header("Accept", ResultFetcher.ACCEPT)
                .header("Accept-Encoding", "identity") // the file is what the server has, and is as long as it says
                .build();
        Call next = fetcher.http.newCall(request);
        next.timeout().timeout(Math.max(1, nanosLeft()), TimeUnit.NANOSECONDS);
        call = next;
        if (isStopped()) {
            next.cancel();
        }
        return next.execute();
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private long nanosLeft() {
        return fetcher.deadlineNanos - (System.nanoTime() - started);
    }

    private FailedAttempt failed(Exception e) {
        if (e instanceof FailedAttempt failed) {
            return failed;
        }
        boolean untrusted = e instanceof SSLPeerUnverifiedException || e.getCause() instanceof CertificateException;
        return new FailedAttempt(
                "expected an answer but found a failure: " + e.getClass().getSimpleName(),
                e instanceof IOException && !untrusted ? Retry.YES : Retry.NO,
                null,
                e);
    }

    /** By {@link #stop}, at the deadline, or by whoever else has the user's HTTP client. */
    private boolean isCancelled() {
        Call running = call;
        return running != null && running.isCanceled();
    }

    /** Waits before the next attempt, unless that would begin too late. */
    private boolean waited(FailedAttempt failed) {
        Duration wait = backoff();
        Duration left = Duration.ofNanos(nanosLeft());
        if (failed.answer != null) {
            for (String value : failed.answer.headers().getOrDefault("Retry-After", List.of())) {
                Duration asked = RetryAfter.parse(value, fetcher.clock);
                if (asked != null && asked.compareTo(wait) > 0 && asked.compareTo(left) < 0) {
                    wait = asked;
                }
            }
        }
        try {
            if (wait.compareTo(left) >= 0) {
                return false;
            }
            Log.retryingDownload(place, String.valueOf(failed.getMessage()), wait);
            return !fetcher.sleeper.sleep(wait, stop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Duration backoff() {
        long millis = FIRST_WAIT_MILLIS << Math.min(attempts - 1, MAX_DOUBLINGS);
        return Duration.ofMillis(millis / 2 + (long) (fetcher.random.nextDouble() * millis / 2));
    }

    /** For what blocks where nothing can stop it. */
    DownloadException gaveUp() {
        return failure(new IOException("not ended by that"));
    }

    /** What the user is told of it. */
    DownloadException failure(IOException e) {
        FailedAttempt failed = failed(e);
        StringBuilder message = new StringBuilder("cannot fetch ").append(place);
        if (!host.isEmpty()) {
            message.append(" from ").append(fetcher.redaction.withoutKey(host));
        }
        message.append(": ");
        boolean isLate = nanosLeft() <= 0;
        if (!isLate && (isStopped() || Thread.currentThread().isInterrupted())) {
            message.append("interrupted");
        } else {
            if (isLate) {
                message.append("not done within ").append(fetcher.deadline).append("; ");
            }
            message.append(failed.getMessage());
            if (failed.answer != null && LINK_REFUSED.contains(failed.answer.status())) {
                message.append("; ").append(expiry());
            }
        }
        if (attempts > 1) {
            message.append(" (attempt ").append(attempts).append(')');
        }
        return new DownloadException(message.toString(), failed.answer, causes.of(failed.getCause()));
    }

    private String expiry() {
        Instant expires = LinkExpiry.of(link);
        if (expires == null) {
            return "the link may have expired: most are valid for about 24 hours";
        }
        Instant now = fetcher.clock.instant();
        return expires.isAfter(now)
                ? "the link may have expired, although it says that it is valid until " + expires
                : "the link expired at " + expires;
    }
}
