package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Proxy;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where links lead, and what goes along. */
@Timeout(30)
class DownloadRedirectsTest extends DownloadsFromLinks {
    private static final byte[] PICTURE = Downloads.picture("jpg");
    private static final String FAILED = "cannot fetch $.data[1].url from ";

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsFollowed(int status) throws Exception {
        byte[] redirect = RawServer.status(status, "Location: /folder/b?x=1");
        try (RawServer server = RawServer.of(redirect, RawServer.redirect("c"), RawServer.ok(PICTURE))) {
            assertArrayEquals(PICTURE, fetched(server.url("/a")));
            assertEquals(
                    List.of("GET /a HTTP/1.1", "GET /folder/b?x=1 HTTP/1.1", "GET /folder/c HTTP/1.1"),
                    server.heads.stream()
                            .map(head -> head.lines().findFirst().orElseThrow())
                            .toList());
        }
    }

    @Test
    void fiveRedirectsAreFollowedAndNoSixth() throws Exception {
        byte[] next = RawServer.redirect("/next");
        try (RawServer server = RawServer.of(next, next, next, next, next, RawServer.ok(PICTURE))) {
            assertArrayEquals(PICTURE, fetched(server.url("/a")));
        }
        Files.delete(folder.resolve("a.jpg"));
        try (RawServer server = RawServer.of(next, next, next, next, next, next, RawServer.ok(PICTURE))) {
            downloads.maxRetries = 2;
            assertEquals(
                    FAILED + "127.0.0.1: expected at most 5 redirects but found another one",
                    failure(server.url("/a")));
            assertEquals(6, server.heads.size());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://10.0.0.1/secret?sig=abcdef | expected a loopback address for http but found 10.0.0.1",
                "https://169.254.169.254/latest?sig=abcdef | expected a public address but found 169.254.169.254",
                "http://[fe80::1]/?sig=abcdef | expected a loopback address for http but found fe80:0:0:0:0:0:0:1",
                "file:///etc/passwd?sig=abcdef | expected a redirect's Location with https, or http to a loopback address "
                        + "but found none of that kind",
                "//me:you@127.0.0.1/?sig=abcdef | expected a redirect's Location without user information but found some",
            })
    void redirectIsJudgedAnew(String location, String message) throws Exception {
        downloads.maxRetries = 2;
        try (RawServer server = RawServer.of(RawServer.redirect(location))) {
            assertEquals(FAILED + "127.0.0.1: " + message, failure(server.url("/a?sig=abcdef")));
            assertEquals(1, server.accepted.size());
        }
    }

    @Test
    void redirectWithoutALocationIsAFailure() throws Exception {
        try (RawServer server = RawServer.of(RawServer.status(302))) {
            assertEquals(
                    FAILED + "127.0.0.1: expected a Location in a redirect but found none", failure(server.url("/a")));
        }
    }

    @Test
    void loopbackIsRefusedBeforeConnectingWhereTheApiIsElsewhere() throws Exception {
        downloads.loopback = false;
        try (MockWebServer server = overTls()) {
            assertTrue(failure("https://127.0.0.1:" + server.getPort() + "/a")
                    .endsWith(": expected a public address but found 127.0.0.1"));
            assertTrue(failure("http://127.0.0.1:" + server.getPort() + "/a")
                    .endsWith(": expected a link with https but found http"));
            assertEquals(0, server.getRequestCount());
        }
    }

    @Test
    void nameThatLeadsToThisMachineIsRefusedOnItsConnectionBeforeAnyHeader() throws Exception {
        downloads.maxRetries = 2;
        downloads.loopback = false;
        List<String> asked = new CopyOnWriteArrayList<>();
        downloads.http = certificate
                .trusting()
                .dns(host -> {
                    asked.add(host);
                    return List.of(InetAddress.getLoopbackAddress());
                })
                .build();
        try (MockWebServer server = overTls()) {
            server.enqueue(new MockResponse.Builder().body("never").build());

            assertEquals(
                    FAILED + "images.example: expected a public address but found 127.0.0.1",
                    failure("https://images.example:" + server.getPort() + "/a.png?sig=abcdef"));
            assertEquals(0, server.getRequestCount());
            assertEquals(List.of("images.example"), asked);
        }
    }

    @Test
    void httpToANameThatLeadsElsewhereIsRefusedOnItsConnection() throws Exception {
        Optional<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
                .findFirst();
        assumeTrue(own.isPresent(), "a network beside the loopback");
        downloads.http =
                new OkHttpClient.Builder().dns(host -> List.of(own.get())).build();
        try (RawServer server = RawServer.at(own.get())) {
            assertEquals(
                    FAILED + "images.example: expected a loopback address for http but found "
                            + own.get().getHostAddress(),
                    failure("http://images.example:" + server.port() + "/a"));
            assertTrue(server.silent.await(10, TimeUnit.SECONDS), "connected, and nothing sent");
        }
    }

    @Test
    void nameThatLeadsToThisMachineMayBeFetchedWhereTheApiIs() throws Exception {
        downloads.http = new OkHttpClient.Builder()
                .dns(host -> List.of(InetAddress.getLoopbackAddress()))
                .build();
        try (RawServer server = RawServer.of(RawServer.ok(PICTURE))) {
            assertArrayEquals(PICTURE, fetched("http://gateway.example:" + server.port() + "/a"));
        }
    }

    @Test
    void tlsOfTheUsersClientIsUsed() throws Exception {
        try (MockWebServer server = overTls()) {
            server.enqueue(
                    new MockResponse.Builder().body(new Buffer().write(PICTURE)).build());
            downloads.maxRetries = 2;

            String untrusted = failure("https://127.0.0.1:" + server.getPort() + "/a?sig=abcdef");
            assertTrue(untrusted.contains(": expected an answer but found a failure: SSL"), untrusted);
            assertEquals(List.of(), downloads.waits);
            downloads.http = certificate.trusting().build();
            assertArrayEquals(PICTURE, fetched("https://127.0.0.1:" + server.getPort() + "/a"));
        }
    }

    @Test
    void literalsAndPlainHttpAreJudgedBehindAProxy() throws Exception {
        try (RawServer proxy = RawServer.of(RawServer.ok(PICTURE), RawServer.ok(PICTURE))) {
            downloads.http = new OkHttpClient.Builder()
                    .proxy(new Proxy(
                            Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())))
                    .build();

            assertTrue(failure("https://10.0.0.1/a").endsWith("expected a public address but found 10.0.0.1"));
            assertEquals(0, proxy.accepted.size());
            assertTrue(failure("http://images.example/a").endsWith("expected https through a proxy but found http"));
            assertTrue(proxy.silent.await(10, TimeUnit.SECONDS), "connected, and nothing sent");
            assertArrayEquals(PICTURE, fetched("http://127.0.0.1:9/a"));
        }
    }
}
