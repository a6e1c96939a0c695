package io.github.upscale4j;

import static io.github.upscale4j.Calls.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Interceptors of the user's do not make the client send a request twice. */
class InterceptorReSendsTest {
    private final OkHttpClient stock = new OkHttpClient();

    @AfterEach
    void closeConnections() {
        stock.connectionPool().evictAll();
    }

    @Test
    void interceptorThatProceedsAgainAfterAnErrorGetsNoSecondRequest() throws Exception {
        OkHttpClient user = stock.newBuilder()
                .addInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    if (response.code() == 500) {
                        response.close();
                        return chain.proceed(chain.request());
                    }
                    return response;
                })
                .build();
        WireServer.Answer answers = number -> number == 1 ? WireServer.answer("500 Oops", "{}") : WireServer.result();
        try (WireServer server = WireServer.answering(answers)) {
            Calls.post(user, server.url());
            assertEquals(2, server.requests().size(), "the interceptor's own");
        }
        try (WireServer server = WireServer.answering(answers);
                UpscaleClient client =
                        Calls.client(server.url()).httpClient(user).build()) {
            ErrorAnswerException failure = failure(ErrorAnswerException.class, client);

            assertEquals(500, failure.status());
            assertEquals(Billing.UNKNOWN, failure.billing());
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void interceptorThatProceedsAgainAfterAnExceptionGetsNoSecondRequest() throws Exception {
        OkHttpClient user = stock.newBuilder()
                .addInterceptor(chain -> {
                    try {
                        return chain.proceed(chain.request());
                    } catch (IOException e) {
                        return chain.proceed(chain.request());
                    }
                })
                .build();
        WireServer.Behaviour swallowsTheFirst = connection -> {
            connection.read();
            if (connection.number > 1) {
                connection.write(WireServer.result());
            }
        };
        try (WireServer server = WireServer.start(swallowsTheFirst)) {
            Calls.post(user, server.url());
            assertEquals(2, server.requests().size(), "the interceptor's own");
        }
        try (WireServer server = WireServer.start(swallowsTheFirst);
                UpscaleClient client =
                        Calls.client(server.url()).httpClient(user).build()) {
            NoAnswerException failure = failure(NoAnswerException.class, client);

            assertEquals(Billing.UNKNOWN, failure.billing());
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void requestWithAnotherBodyThatMayHaveArrivedIsNotSentAgain() throws Exception {
        OkHttpClient user = stock.newBuilder()
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .post(RequestBody.create("sealed", MediaType.get("application/octet-stream")))
                        .build()))
                .build();
        assertSentOnceAndUnknown(user);
    }

    @Test
    void requestWhoseBodyWasReadBeforeItWasSentIsNotSentAgain() throws Exception {
        OkHttpClient user = stock.newBuilder()
                .addInterceptor(chain -> {
                    chain.request().body().writeTo(new Buffer());
                    return chain.proceed(chain.request());
                })
                .build();
        assertSentOnceAndUnknown(user);
    }

    private void assertSentOnceAndUnknown(OkHttpClient user) throws Exception {
        FakeTime time = new FakeTime();
        try (WireServer silent = WireServer.start(connection -> {
                    connection.read();
                    connection.reset();
                });
                UpscaleClient client = time.in(
                                UpscaleClient.builder().baseUrl(silent.url()).key(Calls.KEY))
                        .httpClient(user)
                        .build()) {
            assertEquals(
                    Billing.UNKNOWN, failure(NoAnswerException.class, client).billing());

            assertEquals(1, silent.requests().size());
            assertEquals(List.of(), time.waits);
        }
    }
}
