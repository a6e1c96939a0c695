package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs against a scripted socket: what counts as evidence, what it costs, and what reports show. */
final class RunTest {
    private static final Contract CONTRACT = Contract.published();
    private static final String SECRET = "sesame-key";

    @TempDir
    Path folder = Path.of("");

    private static String http(int status, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return "HTTP/1.1 " + status + " Said\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length
                + "\r\n\r\n" + new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String json(int status, String body) {
        return http(status, "application/json", body);
    }

    private static Provider provider;

    @BeforeAll
    static void startProvider() throws IOException {
        provider = Provider.start(ProviderOptions.builder().key(SECRET).build());
    }

    @AfterAll
    static void closeProvider() {
        provider.close();
    }

    /** What an honest provider answers, byte for byte. */
    private static String honest(String request) {
        try (Socket socket = new Socket(provider.baseUrl().getHost(), provider.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer to the first call that runs. */
    private static ObjectNode twoImages() {
        ObjectNode answer = CONTRACT.success().examples().stream()
                .map(example -> (ObjectNode) example.value().deepCopy())
                .filter(one -> images(one).size() == 2)
                .findFirst()
                .orElseThrow();
        Items.of(CONTRACT).orElseThrow().returned().forEach((parameter, field) -> CONTRACT.parameters().stream()
                .filter(one -> one.name().equals(parameter))
                .forEach(one -> ((ObjectNode) images(answer).get(0))
                        .set(field, one.accepted().get(0))));
        return answer;
    }

    private static ArrayNode images(JsonNode answer) {
        String array = Items.of(CONTRACT).orElseThrow().array();
        return (ArrayNode) Json.at(answer, array);
    }

    private Run judge(UnaryOperator<String> script) throws IOException {
        try (RawServer server = new RawServer(visit -> visit.send(script.apply(visit.request())))) {
            Run run = new Run(
                    CONTRACT,
                    Contract.documents(),
                    Target.of(CONTRACT, server.url(), SECRET),
                    Allowance.DEFAULT,
                    new Transport(Duration.ofSeconds(20)),
                    () -> 1,
                    Instant.EPOCH,
                    Known.NONE);
            Suite.execute(run, folder);
            Reports.assertValid(folder);
            return run;
        }
    }

    /** As the honest one, but for a call that runs. */
    private Run judgeSuccess(String answer) throws IOException {
        return judge(request -> honest(request).startsWith("HTTP/1.1 200") ? answer : honest(request));
    }

    private static List<String> places(Run run) {
        return run.findings().stream()
                .map(finding -> finding.rule().id() + " at " + finding.where() + " of " + finding.probe())
                .toList();
    }

    @Test
    void anHonestProviderIsConformantForOneCallAndTwoImages() throws IOException {
        Run run = judge(RunTest::honest);
        assertEquals(List.of(), run.findings());
        assertEquals(Verdict.CONFORMANT, run.verdict());
        assertEquals(new Spend(1, 2), run.spend());
        String table = Report.console(run, folder);
        for (String path : Field.paths(CONTRACT, Contract.documents())) {
            assertTrue(table.contains("\n" + path + " "), path);
        }
        assertTrue(table.lines().allMatch(line -> line.length() <= 120), table);
        assertTrue(table.strip().endsWith(run.verdictLine()), table);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("TEST-junit-jupiter.xml", "report.html", "report.json", "summary.md", "verdict.txt"),
                    files.map(file -> String.valueOf(file.getFileName()))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void aMissingPropertyIsNamedInTheLastLine() throws IOException {
        ObjectNode answer = twoImages();
        ((ObjectNode) images(answer).get(1)).remove("resolution");
        Run run = judgeSuccess(json(200, answer.toString()));
        assertEquals(Verdict.DEVIANT, run.verdict());
        assertEquals(
                "deviant: 1 finding: schema at /data/1/resolution: expected a required property, found nothing"
                        + " (probe accept-1)\n",
                Reports.text(folder, "verdict.txt"));
        JsonNode row = Reports.json(folder)
                .path("fields")
                .valueStream()
                .filter(field -> field.path("path").asString().equals("data[].resolution"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "{\"present\":1,\"null\":0,\"absent\":1,\"wrongType\":0,\"types\":{\"string\":1}}",
                row.path("observed").toString());
        JsonNode contradicts = row.path("contradicts");
        assertEquals(
                List.of("strict", "vendor"),
                contradicts
                        .valueStream()
                        .map(one -> one.path("document").asString())
                        .toList());
        assertEquals("required", contradicts.path(0).path("keyword").asString());
        assertEquals("/data/1/resolution", contradicts.path(0).path("where").asString());
        assertEquals("nothing", contradicts.path(0).path("found").asString());
    }

    @Test
    void fewerImagesThanAskedForAreAFinding() throws IOException {
        ObjectNode answer = twoImages();
        images(answer).remove(1);
        Run run = judgeSuccess(json(200, answer.toString()));
        assertEquals(List.of("image-count at /data of accept-1"), places(run));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 404, 429, 500, 503})
    void aCallThatIsNotLookedAtIsInconclusive(int status) throws IOException {
        Run run = judgeSuccess(json(status, "{\"error\":\"no\"}"));
        assertEquals(Verdict.INCONCLUSIVE, run.verdict());
        assertTrue(run.verdictLine().contains("a call that should run was answered " + status), run.verdictLine());
    }

    @Test
    void aFirewallThatRefusesEverythingPassesNothing() throws IOException {
        Run run = judge(request -> http(403, "text/html", "<h1>Forbidden</h1>"));
        assertEquals(Verdict.INCONCLUSIVE, run.verdict());
        assertEquals(Spend.NOTHING, run.spend());
    }

    @Test
    void aValidCallThatIsTurnedDownIsADeviation() throws IOException {
        assertEquals(List.of("status at status of accept-1"), places(judgeSuccess(json(400, "{\"error\":\"no\"}"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsADeviationAndNotFollowed(int status) throws IOException {
        try (RawServer other = RawServer.answering(json(200, twoImages().toString()))) {
            Run run = judgeSuccess(
                    "HTTP/1.1 " + status + " Go\r\nLocation: " + other.url() + "/\r\nContent-Length: 0\r\n\r\n");
            assertEquals(List.of("status at status of accept-1"), places(run));
            assertEquals(0, other.connections());
        }
    }

    @Test
    void acceptingWhatShouldBeRefusedIsADeviationThatIsPaidFor() throws IOException {
        Run run = judge(request -> json(200, twoImages().toString()));
        assertEquals(
                List.of(
                        "status at request-header:Authorization of missing-authorization",
                        "status at request-header:Authorization of empty-authorization",
                        "status at request-header:Authorization of wrong-authorization",
                        "status at method:GET of method-get"),
                places(run).stream().filter(line -> line.startsWith("status")).toList());
        assertEquals(new Spend(1, 2), run.spend());
    }

    @Test
    void aRefusalForAnotherReasonIsADeviation() throws IOException {
        Run run = judge(request -> honest(request).replace("HTTP/1.1 400", "HTTP/1.1 204"));
        assertEquals(Verdict.DEVIANT, run.verdict());
    }

    @Test
    void anAnswerThatNeverComesMayBeBilled() throws IOException {
        Run run = judgeSuccess("");
        assertEquals(List.of("whole-answer at status of accept-1"), places(run));
        assertEquals(new Spend(1, 2), run.spend());
    }

    @Test
    void aBodyShorterThanDeclaredIsADeviationAndSoIsALongerOne() throws IOException {
        String answer = json(200, twoImages().toString());
        assertEquals(
                List.of("content-length at response-header:Content-Length of accept-1"),
                places(judgeSuccess(answer.substring(0, answer.length() - 10))));
        assertEquals(
                List.of("content-length at response-header:Content-Length of accept-1"),
                places(judgeSuccess(answer + "more")));
    }

    @Test
    void anotherMediaTypeAndAnotherEncodingAreDeviations() throws IOException {
        assertEquals(
                List.of("content-type at response-header:Content-Type of accept-1"),
                places(judgeSuccess(http(200, "text/plain", twoImages().toString()))));
        assertEquals(
                List.of("content-type at response-header:Content-Type of accept-1"),
                places(judgeSuccess(http(
                        200, "application/json; charset=iso-8859-1", twoImages().toString()))));
        for (String type : List.of(
                "application/json ; charset = utf-16",
                "application/json\r\nContent-Type: text/html",
                "text/html\r\nContent-Type: application/json")) {
            assertEquals(
                    List.of("content-type at response-header:Content-Type of accept-1"),
                    places(judgeSuccess(http(200, type, twoImages().toString()))),
                    type);
        }
        assertEquals(
                List.of(),
                places(judgeSuccess(http(
                        200, "application/json\r\nX-A: a\r\n b", twoImages().toString()))));
        assertEquals(
                List.of(),
                places(judgeSuccess(http(
                        200, "Application/JSON;charset=\"UTF-8\"", twoImages().toString()))));
        assertEquals(List.of("json at body of accept-1"), places(judgeSuccess(json(200, "<html>"))));
    }

    @Test
    void anErrorBodyInNoDialectIsNamed() throws IOException {
        Run run = judge(
                request -> honest(request).startsWith("HTTP/1.1 401") ? json(401, "{\"error\":401}") : honest(request));
        assertEquals(
                List.of(
                        "schema at /error of missing-authorization",
                        "schema at /error of empty-authorization",
                        "schema at /error of wrong-authorization"),
                places(run));
    }

    @Test
    void neitherTheKeyNorASignatureIsWrittenAnywhere() throws IOException {
        ObjectNode answer = twoImages();
        ((ObjectNode) images(answer).get(0)).put("seed", "https://images.example/one.png?sig=signature-1");
        ((ObjectNode) images(answer).get(1)).put("seed", "the key was " + SECRET);
        Run run = judgeSuccess(json(200, answer.toString()));
        assertEquals(
                List.of(
                        "schema at /data/0/seed of accept-1",
                        "schema at /data/1/seed of accept-1",
                        "key-echo at /data/1/seed of accept-1"),
                places(run));
        String all = Report.console(run, folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all += Files.readString(file);
            }
        }
        assertFalse(all.contains(SECRET), all);
        assertFalse(all.contains("signature-1"), all);
        assertTrue(all.contains("https://images.example/one.png?…"), all);
    }

    @Test
    void theOrderOfAReportIsTheSameInEveryRun() throws IOException {
        judge(RunTest::honest);
        String first = withoutWhatIsNew();
        judge(RunTest::honest);
        assertEquals(first, withoutWhatIsNew());
    }

    /** Ports, and what the provider makes up in its answers. */
    private String withoutWhatIsNew() {
        JsonNode report = Reports.json(folder);
        report.path("exchanges").forEach(exchange -> ((ObjectNode) exchange).remove("answer"));
        return Json.pretty(report).replaceAll("127.0.0.1:\\d+", "here");
    }
}
