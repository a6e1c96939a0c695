package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class MainTest {
    private static final Map<String, String> KEY = Map.of("UPSCALE4J_API_KEY", "sesame-key");

    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Map<String, String> environment, String... arguments) {
        return Main.run(environment, new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private int judge(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--report", folder.toString()));
        all.addAll(List.of(arguments));
        return run(KEY, all.toArray(String[]::new));
    }

    @Test
    void anUnreachableTargetIsInconclusive() throws IOException {
        assertEquals(3, judge("--base-url", unused()));
        Reports.assertValid(folder);
        assertEquals("inconclusive", Reports.json(folder).path("verdict").asString());
        assertTrue(Reports.text(folder, "verdict.txt").contains("the target is unreachable"));
        assertFalse(out.toString().contains("passed on"), out.toString());
        for (String text : new String[] {out.toString(), Reports.text(folder, "summary.md")}) {
            assertEquals(2, text.split("the target is unreachable", -1).length, text);
            assertTrue(text.contains("any rule of the "), text);
        }
    }

    @Test
    void aPropertyIsAsGoodAsAnOption() throws IOException {
        Path known = Files.writeString(folder.resolve("known.yaml"), "[]");
        Path since = Files.writeString(
                folder.resolve("since.json"),
                "{\"version\":2,\"contract\":{\"sha256\":\"0\"},\"startedAt\":\"2026\",\"target\":{\"kind\":\"mock\"},"
                        + "\"verdictLine\":\"\",\"findings\":[],\"checks\":[],\"fields\":[]}");
        Map<String, String> properties = new HashMap<>(Map.of(
                "conformance.baseUrl", "http://gateway.example",
                "conformance.budget", "0",
                "conformance.maxImages", "1",
                "conformance.auth", "api-key",
                "conformance.path", "/upscale",
                "conformance.allowHttp", "true",
                "conformance.deadline", "5",
                "conformance.pause", "1",
                "conformance.maxUpload", "2"));
        properties.put("conformance.known", known.toString());
        properties.put("conformance.since", since.toString());
        assertEquals(0, plan(properties), err.toString());
        String planned = out.toString();
        assertTrue(planned.contains("http://gateway.example/upscale"), planned);
        out.getBuffer().setLength(0);
        String[] options = {
            "--base-url=http://gateway.example",
            "--budget=0",
            "--max-images=1",
            "--auth=api-key",
            "--path=/upscale",
            "--allow-http",
            "--deadline=5",
            "--pause=1",
            "--max-upload=2",
            "--known=" + known,
            "--since=" + since
        };
        assertEquals(0, plan(Map.of(), options), err.toString());
        assertEquals(planned, out.toString());
        for (String name : properties.keySet()) {
            Map<String, String> bad = new HashMap<>(properties);
            bad.put(name, "?");
            assertEquals(2, plan(bad), name);
            assertTrue(err.toString().contains("--" + dashed(name)), err.toString());
        }
    }

    @Test
    void theFoldersOfRecordingsCanBePropertiesToo() {
        for (String name : List.of("record", "replay")) {
            String place = folder.resolve(name).toString();
            Map<String, String> properties = Map.of("conformance." + name, place);
            String[] arguments = {"--report", folder.toString(), "--" + name, place};
            assertEquals(2, run(KEY, arguments));
            String said = err.toString();
            assertTrue(said.contains("--" + name + ": "), said);
            err.getBuffer().setLength(0);
            Clock clock = Clock.systemUTC();
            PrintWriter nowhere = new PrintWriter(out);
            String[] report = {"--report", folder.toString()};
            assertEquals(2, Main.run(KEY, properties::get, clock, nowhere, new PrintWriter(err), report));
            assertEquals(said, err.toString());
            err.getBuffer().setLength(0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--budget=0; 0, images 0; 0, images 0",
                "--budget=1; 1, images 2; 1, images 2",
                "--budget=5; 5, images 6; 5, images 6",
                "--budget=unlimited; 10, images 18; 54, images 71",
            })
    void aPlanNamesItsPrice(String budget, String honest, String worst) {
        assertEquals(0, plan(Map.of(), budget), err.toString());
        String planned = out.toString();
        assertTrue(planned.contains("A provider that keeps the contract bills: paid calls " + honest + ".\n"), planned);
        assertTrue(planned.contains("at worst: paid calls " + worst + ".\n"), planned);
        assertEquals(budget.equals("--budget=0"), planned.contains("Note: the allowance is too small"), planned);
    }

    private static String dashed(String property) {
        return property.substring("conformance.".length())
                .replaceAll("([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
    }

    private int plan(Map<String, String> properties, String... options) {
        List<String> all = new ArrayList<>(List.of("--plan", "--report", folder.toString()));
        all.addAll(List.of(options));
        return Main.run(
                Map.of(),
                properties::get,
                Clock.systemUTC(),
                new PrintWriter(out),
                new PrintWriter(err),
                all.toArray(String[]::new));
    }

    @Test
    void anOptionWinsOverAPropertyAndABlankPropertyIsNone() {
        Map<String, String> blank =
                Map.of("conformance.baseUrl", "", "conformance.budget", " ", "conformance.path", "");
        assertEquals(0, plan(blank), err.toString());
        String byDefault = out.toString();
        out.getBuffer().setLength(0);
        assertEquals(0, plan(Map.of()), err.toString());
        assertEquals(byDefault, out.toString());
        assertEquals(0, plan(Map.of("conformance.path", "/one", "conformance.allowHttp", "true"), "--path=/two"));
        assertTrue(out.toString().contains("/two") && !out.toString().contains("/one"), out.toString());
        assertEquals(
                2,
                plan(
                        Map.of("conformance.allowHttp", "true", "conformance.baseUrl", "http://gateway.example"),
                        "--allow-http=false"));
    }

    @Test
    void aPlanNeedsNoKeyAndLeavesTheFolderAlone() throws IOException {
        Path verdict = Files.writeString(folder.resolve("verdict.txt"), "of an earlier run");
        assertEquals(0, plan(Map.of()), err.toString());
        assertTrue(out.toString().contains("missing-authorization"), out.toString());
        assertEquals(2, plan(Map.of(), "--budget=x"));
        assertEquals(2, plan(Map.of(), "--budgets"));
        assertEquals("of an earlier run", Files.readString(verdict));
    }

    @Test
    void withoutABudgetTheKeyMayBeMissing() throws IOException {
        String[] arguments = {"--base-url", unused(), "--budget", "0", "--report", folder.toString()};
        assertEquals(3, run(Map.of(), arguments), err.toString());
        assertTrue(Reports.text(folder, "verdict.txt").contains("the target is unreachable"));
    }

    private static String unused() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    /** A folder that cannot be written to, for whatever reason. */
    @Test
    void whatCannotBeReportedIsNotSent() throws IOException {
        Files.createDirectories(folder.resolve("verdict.txt/in-the-way"));
        try (Provider provider =
                Provider.start(ProviderOptions.builder().key("sesame-key").build())) {
            assertEquals(2, judge("--base-url", provider.baseUrl().toString()));
            assertTrue(
                    err.toString().startsWith("wrong usage: --report: expected a folder that can be"), err.toString());
            assertEquals(0, provider.journal().snapshot().connections());
        }
    }

    @Test
    void aRunThatIsCutOffLeavesNoVerdict() throws IOException {
        Files.writeString(folder.resolve("verdict.txt"), "conformant: an earlier run");
        Files.writeString(folder.resolve("report.json"), "of an earlier run");
        AtomicReference<String> meanwhile = new AtomicReference<>("");
        try (RawServer server = new RawServer(visit -> {
            meanwhile.set(Reports.text(folder, "verdict.txt"));
            assertFalse(Files.exists(folder.resolve("report.json")));
            visit.send("HTTP/1.1 503 Busy\r\n\r\n");
        })) {
            judge("--base-url", server.url().toString());
        }
        assertEquals("inconclusive: the run did not end\n", meanwhile.get());
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new OutOfMemoryError("Java heap space"),
                new NoClassDefFoundError("some/Thing"),
                new StackOverflowError(),
                new AssertionError("of our own"),
                new IllegalStateException("of our own"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whateverFailsIsNoVerdict(Throwable failure) throws IOException {
        Writer failing = new Writer() {
            @Override
            public void write(char[] text, int from, int length) {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        String[] arguments = {"--base-url", unused(), "--report", folder.toString()};
        assertEquals(70, Main.run(KEY, new PrintWriter(failing), new PrintWriter(err), arguments));
        String said = "error of the suite: " + failure;
        assertEquals(said, err.toString().strip());
        assertEquals(said, Reports.text(folder, "verdict.txt").strip());
    }

    @Test
    void aReportThatIsNoFolderIsWrongUsageAndNothingIsSent() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try (Provider provider =
                Provider.start(ProviderOptions.builder().key("sesame-key").build())) {
            String url = provider.baseUrl().toString();
            for (Path report : List.of(file, file.resolve("below"))) {
                assertEquals(2, run(KEY, "--base-url", url, "--report", report.toString()));
                String said = "wrong usage: --report: expected a folder that can be written to, found " + report;
                assertTrue(err.toString().startsWith(said), err.toString());
                err.getBuffer().setLength(0);
            }
            assertEquals(0, provider.journal().snapshot().connections());
        }
    }
}
