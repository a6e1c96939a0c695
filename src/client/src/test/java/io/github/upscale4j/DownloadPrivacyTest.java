package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.Credentials;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes along with a request, and what is told of it. */
@Timeout(30)
class DownloadPrivacyTest extends DownloadsFromLinks {
    private static final byte[] PICTURE = Downloads.picture("jpg");
    private static final String FAILED = "cannot fetch $.data[1].url from ";

    @Test
    void nothingOfTheUsersGoesAlong() throws Exception {
        Interceptor spy = chain -> chain.proceed(chain.request()
                .newBuilder()
                .header("Authorization", "Bearer secret-key")
                .header("Api-Key", "secret-key")
                .header("X-Own", "mine")
                .build());
        List<String> events = new ArrayList<>();
        downloads.http = new OkHttpClient.Builder()
                .addInterceptor(spy)
                .addNetworkInterceptor(spy)
                .cookieJar(new CookieJar() {
                    @Override
                    public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
                        events.add("cookies saved");
                    }

                    @Override
                    public List<Cookie> loadForRequest(HttpUrl url) {
                        return List.of(new Cookie.Builder()
                                .domain(url.host())
                                .name("session")
                                .value("secret-key")
                                .build());
                    }
                })
                .authenticator((route, response) -> {
                    events.add("authenticated");
                    return response.request()
                            .newBuilder()
                            .header("Authorization", "Basic x")
                            .build();
                })
                .eventListener(new EventListener() {
                    @Override
                    public void callStart(okhttp3.Call call) {
                        events.add("started");
                    }
                })
                .build();
        try (RawServer server = RawServer.of(
                RawServer.redirect("/b\r\nSet-Cookie: a=b"), RawServer.ok(PICTURE), RawServer.status(401))) {
            assertArrayEquals(PICTURE, fetched(server.url("/a")));
            Files.delete(folder.resolve("a.jpg"));
            assertEquals(FAILED + "127.0.0.1: expected status 200 but found 401", failure(server.url("/a")));

            assertEquals(3, server.heads.size());
            for (String head : server.heads) {
                List<String> names = head.lines()
                        .skip(1)
                        .filter(line -> !line.isEmpty())
                        .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList();
                assertEquals(List.of("accept", "accept-encoding", "connection", "host", "user-agent"), names);
                assertTrue(head.contains("\r\nAccept: image/png, image/jpeg, image/webp\r\n"), head);
                assertTrue(head.contains("\r\nAccept-Encoding: identity\r\n"), head);
            }
        }
        assertEquals(List.of(), events);
    }

    @Test
    void passwordOfTheProxyDoesNotGoToTheServerBehindIt() throws Exception {
        try (MockWebServer server = overTls();
                MockWebServer proxy = overTls()) {
            downloads.loopback = true;
            downloads.http = certificate
                    .trusting()
                    .proxy(new Proxy(
                            Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.getPort())))
                    .proxyAuthenticator((route, response) -> response.request()
                            .newBuilder()
                            .header("Proxy-Authorization", Credentials.basic("me", "secret-key"))
                            .build())
                    .build();
            proxy.enqueue(new MockResponse.Builder().inTunnel().build());
            proxy.enqueue(new MockResponse.Builder().code(407).build());

            assertEquals(
                    FAILED + "images.example: expected status 200 but found 407",
                    failure("https://images.example:" + server.getPort() + "/a"));
            assertTrue(proxy.takeRequest().getHeaders().names().contains("Proxy-Authorization"), "CONNECT");
            assertFalse(proxy.takeRequest().getHeaders().names().contains("Proxy-Authorization"), "GET");
            assertEquals(2, proxy.getRequestCount());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "what?sig=abcdef1234&exp=1 is this",
                "HTTP/1.1 abc sig=abcdef1234 abcdef1234",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nabcdef1234",
                "HTTP/1.1 200 OK\nContent-Length: abcdef1234",
                "HTTP/1.1 404 abcdef1234",
                "HTTP/1.1 302 Found\nLocation: https://user@h.example/?sig=abcdef1234",
                "HTTP/1.1 302 Found\nLocation: abcdef1234://x",
            })
    void serverThatQuotesTheLinkIsNotQuoted(String answer) throws Exception {
        byte[] bytes = RawServer.answer(answer.replace("\\n", "\n"), new byte[0]);
        try (RawServer server = RawServer.of(bytes)) {
            DownloadException failure = assertThrows(DownloadException.class, () -> {
                try (InputStream in =
                        downloads.image(server.url("/a?sig=abcdef1234&exp=1")).open()) {
                    in.readAllBytes();
                }
            });
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertFalse(trace.toString().contains("abcdef1234"), trace.toString());
        }
    }
}
