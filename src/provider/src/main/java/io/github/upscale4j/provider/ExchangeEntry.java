package io.github.upscale4j.provider;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An exchange under way. Changed through its journal only, which guards it. */
final class ExchangeEntry {
    final long started = System.nanoTime();
    final long sequence;
    final long connection;
    final Exchange.Kind kind;
    final RequestHead head;
    long bytesReceived;
    boolean receivedInFull;
    byte[] raw = {};

    @Nullable String pictureHash;

    @Nullable String refusal;

    @Nullable String problem;

    int status;
    int imagesBilled;
    Duration inFlight = Duration.ZERO;
    boolean finished;

    ExchangeEntry(long sequence, long connection, Exchange.Kind kind, RequestHead head) {
        this.sequence = sequence;
        this.connection = connection;
        this.kind = kind;
        this.head = head;
    }

    Exchange toExchange() {
        return toExchange(raw);
    }

    /** With the request's bytes, which the journal may not keep. */
    Exchange toExchange(byte[] raw) {
        return new Exchange(
                sequence,
                connection,
                kind,
                head.method(),
                head.path(),
                head.headers(),
                bytesReceived,
                receivedInFull,
                ByteBuffer.wrap(raw),
                pictureHash,
                refusal,
                status,
                imagesBilled,
                finished ? inFlight : Duration.ofNanos(System.nanoTime() - started),
                finished,
                problem);
    }
}
