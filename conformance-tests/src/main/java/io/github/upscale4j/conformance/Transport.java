package io.github.upscale4j.conformance;

import static io.restassured.RestAssured.given;
import static io.restassured.config.DecoderConfig.decoderConfig;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static io.restassured.config.HttpClientConfig.httpClientConfig;
import static io.restassured.config.RedirectConfig.redirectConfig;

import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends a request through REST Assured, once, over a connection of its own, and keeps the answer's bytes whatever
 * becomes of it. Thread-safe.
 *
 * @param deadline for one exchange, from connecting to the last byte; nothing outlasts it by more than seconds
 */
record Transport(Duration deadline) {
    /** Bytes of an answer that are read; an answer that is larger is ended and is a finding. */
    static final int LARGEST_ANSWER = 8 << 20;

    /** Generous: callers of this endpoint wait 120 to 180 seconds. */
    static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(3);

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    Exchange send(Request request) {
        Wire wire = new Wire(LARGEST_ANSWER);
        long start = System.nanoTime();
        FutureTask<String> call = new FutureTask<>(() -> call(request, wire));
        Thread thread = new Thread(call, "upscale4j-exchange");
        thread.setDaemon(true);
        thread.start();
        String detail = await(call, wire);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        return new Exchange(
                request, AnswerReader.read(wire.received(), request.method(), wire.ending(), detail), elapsed);
    }

    private String await(FutureTask<String> call, Wire wire) {
        try {
            try {
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
        return "no end within " + deadline.toMillis() / 1000.0 + " s";
    }

    /** What REST Assured says of a failure, or empty; the answer itself is on the wire. */
    private static String call(Request request, Wire wire) {
        CapturingHttpClient client = new CapturingHttpClient(wire);
        try {
            specification(request, client)
                    .request(request.method(), request.uri())
                    .asByteArray();
            return "";
        } catch (LinkageError e) {
            throw e;
        } catch (Throwable e) {
            return rootCause(e);
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
                .encoderConfig(encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));
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

    private static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
