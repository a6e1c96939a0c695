package io.github.upscale4j;

import static io.github.upscale4j.Calls.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an OkHttpClient of the user's may do to a call, and what it may not. */
class CustomHttpClientTest {
    private final FakeTime time = new FakeTime();
    private final OkHttpClient plain = new OkHttpClient();
    private WireServer server;

    @BeforeEach
    void start() throws IOException {
        server = WireServer.answering(number -> WireServer.result());
    }

    @AfterEach
    void stop() throws IOException {
        plain.connectionPool().evictAll();
        server.close();
    }

    @Test
    void interceptorsSeeTheAnswerAndNotTheKey() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        List<String> answers = new CopyOnWriteArrayList<>();
        Interceptor looks = chain -> {
            Response response = chain.proceed(chain.request());
            seen.add(chain.request().toString());
            seen.add(chain.request().headers().toMultimap().toString());
            seen.add(response.request().headers().toMultimap().toString());
            if (response.networkResponse() != null) {
                seen.add(response.networkResponse()
                        .request()
                        .headers()
                        .toMultimap()
                        .toString());
            }
            answers.add(response.peekBody(1 << 20).string());
            return response;
        };
        OkHttpClient user = plain.newBuilder()
                .addInterceptor(looks)
                .addNetworkInterceptor(looks)
                .build();
        try (UpscaleClient client = client(user)) {
            assertNotNull(client.upscale(Calls.png(), Calls.REQUEST));
        }

        assertEquals(List.of(WireServer.RESULT, WireServer.RESULT), answers);
        assertFalse(seen.toString().contains(Calls.KEY), seen.toString());
        assertTrue(server.requests().get(0).head().contains(Calls.KEY));
    }

    @Test
    void headersThatAnInterceptorAddsAreSent() throws Exception {
        Interceptor adds = chain -> chain.proceed(
                chain.request().newBuilder().header("X-Trace", "t-1").build());
        try (UpscaleClient client =
                client(plain.newBuilder().addInterceptor(adds).build())) {
            assertNotNull(client.upscale(Calls.png(), Calls.REQUEST));
        }

        assertTrue(server.requests().get(0).lines().contains("X-Trace: t-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "authorization", "Api-Key", "API-KEY"})
    void credentialThatAnInterceptorAddsIsNotSent(String name) {
        Interceptor adds = chain -> chain.proceed(
                chain.request().newBuilder().header(name, "s3cr3t").build());
        for (OkHttpClient user : List.of(
                plain.newBuilder().addInterceptor(adds).build(),
                plain.newBuilder().addNetworkInterceptor(adds).build())) {
            NoAnswerException failure = assertNotSent(user);

            assertTrue(failure.getMessage().contains("of an interceptor"), failure.getMessage());
            assertFalse(failure.getMessage().contains("s3cr3t"), failure.getMessage());
        }
    }

    static Stream<Arguments> changedUrls() {
        return Stream.of(
                Arguments.of("host", (Change)
                        (url, port) -> url.newBuilder().host("localhost").build()),
                Arguments.of("port", (Change)
                        (url, port) -> url.newBuilder().port(port).build()),
                Arguments.of("path", (Change)
                        (url, port) -> url.newBuilder().encodedPath("/x").build()),
                Arguments.of("query", (Change)
                        (url, port) -> url.newBuilder().query("a=b").build()));
    }

    /** What an interceptor makes of the URL; the port is that of another server. */
    private interface Change {
        HttpUrl to(HttpUrl url, int port);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changedUrls")
    void requestWhoseUrlAnInterceptorChangesIsNotSent(String what, Change change) throws Exception {
        try (WireServer other = WireServer.answering(number -> WireServer.result())) {
            Interceptor changes = chain -> chain.proceed(chain.request()
                    .newBuilder()
                    .url(change.to(chain.request().url(), other.port()))
                    .build());

            NoAnswerException failure =
                    assertNotSent(plain.newBuilder().addInterceptor(changes).build());

            assertTrue(failure.getMessage().contains("whose URL an interceptor changed"), failure.getMessage());
            assertEquals(List.of(), other.requests(), what);
        }
    }

    @Test
    void networkInterceptorCannotTurnTheRequestToAnotherHost() throws Exception {
        try (WireServer other = WireServer.answering(number -> WireServer.result())) {
            Interceptor changes = chain -> chain.proceed(chain.request()
                    .newBuilder()
                    .url(other.url() + "/ideogram/upscale")
                    .build());

            assertNotSent(plain.newBuilder().addNetworkInterceptor(changes).build());

            assertEquals(0, other.connections());
        }
    }

    @Test
    void interceptorThatThrowsHasSentNothing() {
        IllegalStateException thrown = new IllegalStateException("the user's");
        for (OkHttpClient user : List.of(
                plain.newBuilder()
                        .addInterceptor(chain -> {
                            throw thrown;
                        })
                        .build(),
                plain.newBuilder()
                        .addNetworkInterceptor(chain -> {
                            throw thrown;
                        })
                        .build())) {
            assertSame(thrown, assertNotSent(user).getCause());
        }
    }

    @Test
    void resultIsNotLostWhereAnInterceptorThrowsAfterIt() throws Exception {
        OkHttpClient user = plain.newBuilder()
                .addInterceptor(chain -> {
                    chain.proceed(chain.request()).close();
                    throw new IllegalStateException("the user's");
                })
                .build();
        try (UpscaleClient client = client(user)) {
            UpscaleResult result = client.upscale(Calls.png(), Calls.REQUEST);

            assertEquals(1, result.images().size());
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void interceptorMayAnswerByItself() throws Exception {
        OkHttpClient user = plain.newBuilder()
                .addInterceptor(answering(200, WireServer.RESULT))
                .build();
        try (UpscaleClient client = client(user)) {
            UpscaleResult result = client.upscale(Calls.png(), Calls.REQUEST);

            assertEquals(7, result.response().data().get(0).seed());
            assertEquals(0, server.connections());
        }
    }

    @Test
    void interceptorMayRefuseByItself() {
        OkHttpClient user = plain.newBuilder()
                .addInterceptor(answering(403, "{\"error\":\"not today\"}"))
                .build();
        try (UpscaleClient client = client(user)) {
            ErrorAnswerException failure = failure(ErrorAnswerException.class, client);

            assertEquals(403, failure.status());
            assertEquals("not today", failure.serverMessage());
            assertEquals("{\"error\":\"not today\"}", failure.answer().bodyAsText());
            assertEquals(0, server.connections());
        }
    }

    @Test
    void clientOfTheUserStaysOpenWithItsConnections() throws Exception {
        OkHttpClient user = plain.newBuilder().build();
        Calls.post(user, server.url());
        assertEquals(1, user.connectionPool().connectionCount());
        try (UpscaleClient client = client(user)) {
            client.upscale(Calls.png(), Calls.REQUEST);
        }

        assertEquals(1, user.connectionPool().connectionCount());
        assertFalse(user.dispatcher().executorService().isShutdown());
        assertEquals(2, server.connections(), "each call has its own");
    }

    @Test
    void proxyIsUsedWhetherTheOptionOrTheUsersClientHasIt() throws Exception {
        Proxy proxy =
                new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        UpscaleClient.Builder options = Calls.client("http://gateway.test/v1").allowHttp();
        try (UpscaleClient client = options.proxy(proxy).build()) {
            assertNotNull(client.upscale(Calls.png(), Calls.REQUEST));
        }
        try (UpscaleClient client = Calls.client("http://gateway.test/v1")
                .allowHttp()
                .httpClient(plain.newBuilder().proxy(proxy).build())
                .build()) {
            assertNotNull(client.upscale(Calls.png(), Calls.REQUEST));
        }

        for (WireServer.Received request : server.requests()) {
            assertEquals(
                    "POST http://gateway.test/v1/ideogram/upscale HTTP/1.1",
                    request.lines().get(0));
        }
        assertEquals(2, server.requests().size());
    }

    private UpscaleClient client(OkHttpClient user) {
        return time.in(UpscaleClient.builder().baseUrl(server.url()).key(Calls.KEY))
                .httpClient(user)
                .build();
    }

    private NoAnswerException assertNotSent(OkHttpClient user) {
        try (UpscaleClient client = client(user)) {
            NoAnswerException failure = failure(NoAnswerException.class, client);

            assertEquals(Billing.NOT_SENT, failure.billing());
            assertEquals(List.of(), server.requests());
            assertEquals(List.of(), time.waits);
            return failure;
        }
    }

    private static Interceptor answering(int status, String body) {
        return chain -> new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .header("Content-Type", "application/json")
                .body(ResponseBody.create(body, MediaType.get("application/json")))
                .build();
    }
}
