package io.github.upscale4j;

import io.github.upscale4j.api.UpscaleApi;
import io.github.upscale4j.model.UpscaleRequest;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A client of {@code POST /ideogram/upscale}. A call costs money when it runs, so:
 *
 * <ul>
 *   <li>It sends no request twice that may have been billed. What provably did not run is tried again: no connection, an upload that
 *       was cut off, and 429. Every failure says by {@link UpscaleException#billing()} what it means for the bill.
 *   <li>It gives out what was paid for, also where that breaks the contract: see {@link UpscaleResult#violations()}.
 *   <li>The key goes to one host in one header, and nowhere else.
 * </ul>
 *
 * <p>Thread-safe; make one for each key and keep it. All threads are daemons: what was begun ends with the JVM, so {@link #close} the
 * client, or wait for the futures. Its own end a second after their work, OkHttp's within a minute.
 */
public final class UpscaleClient implements AutoCloseable {
    private static final CallListener NOBODY = new CallListener() {};

    final Endpoint endpoint;
    final Workers workers;
    final Transport transport;
    final AnswerReader answers;
    final ImageGate gate;
    final Retries retries;
    final Sleeper sleeper;
    final LongSupplier nanoTime;
    final Duration deadline;
    private final long maxImageBytes;
    private final boolean strict;
    private final @Nullable Consumer<UpscaleResult> onViolations;
    private final Set<UpscaleCall> running = ConcurrentHashMap.newKeySet();
    private boolean closed;

    private UpscaleClient(Builder options, String baseUrl, ApiKey key) {
        endpoint = Endpoint.of(baseUrl, options.path, options.allowHttp);
        workers = new Workers(options.deadline);
        transport = new Transport(options, endpoint, key);
        Redaction redaction = new Redaction(key.value());
        ResultFetcher fetcher = new ResultFetcher(
                transport.http,
                endpoint.isLoopback(),
                options.maxResultBytes,
                options.deadline,
                options.maxRetries,
                workers,
                options.sleeper,
                options.clock,
                options.random,
                redaction);
        answers = new AnswerReader(endpoint, transport, fetcher, key, redaction, options.clock);
        gate = new ImageGate(options.maxImagesInFlight);
        retries = new Retries(options.maxRetries, options.retryOn429, options.random);
        sleeper = options.sleeper;
        nanoTime = options.nanoTime;
        deadline = options.deadline;
        maxImageBytes = options.maxImageBytes;
        strict = options.strict;
        onViolations = options.onViolations;
    }

    /** A builder; base URL and key have to be set. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Upscales one image and waits for the result: 5 to 60 seconds as a rule, at most the deadline, and before that for a place
     * among the images in flight.
     *
     * @throws ImageRefusedException if the image cannot be sent; nothing was
     * @throws ErrorAnswerException if the server said no
     * @throws NoAnswerException if no usable answer came, or the thread was interrupted, which stops the call; the thread's
     *     interrupt status stays set
     * @throws ContractViolationException in strict mode, if the answer breaks the contract
     * @throws IllegalStateException if the client is closed
     */
    public UpscaleResult upscale(ImageFile image, UpscaleRequest request) throws UpscaleException {
        return start(image, request, NOBODY).await();
    }

    /**
     * As {@link #upscale(ImageFile, UpscaleRequest)}, and tells a listener how far it is.
     *
     * @param listener for this call
     * @throws ImageRefusedException if the image cannot be sent; nothing was
     * @throws ErrorAnswerException if the server said no
     * @throws NoAnswerException if no usable answer came, the thread was interrupted, or the listener kept the call from being sent
     * @throws ContractViolationException in strict mode, if the answer breaks the contract
     * @throws IllegalStateException if the client is closed
     */
    public UpscaleResult upscale(ImageFile image, UpscaleRequest request, CallListener listener)
            throws UpscaleException {
        return start(image, request, listener).await();
    }

    /**
     * Upscales one image in the background. A stream is read before this returns.
     *
     * <p>The future fails with an {@link UpscaleException}, as {@link #upscale} does. {@link CompletableFuture#cancel} stops the call;
     * among the causes of its {@link java.util.concurrent.CancellationException} is the {@link NoAnswerException} that says what
     * that means for the bill. Completing it in another way, as by {@code orTimeout}, stops the call, too. What depends on the future
     * should not block: it may run on a thread of the client's.
     *
     * @throws IllegalStateException if the client is closed
     */
    public CompletableFuture<UpscaleResult> upscaleAsync(ImageFile image, UpscaleRequest request) {
        return upscaleAsync(image, request, NOBODY);
    }

    /**
     * As {@link #upscaleAsync(ImageFile, UpscaleRequest)}, and tells a listener how far it is.
     *
     * @param listener for this call
     * @throws IllegalStateException if the client is closed
     */
    public CompletableFuture<UpscaleResult> upscaleAsync(
            ImageFile image, UpscaleRequest request, CallListener listener) {
        try {
            return start(image, request, listener);
        } catch (UpscaleException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * An image of an earlier answer, of which only the link was kept, for instance by a process that has ended. To fetch it is no
     * call, and costs nothing.
     *
     * @param index its place in that answer, from 0; for messages
     * @param link as {@link ResultImage#link()} had it; it is followed under the same rules
     * @return an image that has nothing but the link
     */
    public ResultImage resultImage(int index, String link) {
        return answers.kept(index, Objects.requireNonNull(link, "link"));
    }

    private UpscaleCall start(ImageFile image, UpscaleRequest request, CallListener listener) throws UpscaleException {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(listener, "listener");
        Upload upload = opened(Objects.requireNonNull(image, "image"));
        UpscaleCall call = new UpscaleCall(this, upload, request, listener);
        synchronized (running) {
            if (closed) {
                upload.close();
                throw new IllegalStateException("expected an open client but it is closed");
            }
            running.add(call);
        }
        call.begin();
        return call;
    }

    private Upload opened(ImageFile image) throws UpscaleException {
        ImageRefusedException refused = null;
        if (!Thread.currentThread().isInterrupted()) {
            try {
                return image.open(maxImageBytes);
            } catch (ImageRefusedException e) {
                refused = e;
            }
        }
        if (refused != null && !Thread.currentThread().isInterrupted()) {
            throw refused;
        }
        // An interrupted thread cannot read files, and wants nothing to begin.
        throw new NoAnswerException(
                Message.of(endpoint + ": interrupted", Billing.NOT_SENT, 0, List.of()),
                Billing.NOT_SENT,
                null,
                refused,
                NoAnswerException.Reason.STOPPED,
                false);
    }

    /** The call is over. */
    void ended(UpscaleCall call) {
        running.remove(call);
    }

    /** Tells the listener what breaks the contract, and fails where that is wanted. */
    void report(UpscaleResult result) throws ContractViolationException {
        if (result.violations().isEmpty()) {
            return;
        }
        if (onViolations == null) {
            Log.violated(result);
        }
        try {
            if (onViolations != null) {
                onViolations.accept(result);
            }
        } catch (Throwable e) { // a result that was paid for is not lost over it
            Log.listenerFailed(e);
        }
        if (strict) {
            throw new ContractViolationException(
                    Message.of(
                            endpoint + ": the answer breaks the contract; violations: "
                                    + result.violations().size() + ", first: "
                                    + result.violations().get(0),
                            Billing.BILLED,
                            0,
                            result.requestIds()),
                    result);
        }
    }

    /**
     * Takes no more calls, waits for those that were begun, also for those that still wait for their place, and for downloads, and
     * lets connections and threads go. For code of yours that runs with a call's completion it waits as long as the deadline. If the
     * waiting thread is interrupted, the calls are cancelled. What depends on a call by an
     * {@code …Async} method of its future is not waited for. Does nothing the second time.
     */
    @Override
    public void close() {
        synchronized (running) {
            closed = true;
        }
        try {
            List<UpscaleCall> calls = List.copyOf(running);
            for (UpscaleCall call : calls) {
                call.awaitDecision();
            }
            long end = System.nanoTime() + deadline.toNanos();
            for (UpscaleCall call : calls) {
                call.awaitEnd(end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.forEach(call -> call.cancel(true));
        }
        workers.close();
        transport.close();
    }

    /** Where calls go; never the key. */
    @Override
    public String toString() {
        return "UpscaleClient[" + endpoint + "]";
    }

    /** How the key is sent: in one header, since some gateways pass all headers on. */
    public enum Authorization {
        /** {@code Authorization: Bearer KEY}, the default; most gateways. Source: D0, D1, G. */
        BEARER,
        /** {@code Authorization: KEY}. Source: D1, G. */
        KEY,
        /** {@code Api-Key: KEY}: the vendor, and one family of gateways. Source: V, G. */
        API_KEY
    }

    /** Sets options. Not thread-safe; may be used again after {@link #build}. No value may be null. */
    public static final class Builder {
        private static final Duration LONGEST = Duration.ofHours(1);

        private @Nullable String baseUrl;
        private @Nullable ApiKey key;

        @Nullable String path;

        boolean allowHttp;
        Authorization authorization = Authorization.BEARER;
        Duration connectTimeout = Duration.ofSeconds(10);
        Duration writeTimeout = Duration.ofSeconds(60);
        Duration deadline = Duration.ofMinutes(3);

        @Nullable OkHttpClient http;

        @Nullable Proxy proxy;

        int maxImagesInFlight = 10;
        int maxRetries = 5;
        boolean retryOn429 = true;
        long maxImageBytes = UpscaleApi.IMAGE_FILE_MAX_BYTES;
        long maxResultBytes = 256L << 20;
        boolean strict;

        @Nullable Consumer<UpscaleResult> onViolations;

        Sleeper sleeper = Sleeper.REAL;
        Clock clock = Clock.systemUTC();
        LongSupplier nanoTime = System::nanoTime;
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();

        private Builder() {}

        /**
         * The gateway's URL without the endpoint's path, such as {@code https://gateway.example}; it may have a prefix of its own.
         * Plain {@code http} only for this machine, or after {@link #allowHttp}. Required.
         */
        public Builder baseUrl(String baseUrl) {
            this.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
            return this;
        }

        /** The endpoint's path, by default the contract's, {@code /ideogram/upscale}; the vendor's own is {@code /upscale}. */
        public Builder path(String path) {
            this.path = Objects.requireNonNull(path, "path");
            return this;
        }

        /**
         * The key alone, without {@code Bearer}. Required.
         *
         * @throws IllegalArgumentException if it has other characters than visible ASCII; the message does not show it
         */
        public Builder key(String key) {
            this.key = new ApiKey(Objects.requireNonNull(key, "key"));
            return this;
        }

        /** How the key is sent; {@link Authorization#BEARER} by default. */
        public Builder authorization(Authorization authorization) {
            this.authorization = Objects.requireNonNull(authorization, "authorization");
            return this;
        }

        /** Sends the key over plain {@code http} to another machine, where everybody on the way can read it. Off by default. */
        public Builder allowHttp() {
            allowHttp = true;
            return this;
        }

        /** The time to connect, TLS included; 1 ms to 1 hour, 10 seconds by default. */
        public Builder connectTimeout(Duration timeout) {
            connectTimeout = inRange("connectTimeout", timeout);
            return this;
        }

        /** How long the upload may stand still; 1 ms to 1 hour, 60 seconds by default. */
        public Builder writeTimeout(Duration timeout) {
            writeTimeout = inRange("writeTimeout", timeout);
            return this;
        }

        /**
         * The time for a whole call, from when it got its place among the images in flight: connecting, upload, answer, and further
         * attempts with the waits before them. The same, by itself, for each image that is fetched. 1 ms to 1 hour, 3 minutes by
         * default; a call that runs takes up to one.
         */
        public Builder deadline(Duration deadline) {
            this.deadline = inRange("deadline", deadline);
            return this;
        }

        /**
         * An OkHttpClient to take proxy, TLS, DNS, interceptors, listeners and, for downloads, the connection pool from. What would make it send a
         * call twice is switched off in a copy. Its interceptors do not see the key, but its event listeners do.
         */
        public Builder httpClient(OkHttpClient http) {
            this.http = Objects.requireNonNull(http, "http");
            return this;
        }

        /** The proxy for all connections; by default the JVM's. */
        public Builder proxy(Proxy proxy) {
            this.proxy = Objects.requireNonNull(proxy, "proxy");
            return this;
        }

        /**
         * How many images, not calls, are in progress at the same time at most; further calls wait in their order. 1 to 1000; 10 by
         * default, the vendor's limit for an organisation. What a 429 says lowers it.
         */
        public Builder maxImagesInFlight(int images) {
            maxImagesInFlight = (int) inRange("maxImagesInFlight", images, 1, 1000);
            return this;
        }

        /** How many further attempts a call, or the download of an image, has at most; 0 to 100, 5 by default. */
        public Builder maxRetries(int retries) {
            maxRetries = (int) inRange("maxRetries", retries, 0, 100);
            return this;
        }

        /** Whether a call that got 429 is tried again: by the vendor's rule it did not run. True by default. */
        public Builder retryOn429(boolean retry) {
            retryOn429 = retry;
            return this;
        }

        /** The largest image to send, in bytes; from 1. By default the contract's 26214400. */
        public Builder maxImageBytes(long bytes) {
            maxImageBytes = inRange("maxImageBytes", bytes, 1, Long.MAX_VALUE);
            return this;
        }

        /** The largest image to fetch, in bytes; from 1. 256 MiB by default. */
        public Builder maxResultBytes(long bytes) {
            maxResultBytes = inRange("maxResultBytes", bytes, 1, Long.MAX_VALUE);
            return this;
        }

        /** Whether an answer that breaks the contract fails the call, which is billed all the same. False by default. */
        public Builder strict(boolean strict) {
            this.strict = strict;
            return this;
        }

        /**
         * Gets each result that breaks the contract, before the call returns, on the client's thread; for monitoring. What it throws
         * is logged. By default the first violation is logged as a warning.
         */
        public Builder onViolations(Consumer<UpscaleResult> listener) {
            onViolations = Objects.requireNonNull(listener, "listener");
            return this;
        }

        Builder sleeper(Sleeper sleeper) {
            this.sleeper = sleeper;
            return this;
        }

        Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        Builder nanoTime(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            return this;
        }

        Builder random(RandomGenerator random) {
            this.random = random;
            return this;
        }

        /**
         * The client.
         *
         * @throws IllegalArgumentException if base URL and path are not as described above
         * @throws IllegalStateException if base URL or key were not set
         */
        public UpscaleClient build() {
            if (baseUrl == null || key == null) {
                throw new IllegalStateException(
                        "expected baseUrl and key but " + (baseUrl == null ? "baseUrl" : "key") + " was not set");
            }
            return new UpscaleClient(this, baseUrl, key);
        }

        private static Duration inRange(String name, Duration value) {
            if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(name + ": expected a duration from " + Duration.ofMillis(1) + " to "
                        + LONGEST + " but was " + value);
            }
            return value;
        }

        private static long inRange(String name, long value, long least, long most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(name + ": expected "
                        + (most == Long.MAX_VALUE ? "at least " + least : "from " + least + " to " + most) + " but was "
                        + value);
            }
            return value;
        }
    }
}
