package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** No answer makes the suite fail, and a suite that fails all the same leaves what it saw. */
final class SuiteTest {
    private static final String KEY = "sesame-key";

    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(URI baseUrl) {
        return Main.run(
                Map.of("UPSCALE4J_API_KEY", KEY),
                new PrintWriter(out),
                new PrintWriter(err),
                "--base-url",
                baseUrl.toString(),
                "--report",
                folder.toString());
    }

    private int run(String fault) throws IOException {
        ProviderOptions options = ProviderOptions.builder()
                .key(KEY)
                .faults(List.of(Fault.parse(fault)))
                .build();
        try (Provider provider = Provider.start(options)) {
            return run(provider.baseUrl());
        }
    }

    /** The provider's own answer with one value as it is written here. */
    private int runWith(String name, String literal) throws IOException {
        String answer = Contract.published().success().examples().stream()
                .map(example -> example.value().toString())
                .filter(text -> text.split("is_image_safe").length == 3)
                .findFirst()
                .orElseThrow()
                .replaceFirst("(\"" + name + "\":)(\"[^\"]*\"|\\d+)", "$1" + literal.replace("\\", "\\\\"));
        String quoted = Json.MAPPER.writeValueAsString(answer);
        return run("{\"on\":\"success\",\"body\":" + quoted + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "created; \"\\ud800\"; format at /created: expected format date-time, found string \"\\ud800\"",
                "seed; 1e999999999; schema at /data/0/seed: expected at most 2147483647, found integer 1E+999999999",
                "seed; -1E999999999; schema at /data/0/seed: expected at least 0, found integer -1E+999999999",
                "seed; 1e99999999999; schema at /data/0/seed: expected at most 2147483647, found integer 1E+999999999",
                "seed; 1.5e-99999999999; schema at /data/0/seed: expected integer, found number 1.5E-999999999",
                "seed; 1.5; schema at /data/0/seed: expected integer, found number 1.5",
                "seed; 1000000000000000000000000000000.5; schema at /data/0/seed: expected integer, found number 1000000000000000000000000000000.5",
                "seed; 9223372036854775808.0; schema at /data/0/seed: expected at most 2147483647, found integer 9223372036854775808.0",
                "seed; 1e30; schema at /data/0/seed: expected at most 2147483647, found integer 1E+30",
                "seed; 99999999999999999999; schema at /data/0/seed: expected at most 2147483647, found integer 99999999999999999999",
                "created; 1e999999999; schema at /created: expected string, found integer 1E+999999999",
            })
    void aHostileValueIsAFinding(String name, String literal, String finding) throws IOException {
        assertEquals(1, runWith(name, literal), err.toString());
        Reports.assertValid(folder);
        String verdict = Reports.text(folder, "verdict.txt");
        assertTrue(verdict.startsWith("deviant: ") && verdict.contains(": " + finding + " (probe accept-1)"), verdict);
    }

    @Test
    void aPairThatTheCutGoesThroughIsAFinding() throws IOException {
        for (int before : new int[] {119, 151, 152, 153, 159, 160}) {
            assertEquals(1, runWith("created", '"' + "a".repeat(before) + "\ud83d\ude00\""), err.toString());
            Reports.assertValid(folder);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "600, 1, 'schema at /data/0/seed: expected integer, found an array of 1 item'",
        "9000, 1, 'schema at /data/0/seed: expected integer, found an array of 1 item'",
        "10001, 1, 'found a nesting depth of more than 10000, which is not looked into'"
    })
    void deepNestingIsJudgedOrNamed(int depth, int exitCode, String words) throws IOException {
        assertEquals(exitCode, runWith("seed", "[".repeat(depth) + "]".repeat(depth)), err.toString());
        Reports.assertValid(folder);
        assertTrue(Reports.text(folder, "verdict.txt").contains(words), Reports.text(folder, "verdict.txt"));
    }

    @Test
    void aValueThatTheValidatorFailsOnIsAFinding() {
        // A pattern that overflows the stack of its matcher on a long text.
        Contract contract = Contracts.edited("'^\\d{2,5}x\\d{2,5}$'", "'^(a|b)*$'");
        Schemas schemas = new Schemas(contract);
        JsonNode answer = contract.success().examples().get(0).value().deepCopy();
        ((ObjectNode) Json.at(answer, "/data/0")).put("resolution", "ab".repeat(1 << 20));
        List<Violation> violations =
                schemas.violations(contract.success().contents().get(0).schema(), answer);
        assertTrue(violations.get(0).found().contains("StackOverflowError"), violations.toString());
    }

    private void execute(URI target, LongSupplier seeds) throws IOException {
        Suite.execute(
                new Run(
                        Contract.published(),
                        Contract.documents(),
                        Target.of(Contract.published(), target, KEY),
                        Allowance.DEFAULT,
                        new Transport(Duration.ofSeconds(5)),
                        seeds,
                        Instant.EPOCH,
                        Known.NONE),
                folder);
    }

    @Test
    void aSuiteThatFailsGivesNoVerdictButItsReports() throws IOException {
        Files.writeString(folder.resolve("report.json"), "old");
        LongSupplier failing = () -> {
            throw new IllegalArgumentException("of our own");
        };
        assertThrows(IllegalStateException.class, () -> execute(URI.create("http://127.0.0.1:9"), failing));
        Reports.assertValid(folder);
        assertEquals("inconclusive", Reports.json(folder).path("verdict").asString());
        assertEquals("inconclusive: the suite failed: IllegalArgumentException\n", Reports.text(folder, "verdict.txt"));
    }

    @Test
    void aReportThatCannotBeWrittenKeepsNoOtherFromBeing() throws IOException {
        Files.createDirectories(folder.resolve("report.json/in-the-way"));
        Files.writeString(folder.resolve("summary.md"), "old");
        try (Provider provider =
                Provider.start(ProviderOptions.builder().key(KEY).build())) {
            assertThrows(IllegalStateException.class, () -> execute(provider.baseUrl(), () -> 1));
            assertTrue(Reports.text(folder, "summary.md").startsWith("# "));
            assertEquals(2, run(provider.baseUrl()));
        }
        assertTrue(Reports.text(folder, "verdict.txt").startsWith("wrong usage: --report: "));
        assertFalse(Files.exists(folder.resolve("summary.md")));
    }

    @Test
    void aVerdictThatWasPaidForIsToldAlsoIfAReportCannotBeWritten() throws IOException {
        ProviderOptions options = ProviderOptions.builder()
                .key(KEY)
                .log(line -> folder.resolve("report.json/in-the-way").toFile().mkdirs())
                .build();
        try (Provider provider = Provider.start(options)) {
            assertEquals(70, run(provider.baseUrl()), err.toString());
        }
        assertTrue(out.toString().contains("\nconformant: "), out.toString());
        assertTrue(
                err.toString().startsWith("error of the suite: the reports could not be written to " + folder),
                err.toString());
        assertTrue(Reports.text(folder, "verdict.txt").startsWith("conformant: "));
    }
}
