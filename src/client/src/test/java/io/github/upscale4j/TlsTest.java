package io.github.upscale4j;

import static io.github.upscale4j.Calls.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS, with a certificate that nobody else trusts. */
class TlsTest {
    @TempDir
    static Path folder;

    private static SelfSigned certificate;

    private final MockWebServer server = new MockWebServer();
    private final FakeTime time = new FakeTime();

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = new SelfSigned(folder, "dns:localhost");
    }

    @BeforeEach
    void start() throws Exception {
        server.useHttps(certificate.context.getSocketFactory());
        server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
        server.enqueue(result());
        server.enqueue(result());
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void http11IsSpokenAlthoughTheServerOffersMore() throws Exception {
        OkHttpClient trusting = certificate.trusting().build();
        try (Response response = trusting.newCall(
                        new Request.Builder().url(server.url("/")).build())
                .execute()) {
            assertEquals(Protocol.HTTP_2, response.protocol(), "OkHttp's own");
        }
        assertEquals("HTTP/2", server.takeRequest().getVersion());
        try (UpscaleClient client = client("localhost").httpClient(trusting).build()) {
            assertNotNull(client.upscale(Calls.png(), Calls.REQUEST));

            assertEquals("HTTP/1.1", server.takeRequest().getVersion());
        } finally {
            trusting.connectionPool().evictAll();
        }
    }

    @Test
    void certificateThatNobodyTrustsFailsAtOnce() {
        try (UpscaleClient client = client("localhost").build()) {
            NoAnswerException failure = failure(NoAnswerException.class, client);

            assertEquals(Billing.NOT_SENT, failure.billing());
            assertInstanceOf(SSLException.class, failure.getCause());
            assertEquals(List.of(), time.waits);
            assertEquals(0, server.getRequestCount());
        }
    }

    @Test
    void certificateOfAnotherHostFailsAtOnce() {
        try (UpscaleClient client =
                client("127.0.0.1").httpClient(certificate.trusting().build()).build()) {
            NoAnswerException failure = failure(NoAnswerException.class, client);

            assertEquals(Billing.NOT_SENT, failure.billing());
            assertEquals(List.of(), time.waits);
            assertEquals(0, server.getRequestCount());
        }
    }

    private UpscaleClient.Builder client(String host) {
        return time.in(UpscaleClient.builder())
                .baseUrl("https://" + host + ":" + server.getPort())
                .key(Calls.KEY)
                .deadline(Duration.ofSeconds(10));
    }

    private static MockResponse result() {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(WireServer.RESULT)
                .build();
    }

    @Test
    void handshakeThatIsNotAnsweredIsBoundedByTheConnectTimeOut() throws Exception {
        try (WireServer silent = WireServer.start(connection -> connection.read());
                UpscaleClient client = Calls.client("https://127.0.0.1:" + silent.port())
                        .connectTimeout(Duration.ofMillis(300))
                        .maxRetries(1)
                        .build()) {
            long start = System.nanoTime();
            NoAnswerException failure = failure(NoAnswerException.class, client);

            assertEquals(Billing.NOT_SENT, failure.billing());
            assertTrue(failure.getMessage().contains("attempt 2"), failure.getMessage());
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos(), "the deadline is 20 s");
        }
    }
}
