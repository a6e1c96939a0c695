package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonReader;
import io.github.upscale4j.UpscaleClient.Authorization;
import io.github.upscale4j.provider.Exchange;
import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Over real sockets, against the provider. */
final class DoctorTest {
    private static final String PROVIDERS_KEY = "demo";

    @TempDir
    Path folder;

    private Provider provider;
    private ProgramRun run;

    @BeforeEach
    void start() throws IOException {
        provider = Provider.start();
        run = ProgramRun.bare()
                .with(ConnectionOptions.BASE_URL, provider.baseUrl().toString())
                .with(KeySource.VARIABLE, PROVIDERS_KEY);
        run.directory = folder;
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private static String line(Finding.Status status, String subject, String seen) {
        return String.format(Locale.ROOT, "%-7s  %-10s  %s", status, subject, seen);
    }

    private void tells(Finding.Status status, String subject, String seen) {
        String line = line(status, subject, seen);
        assertTrue(run.out().contains(line), line + "\nin\n" + run.out());
    }

    private void nothingWasBilled() {
        assertEquals(0, provider.journal().snapshot().callsBilled());
    }

    @Test
    void findsAllWellWithOneRequestThatCannotBeBilled() {
        assertEquals(0, run.exits("doctor"), run.out());
        tells(Finding.Status.OK, "base URL", "POST " + provider.endpoint());
        tells(Finding.Status.OK, "server", "connected to 127.0.0.1 port " + provider.port());
        tells(Finding.Status.OK, "key", "taken, or not looked at before the request (400), from UPSCALE4J_API_KEY");
        tells(Finding.Status.OK, "clock", "within 60 seconds of the server's");
        tells(Finding.Status.OK, "output", folder + ": a file was written, forced to disk and deleted");
        assertFalse(run.out().contains("FAILED"), run.out());
        assertTrue(run.out().endsWith("One request without a picture was sent, which cannot be billed.\n"), run.out());
        assertEquals("", run.err());
        List<Exchange> calls = provider.journal().snapshot().calls();
        assertEquals(1, calls.size());
        assertEquals("part:image_file", calls.get(0).refusal());
        nothingWasBilled();
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("{\"refuse\": 401}", 1, "FAILED   key         refused (401)"),
                Arguments.of("{\"refuse\": 403}", 1, "FAILED   key         refused (403)"),
                Arguments.of("{\"refuse\": 402}", 1, "FAILED   key         taken, but there is no money left (402)"),
                Arguments.of("{\"refuse\": 413}", 0, "OK       key         taken, or not looked at"),
                Arguments.of("{\"refuse\": 415}", 0, "OK       key         taken, or not looked at"),
                Arguments.of("{\"refuse\": 422}", 0, "OK       key         taken, or not looked at"),
                Arguments.of("{\"refuse\": 404}", 2, "404: the endpoint is not there"),
                Arguments.of("{\"refuse\": 405}", 2, "405: the endpoint is not there"),
                Arguments.of("{\"refuse\": 429}", 0, "WARNING  key         not told: the server is busy (429)"),
                Arguments.of("{\"refuse\": 500}", 0, "500: it is in trouble"),
                Arguments.of("{\"refuse\": 503}", 0, "WARNING  key         not told (503)"),
                Arguments.of("{\"refuse\": 418}", 0, "WARNING  key         not told (418)"),
                Arguments.of("{\"status\": 200}", 0, "WARNING  key         a call without a picture succeeded (200)"),
                Arguments.of("{\"redirect\": \"/elsewhere\"}", 2, "307: a redirect, which calls do not follow"),
                Arguments.of("{\"reset\": \"headers\"}", 3, "FAILED   server      connected to 127.0.0.1"),
                Arguments.of("{\"close\": \"accept\"}", 3, "FAILED   server      connected to 127.0.0.1"),
                Arguments.of(
                        "{\"headers\": {\"Date\": null}}", 0, "OK       clock       the server does not say its time"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void saysWhatAnAnswerMeans(String fault, int exitCode, String told) {
        provider.setFaults(List.of(Fault.parse(fault)));
        assertEquals(exitCode, run.exits("doctor"), run.out());
        assertTrue(run.out().contains(told), run.out());
        assertTrue(provider.journal().snapshot().calls().size() <= 1, "a second attempt");
        nothingWasBilled();
    }

    @Test
    void aWrongKeyIsRefusedAndNotShown() {
        run.with(KeySource.VARIABLE, ProgramRun.KEY);
        provider.setFaults(List.of(Fault.parse("{\"echoKey\": true}")));
        assertEquals(1, run.exits("doctor"));
        tells(Finding.Status.FAILED, "key", "refused (401), from UPSCALE4J_API_KEY");
        assertFalse(run.said().contains(ProgramRun.KEY), run.said());
    }

    @ParameterizedTest
    @CsvSource({"bearer,Authorization,Bearer demo", "key,Authorization,demo", "api-key,Api-Key,demo"})
    void theKeyTravelsInOneHeader(String auth, String name, String value) {
        assertEquals(0, run.exits("doctor", "--auth", auth), run.out());
        List<String> credentials = provider.journal().snapshot().calls().get(0).headers().stream()
                .filter(header -> header.value().contains(PROVIDERS_KEY))
                .map(header -> header.name() + "," + header.value())
                .toList();
        assertEquals(List.of(name + "," + value), credentials);
    }

    @Test
    void aWrongPathIsToldApartFromAWrongKey() {
        assertEquals(2, run.exits("doctor", "--path", "/upscale"));
        assertTrue(run.out().contains("404: the endpoint is not there"), run.out());
        assertTrue(run.out().contains("-> look at the base URL and --path"), run.out());
    }

    @Test
    void whereNobodyListensTheServerWasNotReached() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        assertEquals(3, run.exits("doctor", "--base-url", "http://127.0.0.1:" + closed));
        tells(Finding.Status.FAILED, "server", "no connection");
        tells(Finding.Status.OK, "key", "its form is right, from UPSCALE4J_API_KEY; nobody looked at it");
        assertTrue(run.out().endsWith("No request was sent.\n"), run.out());
    }

    @Test
    void whatDoesNotSpeakTlsWasNotReached() {
        assertEquals(3, run.exits("doctor", "--base-url", "https://127.0.0.1:" + provider.port()));
        tells(Finding.Status.FAILED, "server", "TLS failed");
        assertTrue(run.out().endsWith("No request was sent.\n"), run.out());
    }

    @Test
    void aSilentServerIsNotWaitedForForEver() {
        provider.setFaults(List.of(Fault.parse("{\"stall\": \"headers\"}")));
        ServerProbe probe = new ServerProbe(
                HttpUrl.get(provider.endpoint().toString()),
                PROVIDERS_KEY,
                Authorization.BEARER,
                null,
                false,
                Duration.ofMillis(300));
        ServerProbe.Outcome outcome = probe.send();
        assertTrue(outcome.isSent());
        Finding server = new ServerFindings(Contract.published(), Clock.systemUTC(), "here")
                .of(outcome)
                .get(0);
        assertEquals(ExitCode.NO_ANSWER, server.exit());
        assertTrue(server.seen().contains("no answer"), server.seen());
    }

    @Test
    void withoutAKeyConnectsAndSendsNothing() {
        run.environment.remove(KeySource.VARIABLE);
        assertEquals(2, run.exits("doctor"));
        tells(Finding.Status.FAILED, "key", "expected the key in UPSCALE4J_API_KEY or by --key-file but found none");
        tells(Finding.Status.OK, "server", "connected to 127.0.0.1 port " + provider.port() + "; nothing was sent");
        assertEquals(0, provider.journal().snapshot().calls().size());
        assertTrue(run.out().endsWith("No request was sent.\n"), run.out());
    }

    @Test
    void withoutABaseUrlStillLooksAtTheRest() {
        run.environment.remove(ConnectionOptions.BASE_URL);
        assertEquals(2, run.exits("doctor"));
        tells(Finding.Status.FAILED, "base URL", "expected the gateway's URL in UPSCALE4J_BASE_URL or by --base-url");
        tells(Finding.Status.OK, "key", "its form is right");
        tells(Finding.Status.OK, "output", folder.toString());
    }

    @Test
    void plainHttpDoesNotLeaveThisMachineByAProxy() {
        String[] arguments = {"doctor", "--base-url", "http://127.0.0.1:1", "--proxy", "127.0.0.1:" + provider.port()};
        assertEquals(2, run.exits(arguments));
        tells(Finding.Status.FAILED, "server", "connected through the proxy at 127.0.0.1");
        assertEquals(0, provider.journal().snapshot().calls().size());
        assertTrue(run.out().endsWith("No request was sent.\n"), run.out());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, OK, within 60 seconds",
        "2026-01-01T00:01:00Z, OK, within 60 seconds",
        "2026-01-01T00:01:01Z, WARNING, 61 seconds ahead of the server's",
        "2025-12-31T23:58:00Z, WARNING, 120 seconds behind the server's"
    })
    void aClockThatIsOffIsWarnedOf(Instant now, Finding.Status status, String seen) {
        provider.setFaults(List.of(Fault.parse("{\"headers\": {\"Date\": \"Thu, 01 Jan 2026 00:00:00 GMT\"}}")));
        run.clock = Clock.fixed(now, ZoneOffset.UTC);
        assertEquals(0, run.exits("doctor"));
        tells(status, "clock", seen);
    }

    @Test
    void looksAtTheFolderThatIsGiven() {
        assertEquals(2, run.exits("doctor", "--output", "/dev/null/x"));
        tells(Finding.Status.FAILED, "output", "/dev/null: no file can be written");
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        run.with(KeySource.VARIABLE, "wrong");
        assertEquals(1, run.exits("doctor", "--json"));
        assertEquals(1, run.out().lines().count(), run.out());
        Map<?, ?> told =
                (Map<?, ?>) JsonReader.of(new Buffer().writeUtf8(run.out())).readJsonValue();
        assertEquals(1.0, told.get("exitCode"));
        Map<?, ?> key = ((List<?>) told.get("checks"))
                .stream()
                        .map(check -> (Map<?, ?>) check)
                        .filter(check -> "key".equals(check.get("check")))
                        .findFirst()
                        .orElseThrow();
        assertEquals("FAILED", key.get("status"));
        assertEquals("refused (401), from UPSCALE4J_API_KEY", key.get("seen"));
        assertTrue(String.valueOf(key.get("advice")).startsWith("look at the key"), key.toString());
    }
}
