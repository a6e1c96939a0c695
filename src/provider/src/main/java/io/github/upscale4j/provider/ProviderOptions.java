package io.github.upscale4j.provider;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a provider behaves, apart from its faults' details. Immutable; the clock and the random source are used as given. */
public final class ProviderOptions {
    final int port;
    final String key;
    final @Nullable String path;
    final Duration latency;
    final int idleMillis;
    final int inFlightLimit;
    final long credit;
    final String dialect;
    final String unsafeWord;
    final boolean withheldUrlEmpty;
    final Duration linkValidity;
    final boolean keepBodies;
    final int journalSize;
    final long uploadsKept;
    final boolean anyKey;
    final @Nullable Consumer<Exchange> onExchange;
    final Clock clock;
    final Random random;
    final List<Fault> faults;
    final @Nullable String contract;
    final Consumer<String> log;

    private ProviderOptions(Builder builder) {
        port = builder.port;
        key = builder.key;
        path = builder.path;
        latency = builder.latency;
        idleMillis = builder.idleMillis;
        inFlightLimit = builder.inFlightLimit;
        credit = builder.credit;
        dialect = builder.dialect;
        unsafeWord = builder.unsafeWord;
        withheldUrlEmpty = builder.withheldUrlEmpty;
        linkValidity = builder.linkValidity;
        keepBodies = builder.keepBodies;
        journalSize = builder.journalSize;
        uploadsKept = builder.uploadsKept;
        anyKey = builder.anyKey;
        onExchange = builder.onExchange;
        clock = builder.clock;
        random = builder.random;
        faults = builder.faults;
        contract = builder.contract;
        log = builder.log;
    }

    /** A builder with all defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** All defaults. */
    public static ProviderOptions defaults() {
        return builder().build();
    }

    /** Sets options; not thread-safe. No value may be null. */
    public static final class Builder {
        private int port;
        private String key = "demo";
        private @Nullable String path;
        private Duration latency = Duration.ZERO;
        private int idleMillis = 300_000;
        private int inFlightLimit = 10;
        private long credit = Long.MAX_VALUE;
        private String dialect = "vendor";
        private String unsafeWord = "unsafe";
        private boolean withheldUrlEmpty;
        private Duration linkValidity = Duration.ofHours(24);
        private boolean keepBodies;
        private int journalSize = 10_000;
        private long uploadsKept = 64 << 20;
        private boolean anyKey;
        private @Nullable Consumer<Exchange> onExchange;
        private Clock clock = Clock.systemUTC();
        private Random random = new Random();
        private List<Fault> faults = List.of();
        private @Nullable String contract;
        private Consumer<String> log = line -> {};

        private Builder() {}

        /**
         * The port on 127.0.0.1; 0, the default, for a free one.
         *
         * @throws IllegalArgumentException outside of 0 to 65535
         */
        public Builder port(int port) {
            this.port = inRange("port", port, 0, 65_535);
            return this;
        }

        /**
         * The key that callers need, {@code demo} by default.
         *
         * @throws IllegalArgumentException if it is empty or has other characters than visible ASCII
         */
        public Builder key(String key) {
            if (!key.matches("[!-~]+")) {
                throw new IllegalArgumentException("expected a key of visible ASCII characters");
            }
            this.key = key;
            return this;
        }

        /**
         * A further path of the endpoint, such as {@code /upscale}; none by default.
         *
         * @throws IllegalArgumentException if it does not start with a slash
         */
        public Builder path(String path) {
            if (!path.matches("/[!-~&&[^?#]]*")) {
                throw new IllegalArgumentException("expected a path that starts with / but found \"" + path + "\"");
            }
            this.path = path;
            return this;
        }

        /**
         * How long a valid call runs after it was received in full; zero by default.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder latency(Duration latency) {
            if (latency.isNegative()) {
                throw new IllegalArgumentException("expected a latency of zero or more but found " + latency);
            }
            this.latency = latency;
            return this;
        }

        /**
         * How long a caller may send nothing while the provider waits for a request or the rest of one, before the
         * provider closes the connection without an answer; 5 minutes by default. Stalls told by faults last all the same.
         *
         * @throws IllegalArgumentException if it is shorter than a millisecond or longer than 24 days
         */
        public Builder idleTimeout(Duration timeout) {
            if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofDays(24)) > 0) {
                throw new IllegalArgumentException(
                        "expected an idle time-out from 1 millisecond to 24 days but found " + timeout);
            }
            idleMillis = (int) timeout.toMillis();
            return this;
        }

        /**
         * How many images may be worked on at the same time, 10 by default; a call that would exceed it gets 429.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder inFlightLimit(int images) {
            inFlightLimit = inRange("in-flight limit", images, 0, Integer.MAX_VALUE);
            return this;
        }

        /**
         * How many images can be billed before calls get 402; unlimited by default.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder credit(long images) {
            if (images < 0) {
                throw new IllegalArgumentException("expected a credit of 0 or more images but found " + images);
            }
            credit = images;
            return this;
        }

        /** The name of the contract's examples from which error bodies are made; {@code vendor} by default. */
        public Builder dialect(String dialect) {
            this.dialect = Objects.requireNonNull(dialect, "dialect");
            return this;
        }

        /** The word for which a prompt's images are withheld, {@code unsafe} by default; empty for none. */
        public Builder unsafeWord(String word) {
            unsafeWord = Objects.requireNonNull(word, "word");
            return this;
        }

        /** Whether a withheld image has the empty string for its link instead of null, the default. */
        public Builder withheldUrlEmpty(boolean empty) {
            withheldUrlEmpty = empty;
            return this;
        }

        /**
         * How long the links to results are valid by the clock, in whole seconds; 24 hours by default. Zero and less make
         * links that have expired.
         */
        public Builder linkValidity(Duration validity) {
            linkValidity = Objects.requireNonNull(validity, "validity");
            return this;
        }

        /** Whether the journal keeps the bytes of every request, {@link Exchange#raw()}; it does not by default. */
        public Builder keepBodies(boolean keep) {
            keepBodies = keep;
            return this;
        }

        /**
         * How many exchanges the journal keeps, the newest; 10,000 by default. Its totals count all.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder journalSize(int exchanges) {
            journalSize = inRange("journal size", exchanges, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * How many bytes of uploads are kept to make result pictures of, the newest; 64 MiB by default. A result whose upload is
         * no longer kept can still be downloaded, as a gradient of its size.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder uploadsKept(long bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("expected 0 or more bytes of uploads but found " + bytes);
            }
            uploadsKept = bytes;
            return this;
        }

        /**
         * Whether every key is taken in place of {@link #key}; it is not by default. A call without a key, or with two, is
         * turned down all the same.
         */
        public Builder anyKey(boolean any) {
            anyKey = any;
            return this;
        }

        /**
         * Gets each exchange once it is finished, with the request's bytes as far as they came, {@link Exchange#raw()}; nobody by
         * default. The journal does not keep those bytes, so that any number of large requests can be looked at. It is called on
         * the thread of the exchange's connection before the first byte of the answer is written: whoever has an answer knows
         * that it was called. It must not throw.
         *
         * <p>Bytes at the end of a connection that do not amount to the head of a request are told too, as an exchange of no
         * method with sequence number 0 that the journal does not have.
         */
        public Builder onExchange(Consumer<Exchange> observer) {
            onExchange = Objects.requireNonNull(observer, "observer");
            return this;
        }

        /** Tells the time of answers and links; the system's by default. Latency and delays do not follow it. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Gives seeds where the call has none; one call at a time uses it. */
        public Builder random(Random random) {
            this.random = Objects.requireNonNull(random, "random");
            return this;
        }

        /** What it does wrong from its start; nothing by default. See {@link Provider#setFaults}. */
        public Builder faults(List<Fault> faults) {
            this.faults = List.copyOf(faults);
            return this;
        }

        /** Another contract, as OpenAPI 3.1 in JSON, instead of the one that comes with this build. */
        public Builder contract(String json) {
            contract = Objects.requireNonNull(json, "json");
            return this;
        }

        /** Gets one line for each request, without keys or signatures, on the thread of its connection; nobody by default. */
        public Builder log(Consumer<String> log) {
            this.log = Objects.requireNonNull(log, "log");
            return this;
        }

        public ProviderOptions build() {
            return new ProviderOptions(this);
        }

        private static int inRange(String what, int value, int low, int high) {
            if (value < low || value > high) {
                throw new IllegalArgumentException(
                        "expected a " + what + " from " + low + " to " + high + " but found " + value);
            }
            return value;
        }
    }
}
