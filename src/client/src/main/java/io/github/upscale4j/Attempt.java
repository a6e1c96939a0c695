package io.github.upscale4j;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One request, and what is known of it: how far it got, and what was answered. Thread-safe. */
final class Attempt extends EventListener {
    private enum Stage {
        NEW,
        STARTED,
        STOPPED
    }

    private final CallListener listener;
    private final int number;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.NEW);
    private volatile Duration handshakeTimeout = Duration.ZERO;
    private volatile @Nullable Timer handshake;
    private volatile boolean connectFailed;
    private volatile boolean forbidden;
    private volatile boolean handedOver;
    private volatile boolean cutOff;
    private volatile @Nullable CapturedAnswer head;
    private volatile @Nullable CapturedAnswer answer;
    private volatile @Nullable Call call;

    /** @param number of the attempts of its call, from 1 */
    Attempt(CallListener listener, int number) {
        this.listener = listener;
        this.number = number;
    }

    /** Before OkHttp begins: what {@link #stop} has to stop. */
    void of(Call okHttpCall, Duration handshakeTimeout) {
        call = okHttpCall;
        this.handshakeTimeout = handshakeTimeout;
    }

    /** OkHttp bounds what a proxy says, and TLS, by the read time-out, which calls do without. */
    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        if (proxy.type() == Proxy.Type.HTTP) {
            bound(call, handshakeTimeout.multipliedBy(2));
        }
    }

    @Override
    public void secureConnectStart(Call call) {
        bound(call, handshakeTimeout);
    }

    private void bound(Call call, Duration time) {
        handshakeIsOver(); // of what came before
        handshake = Timer.after(time, () -> {
            if (stage.get() == Stage.NEW) {
                connectFailed = true;
                call.cancel();
            }
        });
    }

    @Override
    public void secureConnectEnd(Call call, @Nullable Handshake done) {
        handshakeIsOver();
    }

    private void handshakeIsOver() {
        Timer running = handshake;
        if (running != null) {
            running.cancel();
        }
    }

    /**
     * A connection is there and the first byte is about to be sent. The one place that makes a second request impossible, whoever
     * wants it: OkHttp for a status that it follows up, or an interceptor of the user's.
     *
     * @throws IOException if the request was sent before, or is not to be sent any more, or the user's listener has it so
     */
    void begin() throws IOException {
        handshakeIsOver();
        if (stage.get() == Stage.NEW) {
            forbidden = true; // until it returns
            listener.sending(number);
            forbidden = false;
        }
        if (!stage.compareAndSet(Stage.NEW, Stage.STARTED)) {
            throw new IOException(
                    stage.get() == Stage.STOPPED
                            ? "the call was stopped before it was sent"
                            : "the request was sent once; a second one could be a second bill");
        }
    }

    @Override
    public void connectFailed(
            Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol, IOException failure) {
        connectFailed = true;
    }

    /**
     * Whether no connection came about, and one may in a moment: not so where the other side is not who it should be, or the
     * user's listener has forbidden it.
     */
    boolean couldNotConnect(Throwable failure) {
        if (forbidden
                || failure instanceof SSLPeerUnverifiedException
                || failure.getCause() instanceof CertificateException) {
            return false;
        }
        return connectFailed || failure instanceof UnknownHostException;
    }

    /** So much of the image was given to OkHttp. */
    void sent(long bytes, long total) {
        try {
            listener.sent(bytes, total);
        } catch (RuntimeException e) { // the call goes on
            Log.listenerFailed(e);
        }
    }

    /** The image's last byte was given to OkHttp: the request may arrive in full from now on. */
    void handedOver() {
        handedOver = true;
    }

    /**
     * The request could not be sent to its end. When a write fails, the operating system has not taken all of it, so the request
     * cannot have arrived in full; but a time-out may hit a write that was complete.
     */
    @Override
    public void requestFailed(Call call, IOException failure) {
        if (!(failure instanceof InterruptedIOException)) {
            cutOff = true;
        }
    }

    /** OkHttp gives some answers to nobody, such as a 204 with a body: their status is told all the same. */
    @Override
    public void responseHeadersEnd(Call call, Response response) {
        head = new CapturedAnswer(response.code(), response.headers(), new byte[0], null);
    }

    void answered(CapturedAnswer captured) {
        answer = captured;
    }

    /** What the server sent; null as long as it sent no status. */
    @Nullable CapturedAnswer answer() {
        CapturedAnswer whole = answer;
        return whole == null ? head : whole;
    }

    /** Whether something of the request may have been sent. */
    boolean hasBegun() {
        return stage.get() == Stage.STARTED;
    }

    /** Whether the request cannot have arrived in full, as far as it was sent at all. */
    boolean isIncomplete() {
        return hasBegun() && (!handedOver || cutOff);
    }

    /** What the request means for the bill, by what is known now. */
    Billing billing() {
        CapturedAnswer known = answer();
        if (known != null) {
            return known.billing(isIncomplete());
        }
        if (!hasBegun()) {
            return Billing.NOT_SENT;
        }
        return isIncomplete() ? Billing.INCOMPLETE : Billing.UNKNOWN;
    }

    /** Stops the request wherever it is: no byte is sent after this returned. */
    void stop() {
        stage.compareAndSet(Stage.NEW, Stage.STOPPED);
        Call running = call;
        if (running != null) {
            try {
                running.cancel();
            } catch (Throwable e) { // of an event listener of the user's; the socket is closed by then
                Log.ignored(e);
            }
        }
    }
}
