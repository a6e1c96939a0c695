package io.github.upscale4j;

import static io.github.upscale4j.Calls.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stock OkHttpClient sends a second time, which would be a second bill, this client sends once. */
class ReSendsTest {
    /** Of this machine, too. */
    private static final InetAddress SECOND = second();

    private final OkHttpClient stock = new OkHttpClient();

    @AfterEach
    void closeConnections() {
        stock.connectionPool().evictAll();
    }

    /**
     * An answer after which OkHttp asks again.
     *
     * @param lines its header lines; PORT is the other server's port
     * @param user what the user's own client has, beside the defaults
     */
    private record Hazard(String status, String lines, Billing billing, UnaryOperator<OkHttpClient.Builder> user) {
        @Override
        public String toString() {
            return status + " " + lines;
        }
    }

    static Stream<Hazard> hazards() {
        return Stream.of(
                new Hazard("503 Busy", "Retry-After: 0", Billing.UNKNOWN, user -> user),
                new Hazard("503 Busy", "Retry-After: 0\r\nConnection: close", Billing.UNKNOWN, user -> user),
                new Hazard("408 Slow", "X: x", Billing.UNKNOWN, user -> user),
                new Hazard("408 Slow", "Connection: close", Billing.UNKNOWN, user -> user),
                new Hazard("307 There", "Location: http://127.0.0.1:PORT/x", Billing.UNKNOWN, user -> user),
                new Hazard("308 There", "Location: http://127.0.0.1:PORT/x", Billing.UNKNOWN, user -> user),
                new Hazard("303 There", "Location: http://127.0.0.1:PORT/x", Billing.UNKNOWN, user -> user),
                new Hazard("302 There", "Location: http://127.0.0.1:PORT/x", Billing.UNKNOWN, user -> user),
                new Hazard(
                        "401 Who",
                        "WWW-Authenticate: Basic",
                        Billing.REJECTED,
                        user -> user.authenticator((route, response) -> response.request()
                                .newBuilder()
                                .header("Authorization", "Basic eDp5")
                                .build())));
    }

    @ParameterizedTest
    @MethodSource("hazards")
    void answerIsReportedAndNotFollowed(Hazard hazard) throws Exception {
        try (WireServer other = WireServer.answering(number -> WireServer.result())) {
            String[] lines =
                    hazard.lines.replace("PORT", String.valueOf(other.port())).split("\r\n");
            WireServer.Answer answers =
                    number -> number == 1 ? WireServer.answer(hazard.status, "{}", lines) : WireServer.result();
            OkHttpClient user = hazard.user.apply(stock.newBuilder()).build();
            try (WireServer server = WireServer.answering(answers)) {
                Calls.post(user, server.url());
                assertEquals(2, server.requests().size() + other.requests().size(), "OkHttp's own");
            }
            int before = other.connections();

            try (WireServer server = WireServer.answering(answers);
                    UpscaleClient client =
                            Calls.client(server.url()).httpClient(user).build()) {
                ErrorAnswerException failure = failure(ErrorAnswerException.class, client);

                assertEquals(hazard.status.substring(0, 3), String.valueOf(failure.status()));
                assertEquals(hazard.billing, failure.billing());
                assertEquals(1, server.requests().size());
                assertEquals(before, other.connections());
            }
        }
    }

    @Test
    void requestTimeOutOpensNoFurtherConnection() throws Exception {
        try (WireServer server =
                        WireServer.answering(number -> WireServer.answer("408 Slow", "{}", "Connection: close"));
                UpscaleClient client = Calls.client(server.url()).build()) {
            failure(ErrorAnswerException.class, client);

            assertEquals(1, server.connections());
        }
    }

    @Test
    void authenticatorOfTheUserIsNotAsked() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        OkHttpClient user = stock.newBuilder()
                .authenticator((route, response) -> {
                    asked.incrementAndGet();
                    return null;
                })
                .build();
        try (WireServer server = WireServer.answering(number -> WireServer.answer("401 Who", "{}"))) {
            Calls.post(user, server.url());
            assertEquals(1, asked.getAndSet(0), "OkHttp's own");
            try (UpscaleClient client =
                    Calls.client(server.url()).httpClient(user).build()) {
                assertEquals(401, failure(ErrorAnswerException.class, client).status());

                assertEquals(0, asked.get());
            }
        }
    }

    @Test
    void proxyThatWantsCredentialsIsReportedAndNotAskedTwice() throws Exception {
        WireServer.Answer answers = number -> number == 1
                ? WireServer.answer("407 Who", "{}", "Proxy-Authenticate: Basic realm=\"x\"")
                : WireServer.result();
        UnaryOperator<OkHttpClient.Builder> knows =
                user -> user.proxyAuthenticator((route, response) -> response.request()
                        .newBuilder()
                        .header("Proxy-Authorization", "Basic eDp5")
                        .build());
        try (WireServer proxy = WireServer.answering(answers)) {
            OkHttpClient user =
                    knows.apply(stock.newBuilder()).proxy(through(proxy)).build();
            Calls.post(user, "http://gateway.test");
            assertEquals(2, proxy.requests().size(), "OkHttp's own");
        }
        try (WireServer proxy = WireServer.answering(answers);
                UpscaleClient client = Calls.client("http://gateway.test")
                        .allowHttp()
                        .httpClient(knows.apply(stock.newBuilder()).build())
                        .proxy(through(proxy))
                        .build()) {
            ErrorAnswerException failure = failure(ErrorAnswerException.class, client);

            assertEquals(407, failure.status());
            assertEquals(1, proxy.requests().size());
        }
    }

    @Test
    void proxyStatusWithoutAProxyIsReported() throws Exception {
        try (WireServer server = WireServer.answering(number -> WireServer.answer("407 Who", "{}"));
                UpscaleClient client = Calls.client(server.url()).build()) {
            assertThrows(IOException.class, () -> Calls.post(stock, server.url()), "OkHttp's own");

            assertEquals(407, failure(ErrorAnswerException.class, client).status());
        }
    }

    @Test
    void absurdRetryAfterIsReportedAndNoUncheckedException() throws Exception {
        try (WireServer server = WireServer.answering(
                        number -> WireServer.answer("503 Busy", "{}", "Retry-After: 99999999999"));
                UpscaleClient client = Calls.client(server.url()).build()) {
            assertThrows(NumberFormatException.class, () -> Calls.post(stock, server.url()), "OkHttp's own");

            assertEquals(503, failure(ErrorAnswerException.class, client).status());
        }
    }

    @Test
    void callHasAConnectionThatNoOtherCallLeft() throws Exception {
        WireServer.Behaviour swallowsItsSecond = connection -> {
            connection.read();
            connection.write(WireServer.result());
            if (connection.number == 1) {
                connection.read();
            } else {
                connection.read();
                connection.write(WireServer.result());
            }
        };
        try (WireServer server = WireServer.start(swallowsItsSecond)) {
            Calls.post(stock, server.url());
            Calls.post(stock, server.url());
            assertEquals(3, server.requests().size(), "OkHttp's own");
        }
        try (WireServer server = WireServer.start(swallowsItsSecond);
                UpscaleClient client = Calls.client(server.url()).build()) {
            client.upscale(Calls.png(), Calls.REQUEST);

            client.upscale(Calls.png(), Calls.REQUEST);

            assertEquals(2, server.requests().size());
            assertEquals(2, server.connections());
        }
    }

    @Test
    void answerThatNobodyAskedForIsNobodysAnswer() throws Exception {
        WireServer.Behaviour saysMoreThanIsAsked = connection -> {
            connection.read();
            connection.write(WireServer.result());
            connection.write(WireServer.answer("429 Many", "{}"));
            connection.read();
        };
        try (WireServer server = WireServer.start(saysMoreThanIsAsked);
                UpscaleClient client = Calls.client(server.url()).build()) {
            client.upscale(Calls.png(), Calls.REQUEST);
            client.upscale(Calls.png(), Calls.REQUEST);

            assertEquals(2, server.requests().size());
        }
    }

    @Test
    void secondAddressIsNotAskedAfterTheFirstHadTheRequest() throws Exception {
        OkHttpClient user = twoAddresses();
        try (WireServer first = WireServer.start(connection -> {
                    connection.read();
                    connection.reset();
                });
                WireServer second = WireServer.start("127.0.0.2", first.port(), ReSendsTest::answerAll)) {
            String url = "http://gateway.test:" + first.port();
            Calls.post(user, url);
            assertEquals(1, first.requests().size());
            assertEquals(1, second.requests().size(), "OkHttp's own");
            try (UpscaleClient client =
                    Calls.client(url).allowHttp().httpClient(twoAddresses()).build()) {
                NoAnswerException failure = failure(NoAnswerException.class, client);

                assertEquals(Billing.UNKNOWN, failure.billing());
                assertEquals(2, first.requests().size());
                assertEquals(1, second.connections());
            }
        }
    }

    @Test
    void secondAddressIsTriedWhereTheFirstDoesNotConnect() throws Exception {
        try (WireServer second = WireServer.start("127.0.0.2", 0, ReSendsTest::answerAll);
                UpscaleClient client = Calls.client("http://gateway.test:" + second.port())
                        .allowHttp()
                        .httpClient(twoAddresses())
                        .maxRetries(0)
                        .build()) {
            assertNotNull(client.upscale(Calls.png(), Calls.REQUEST));

            assertEquals(1, second.requests().size());
        }
    }

    private static void answerAll(WireServer.Connection connection) throws IOException {
        while (connection.read() != null) {
            connection.write(WireServer.result());
        }
    }

    private static InetAddress second() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private OkHttpClient twoAddresses() {
        return stock.newBuilder()
                .dns(host -> List.of(InetAddress.getLoopbackAddress(), SECOND))
                .build();
    }

    private static Proxy through(WireServer proxy) {
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
    }
}
