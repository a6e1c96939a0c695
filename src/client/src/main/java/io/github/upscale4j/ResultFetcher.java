package io.github.upscale4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import okhttp3.Authenticator;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;

/**
 * Fetches results from links that a server chose: without the key or anything else of the user's, only from where {@link
 * LinkPolicy} lets it, bounded in size and time, and again where that may help, since fetching is free. Thread-safe.
 */
final class ResultFetcher {
    /** The kinds that are taken. Without a wildcard, lest a server chooses another kind. */
    static final String ACCEPT = ImageType.mediaTypes();

    /** No deadline is later than this, so that no sum of times overflows. */
    private static final Duration LONGEST = Duration.ofDays(365);

    final OkHttpClient http;
    final LinkPolicy policy;
    final long maxBytes;
    final Duration deadline;
    final long deadlineNanos;
    final int maxRetries;
    final Sleeper sleeper;
    final Clock clock;
    final RandomGenerator random;
    final Redaction redaction;
    private final Workers workers;

    /**
     * @param http whose connections, proxy and TLS are used, and nothing else of it
     * @param loopbackHttp whether the API is on this machine, so that results may be there, too
     * @param maxBytes the largest picture
     * @param deadline for a fetch with all its attempts
     * @param maxRetries attempts after the first, 0 or more
     * @param random thread-safe
     */
    ResultFetcher(
            OkHttpClient http,
            boolean loopbackHttp,
            long maxBytes,
            Duration deadline,
            int maxRetries,
            Workers workers,
            Sleeper sleeper,
            Clock clock,
            RandomGenerator random,
            Redaction redaction) {
        this.policy = new LinkPolicy(loopbackHttp);
        this.http = bare(http, policy);
        this.maxBytes = maxBytes;
        this.deadline = deadline;
        this.deadlineNanos = (deadline.compareTo(LONGEST) < 0 ? deadline : LONGEST).toNanos();
        this.maxRetries = maxRetries;
        this.workers = workers;
        this.sleeper = sleeper;
        this.clock = clock;
        this.random = random;
        this.redaction = redaction;
    }

    private static OkHttpClient bare(OkHttpClient http, LinkPolicy policy) {
        OkHttpClient.Builder builder = http.newBuilder();
        builder.interceptors().clear();
        builder.networkInterceptors().clear();
        return builder.addNetworkInterceptor(policy)
                .addNetworkInterceptor(new StatusCheck())
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                .authenticator(Authenticator.NONE)
                .eventListener(EventListener.NONE) // one that logs would log signed links
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false) // attempts are counted here
                .build();
    }

    /** As {@link ResultImage#saveTo}. */
    Path save(String link, String place, Path target, boolean replace) throws DownloadException {
        Fetch fetch = new Fetch(this, link, place);
        return call(() -> save(fetch, place, target, replace), fetch);
    }

    private static Path save(Fetch fetch, String place, Path target, boolean replace) throws DownloadException {
        try (PartialFile file = new PartialFile(place, target, replace)) {
            fetch.run(() -> {
                try (PictureStream picture = fetch.connect()) {
                    file.write(picture);
                }
                return file;
            });
            file.publish();
            return target;
        }
    }

    /** As {@link ResultImage#saveToAsync}. */
    CompletableFuture<Path> saveAsync(
            String link, String place, Path target, boolean replace, List<String> requestIds) {
        Fetch fetch = new Fetch(this, link, place);
        CompletableFuture<Path> saved = new CompletableFuture<>();
        // Whoever completes it stops the fetch; and what blocks where nothing can stop it does not keep it open.
        Timer watch = Timer.after(
                deadline.plusSeconds(1),
                () -> saved.completeExceptionally(fetch.gaveUp().of(requestIds)));
        var unused = saved.whenComplete((path, failure) -> {
            watch.cancel();
            fetch.stop();
        });
        workers.start(() -> {
            try {
                saved.complete(save(fetch, place, target, replace));
            } catch (DownloadException e) {
                saved.completeExceptionally(e.of(requestIds));
            } catch (Throwable e) { // whatever it is, the future must not stay open
                saved.completeExceptionally(e);
            }
        });
        return saved;
    }

    /** As {@link ResultImage#open}. */
    InputStream open(String link, String place) throws DownloadException {
        Fetch fetch = new Fetch(this, link, place);
        return new Opened(call(() -> fetch.run(fetch::connect), fetch), fetch);
    }

    private <T> T call(Callable<T> task, Fetch fetch) throws DownloadException {
        try {
            return workers.call(task, fetch::stop, deadline, fetch::gaveUp);
        } catch (DownloadException e) {
            throw e;
        } catch (UpscaleException e) {
            throw new IllegalStateException("expected no failure but of the download", e);
        }
    }

    /** A picture that its user reads: failures say what was fetched. */
    private static final class Opened extends InputStream {
        private final PictureStream picture;
        private final Fetch fetch;

        Opened(PictureStream picture, Fetch fetch) {
            this.picture = picture;
            this.fetch = fetch;
        }

        @Override
        public int read() throws DownloadException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws DownloadException {
            try {
                return picture.read(bytes, offset, length);
            } catch (IOException e) {
                throw fetch.failure(e);
            }
        }

        @Override
        public void close() {
            picture.close();
        }
    }
}
