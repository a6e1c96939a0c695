package io.github.upscale4j.conformance;

import static io.restassured.RestAssured.given;
import static io.restassured.config.DecoderConfig.decoderConfig;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static io.restassured.config.HttpClientConfig.httpClientConfig;
import static io.restassured.config.RedirectConfig.redirectConfig;

import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends a request through REST Assured, once, over a connection of its own, and keeps the answer's bytes whatever
 * becomes of it. Thread-safe.
 *
 * @param deadline for one exchange, from connecting to the last byte; nothing outlasts it by more than seconds.
 *     What is loaded before the first of them is not counted
 * @param before what to do before each exchange
 */
record Transport(Duration deadline, Runnable before) implements Sender {
    /** Bytes of an answer that are read; an answer that is larger is ended and is a finding. */
    static final int LARGEST_ANSWER = 8 << 20;

    /** Generous: callers of this endpoint wait 120 to 180 seconds. */
    static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(3);

    private static final Duration FAREWELL = Duration.ofSeconds(2);
    /** For what is loaded before the first connection, on a machine that is busy. */
    private static final Duration PREPARATION = Duration.ofMinutes(2);

    Transport(Duration deadline) {
        this(deadline, () -> {});
    }

    @Override
    public Optional<Exchange> exchange(Probe probe) {
        return Optional.of(send(probe.request()));
    }

    Exchange send(Request request) {
        before.run();
        Wire wire = new Wire(LARGEST_ANSWER);
        FutureTask<String> call = new FutureTask<>(() -> {
            try {
                return call(request, wire);
            } finally {
                wire.begun();
            }
        });
        Thread thread = new Thread(call, "upscale4j-exchange");
        thread.setDaemon(true);
        thread.start();
        String detail = await(call, wire);
        return new Exchange(request, AnswerReader.read(wire.received(), request.method(), wire.ending(), detail));
    }

    private String await(FutureTask<String> call, Wire wire) {
        try {
            try {
                wire.awaitBegun(PREPARATION);
                return call.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                wire.abort();
                call.get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException e) {
            // The thread is a daemon and its sockets are closed: it is left behind.
        } catch (InterruptedException e) {
            wire.abort();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            wire.abort();
            throw new IllegalStateException("the exchange failed in an unforeseen way", e.getCause());
        }
        return (wire.ending() == Ending.UNREACHABLE ? "no connection within " : "no end within ")
                + deadline.toMillis() / 1000.0 + " s";
    }

    /** What REST Assured says of a failure, or empty; the answer itself is on the wire. */
    private static String call(Request request, Wire wire) {
        CapturingHttpClient client = new CapturingHttpClient(wire);
        try {
            specification(request, client)
                    .request(request.method(), request.uri())
                    .asByteArray();
            return "";
        } catch (LinkageError | VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            if (wire.ending() == Ending.UNREACHABLE && !(rootCause(e) instanceof IOException)) {
                throw e;
            }
            return words(rootCause(e));
        } finally {
            client.getConnectionManager().shutdown();
        }
    }

    private static RequestSpecification specification(Request request, CapturingHttpClient client) {
        RestAssuredConfig config = RestAssured.config()
                .httpClient(httpClientConfig()
                        .dontReuseHttpClientInstance()
                        .httpClientFactory(() -> client)
                        .setParam("http.protocol.handle-authentication", false)
                        .setParam("http.protocol.cookie-policy", "ignoreCookies")
                        .setParam("http.useragent", "upscale4j-conformance"))
                .redirect(redirectConfig().followRedirects(false))
                .decoderConfig(decoderConfig().noContentDecoders())
                .encoderConfig(encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.BINARY));
        RequestSpecification specification =
                given().config(config).urlEncodingEnabled(false).header("Connection", "close");
        for (Header header : request.headers()) {
            specification.header(header.name(), header.value());
        }
        if (request.credential() != null) {
            Header header = request.credential().header();
            specification.header(header.name(), header.value());
        }
        if (request.contentType() != null) {
            specification.contentType(request.contentType()).body(request.body());
        }
        return specification;
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
