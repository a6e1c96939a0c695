package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** {@code judge-documents} over what real runs left. */
final class JudgeDocumentsTest {
    @TempDir
    static Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void leaveRuns() throws IOException {
        String withheld =
                "[{on: success, patch: [{op: replace, path: /data/0/url, value: null}, {op: replace, path: /data/0/is_image_safe,"
                        + " value: false}]}]";
        judge("monday", "2026-11-16T06:00:00Z", Program.HONEST);
        judge("tuesday", "2026-11-17T06:00:00Z", withheld);
    }

    private static void judge(String name, String instant, String faults) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        new Program(own)
                .at(instant)
                .judge(faults, "--record", own.resolve("recording").toString());
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("judge-documents"));
        all.addAll(List.of(arguments));
        return Main.run(Map.of(), new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    private static String in(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void recordingsAndReportsOfManyRunsGiveOneVerdict() {
        assertEquals(0, run(in("monday/recording"), in("tuesday/report")), err.toString());
        String said = out.toString();
        assertTrue(said.startsWith("Runs: 2\n"), said);
        assertTrue(said.contains("\nlenient: 8 fields seen, contradicted in 1: data[].url\n"), said);
        assertTrue(said.replaceAll("\\s+", " ").contains("wrong, 1 of"), said);
        assertTrue(said.endsWith("\ntold the truth: strict, vendor; contradicted: lenient\n"), said);
        String reports = out.toString();
        out.getBuffer().setLength(0);
        assertEquals(0, run(in("monday/report/report.json"), in("tuesday/recording")));
        assertEquals(reports, out.toString());
    }

    @Test
    void aRunThatIsGivenTwiceIsNotCountedTwice() {
        assertEquals(2, run(in("monday/recording"), in("monday/report")));
        assertTrue(err.toString().startsWith("wrong usage: judge-documents: expected each run once"), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void whatSawNothingGivesNoVerdict() throws IOException {
        Path own = Files.createDirectories(folder.resolve("silent"));
        new Program(own).judge("[{status: 503}]");
        assertEquals(3, run(own.resolve("report").toString()), err.toString());
        assertTrue(out.toString().endsWith("no document can be judged: no field was seen\n"), out.toString());
    }

    @Test
    void theMockSaysNothingOfTheDocuments() throws IOException {
        ObjectNode report = (ObjectNode) Reports.json(folder.resolve("monday/report"));
        report.putObject("target").put("kind", "mock").put("note", "answers from the contract");
        Path mock = Files.writeString(folder.resolve("mock.json"), report.toString());
        assertEquals(2, run(mock.toString()));
        assertTrue(err.toString().contains("expected the run of a provider in " + mock), err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "no JSON",
                "{\"version\":1}",
                "{\"version\":2,\"target\":{\"kind\":\"provider\"}}",
                "{\"version\":2,\"target\":{\"kind\":\"client\"}}"
            })
    void whatIsNoReportIsWrongUsage(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), text);
        assertEquals(2, run(in("monday/report"), file.toString()));
        assertTrue(
                err.toString().startsWith("wrong usage: judge-documents: expected ")
                        && err.toString().contains("other.json"),
                err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--budget=1", "--report=x", "--since=x", "--replay=x"})
    void optionsOfARunAreWrongUsageAndNoFolderIsTouched(String option) {
        assertEquals(
                2,
                Main.run(
                        Map.of(),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        option,
                        "judge-documents",
                        in("monday/report")));
        assertTrue(err.toString().contains("found judge-documents; it means nothing here"), err.toString());
        assertEquals(2, run(), "without a run");
        assertEquals(2, run(in("nothing-of-that-name")));
        assertFalse(Files.exists(Path.of("conformance-report")));
    }
}
