package io.github.upscale4j.cli;

import io.github.upscale4j.UpscaleClient.Authorization;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One request that cannot be billed, since the picture is not in it. It keeps the client's rules: one connection, one attempt, one
 * credential, no redirect, and no key over plain http to another machine.
 *
 * @param url the endpoint
 * @param key null to connect and send nothing
 * @param longest how long connecting, and the whole, may take
 */
record ServerProbe(
        HttpUrl url,
        @Nullable String key,
        Authorization authorization,
        @Nullable Proxy proxy,
        boolean allowHttp,
        Duration longest) {
    static final Duration LONGEST = Duration.ofSeconds(15);

    /**
     * What came of it.
     *
     * @param connection to whom, in words; null if there was none
     * @param isSent whether the request, or a part of it, went out
     * @param status 0 if nothing was answered
     * @param date the server's clock; null if it does not say
     * @param failure why there is no answer; null if there is one, or nothing was sent
     */
    record Outcome(
            @Nullable String connection,
            boolean isSent,
            int status,
            @Nullable Instant date,
            @Nullable IOException failure) {}

    /** A network interceptor stops the call with it: a connection was all that was wanted. */
    private static final class Connected extends IOException {}

    /** The connection leaves this machine, in the clear. */
    static final class LeavesThisMachine extends IOException {}

    /** Waits no longer than that, and a little longer where a name is looked up, which nothing can interrupt. */
    Outcome send() {
        try {
            return Timeboxed.run(this::exchange, longest.plusSeconds(2));
        } catch (TimeoutException e) {
            return new Outcome(null, false, 0, null, new InterruptedIOException("no connection in time"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("expected the server to be asked", e.getCause());
        }
    }

    private Outcome exchange() {
        AtomicBoolean sent = new AtomicBoolean();
        AtomicReference<@Nullable String> connection = new AtomicReference<>();
        OkHttpClient.Builder http = new OkHttpClient.Builder()
                .connectTimeout(longest)
                .readTimeout(longest)
                .writeTimeout(longest)
                .callTimeout(longest)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .addNetworkInterceptor(chain -> send(chain, connection, sent));
        if (proxy != null) {
            http.proxy(proxy);
        }
        try (Response answer = http.build().newCall(request()).execute()) {
            return new Outcome(
                    connection.get(),
                    sent.get(),
                    answer.code(),
                    answer.headers().getInstant("Date"),
                    null);
        } catch (Connected e) {
            return new Outcome(connection.get(), sent.get(), 0, null, null);
        } catch (IOException e) {
            return new Outcome(connection.get(), sent.get(), 0, null, e);
        }
    }

    private Request request() {
        return new Request.Builder()
                .url(url)
                .header("Accept", "application/json")
                .header("Accept-Encoding", "identity")
                .post(new MultipartBody.Builder()
                        .setType(MultipartBody.FORM)
                        .addFormDataPart("image_request", "{}")
                        .build())
                .build();
    }

    /** Next to the socket, where it is known whom it leads to. */
    private Response send(Interceptor.Chain chain, AtomicReference<@Nullable String> connection, AtomicBoolean sent)
            throws IOException {
        Connection made = Objects.requireNonNull(chain.connection(), "a network interceptor has a connection");
        connection.set(described(made));
        if (!url.isHttps() && !allowHttp && !staysHere(made)) {
            throw new LeavesThisMachine();
        }
        if (key == null) {
            throw new Connected();
        }
        sent.set(true);
        Request request = chain.request();
        Request.Builder credential = request.newBuilder();
        switch (authorization) {
            case BEARER -> credential.header("Authorization", "Bearer " + key);
            case KEY -> credential.header("Authorization", key);
            case API_KEY -> credential.header("Api-Key", key);
        }
        return chain.proceed(credential.build());
    }

    private static String described(Connection made) {
        InetAddress address = made.socket().getInetAddress();
        boolean isDirect = made.route().proxy().type() == Proxy.Type.DIRECT;
        return (isDirect ? "connected to " : "connected through the proxy at ")
                + (address == null ? "an address" : address.getHostAddress())
                + " port " + made.socket().getPort()
                + (made.handshake() == null
                        ? ""
                        : " by " + made.handshake().tlsVersion().javaName());
    }

    private static boolean staysHere(Connection made) {
        InetAddress address = made.socket().getInetAddress();
        return made.route().proxy().type() == Proxy.Type.DIRECT && address != null && address.isLoopbackAddress();
    }
}
