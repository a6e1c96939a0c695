package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Two reports, compared. */
final class ChangesTest {
    private static final String SEED_AS_TEXT =
            "[{on: success, patch: [{op: replace, path: /data/0/seed, value: seven}]}]";

    @TempDir
    Path folder = Path.of("");

    private Program program() {
        return new Program(folder).at("2026-11-22T12:00:00Z");
    }

    /** The report of a run of a week before. */
    private String earlier(String fault, String... options) throws IOException {
        Program program = new Program(folder).at("2026-11-15T12:00:00Z").judge(fault, options);
        return program.file("earlier.json", program.text("report.json"));
    }

    private static List<String> texts(JsonNode list, String... members) {
        return list.valueStream()
                .map(node -> String.join(
                        " ",
                        List.of(members).stream()
                                .map(member -> node.path(member).asString())
                                .toList()))
                .toList();
    }

    /** Ports are new in each run, so that a target is never the same. */
    private static void assertNothingElseChanged(JsonNode changes) {
        assertEquals(0, changes.path("rules").size(), changes.toString());
        assertEquals(0, changes.path("findings").path("new").size(), changes.toString());
        assertEquals(0, changes.path("findings").path("gone").size(), changes.toString());
        assertEquals(0, changes.path("fields").size(), changes.toString());
        assertFalse(changes.path("contractChanged").asBoolean(true));
    }

    @Test
    void withTheSameReportNothingChanged() throws IOException {
        for (String fault : List.of(Program.HONEST, SEED_AS_TEXT)) {
            Program program = program().judge(fault, "--since", earlier(fault));
            assertNothingElseChanged(program.report().path("changes"));
            assertTrue(program.out().contains("\nsince 2026-11-15: nothing changed\n"), program.out());
            assertFalse(program().judge(fault).report().has("changes"));
        }
    }

    @Test
    void theReportOfTheFolderThatIsWrittenToIsReadFirst() throws IOException {
        program().judge(SEED_AS_TEXT);
        String same = folder.resolve("report/report.json").toString();
        Program program = program().judge(Program.HONEST, "--since", same);
        assertEquals(0, program.exitCode(), program.err());
        assertEquals(
                List.of("schema /data/[]/seed"),
                texts(program.report().path("changes").path("findings").path("gone"), "rule", "where"));
    }

    @Test
    void aRuleThatTurnedIsNamedWithItsFindingsAndFields() throws IOException {
        Program red = program().judge(SEED_AS_TEXT, "--since", earlier(Program.HONEST));
        JsonNode changes = red.report().path("changes");
        assertEquals(1, red.exitCode());
        assertEquals(List.of("schema passed failed"), texts(changes.path("rules"), "rule", "was", "is"));
        assertEquals(
                List.of("schema /data/[]/seed"), texts(changes.path("findings").path("new"), "rule", "where"));
        assertEquals(List.of(), texts(changes.path("findings").path("gone"), "rule", "where"));
        assertEquals(List.of("data[].seed string new"), texts(changes.path("fields"), "path", "state", "change"));
        assertTrue(changes.path("since").path("verdictLine").asString().startsWith("conformant: "));
        for (String line :
                List.of("turned red: schema", "new: schema at /data/[]/seed", "field data[].seed: string is new")) {
            assertTrue(red.out().contains("\nsince 2026-11-15: " + line + "\n"), red.out());
        }
        Program green = program().judge(Program.HONEST, "--since", earlier(SEED_AS_TEXT));
        changes = green.report().path("changes");
        assertEquals(0, green.exitCode());
        assertEquals(List.of("schema failed passed"), texts(changes.path("rules"), "rule", "was", "is"));
        assertEquals(
                List.of("schema /data/[]/seed"), texts(changes.path("findings").path("gone"), "rule", "where"));
        assertEquals(List.of("data[].seed string gone"), texts(changes.path("fields"), "path", "state", "change"));
        assertTrue(green.out().contains("\nsince 2026-11-15: turned green: schema\n"), green.out());
    }

    @Test
    void aFindingThatMovesToAnotherItemIsNoChange() throws IOException {
        Program program =
                program().judge(SEED_AS_TEXT.replace("/data/0/seed", "/data/1/seed"), "--since", earlier(SEED_AS_TEXT));
        assertNothingElseChanged(program.report().path("changes"));
    }

    @Test
    void whatIsNotCheckedAgainIsNotGone() throws IOException {
        Program free = program().judge(Program.HONEST, "--since", earlier(SEED_AS_TEXT), "--budget", "0");
        JsonNode changes = free.report().path("changes");
        assertEquals(0, changes.path("findings").path("gone").size(), changes.toString());
        assertEquals(0, changes.path("fields").size(), changes.toString());
        assertTrue(free.out().contains("since 2026-11-15: not checked any more: image-count, "), free.out());
        Program paid = program().judge(Program.HONEST, "--since", earlier(Program.HONEST, "--budget", "0"));
        assertEquals(0, paid.report().path("changes").path("fields").size(), paid.out());
        String later = "[{on: success, nth: 3, patch: [{op: replace, path: /data/0/seed, value: seven}]}]";
        Program fewer = program().judge(Program.HONEST, "--since", earlier(later, "--budget", "3"));
        changes = fewer.report().path("changes");
        assertEquals(0, changes.path("findings").path("gone").size(), changes.toString());
    }

    @Test
    void aFieldThatIsNowNullOrAbsentIsNamedWithThatState() throws IOException {
        String fault =
                "[{on: success, patch: [{op: replace, path: /data/0/url, value: null}, {op: remove, path: /created}]}]";
        Program program = program().judge(fault, "--since", earlier(Program.HONEST));
        assertEquals(
                List.of("created absent new", "created string gone", "data[].url null new"),
                texts(program.report().path("changes").path("fields"), "path", "state", "change"));
    }

    @Test
    void betweenTwoContractsARuleMayHaveTurnedByTheContract() throws IOException {
        Contract published = Contract.published();
        Contract strict = Contracts.edited("'^\\d{2,5}x\\d{2,5}$'", "'^\\d{2,5} by \\d{2,5}$'");
        try (Provider provider =
                Provider.start(ProviderOptions.builder().key(Variant.KEY).build())) {
            Run was = run(published, provider);
            Run is = run(strict, provider);
            is.compareWith(ComparedReport.of(Report.tree(was)));
            Suite.execute(is, folder);
            Reports.assertValid(folder);
            JsonNode changes = Reports.json(folder).path("changes");
            assertTrue(changes.path("contractChanged").asBoolean());
            assertFalse(changes.path("targetChanged").asBoolean(true));
            assertEquals(
                    published.sha256(), changes.path("since").path("contract").asString());
            assertTrue(texts(changes.path("rules"), "rule", "was", "is").contains("format passed failed"));
            assertTrue(texts(changes.path("findings").path("new"), "rule", "where")
                    .contains("format /data/[]/resolution"));
            String console = Report.console(is, folder);
            assertTrue(
                    console.contains(
                            "\nsince 1970-01-01: the contract is another one, so that a change may be its own\n"),
                    console);
        }
    }

    private Run run(Contract contract, Provider provider) throws IOException {
        Run run = new Run(
                contract,
                Contract.documents(),
                Target.of(contract, provider.baseUrl(), Variant.KEY),
                Allowance.DEFAULT,
                new Transport(Duration.ofSeconds(20)),
                () -> 1,
                Instant.EPOCH,
                Known.NONE);
        if (contract.sha256().equals(Contract.published().sha256())) {
            Suite.execute(run, folder);
        }
        return run;
    }

    @Test
    void anotherTargetIsNamed() throws IOException {
        String earlier = earlier(Program.HONEST);
        ObjectNode report = (ObjectNode) Json.MAPPER.readTree(Files.readString(Path.of(earlier)));
        report.putObject("target").put("kind", "mock").put("note", "one");
        Program program = program();
        program.judge(Program.HONEST, "--since", program.file("mock.json", report.toString()));
        assertTrue(program.report().path("changes").path("targetChanged").asBoolean());
        assertTrue(program.out().contains("\nsince 2026-11-15: the target was another one: mock\n"), program.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "/version; 1; expected version 2 in FILE, found 1",
                "/version; \"2\"; expected version 2 in FILE, found \"2\"",
                "/findings; {}; expected a list at /findings in FILE, found an object of 0 members",
                "/checks/0/rule; 7; expected a text at /checks/0/rule in FILE, found integer 7",
                "/startedAt; null; expected a text at /startedAt in FILE, found null",
            })
    void aReportOfAnotherFormIsWrongUsageAndNothingIsSent(String pointer, String value, String said)
            throws IOException {
        JsonNode report = Json.MAPPER.readTree(Files.readString(Path.of(earlier(Program.HONEST))));
        int last = pointer.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) Json.at(report, pointer.substring(0, last));
        parent.set(pointer.substring(last + 1), Json.MAPPER.readTree(value));
        Program program = program();
        String file = program.file("other.json", report.toString());
        program.judge(Program.HONEST, "--since", file);
        assertEquals(2, program.exitCode());
        assertTrue(program.err().startsWith("wrong usage: --since: " + said.replace("FILE", file)), program.err());
        assertEquals(0, program.connections());
    }

    @Test
    void whatIsNoReportIsWrongUsageAndNothingIsSent() throws IOException {
        Program program = program();
        for (String file : List.of(
                folder.resolve("none").toString(),
                folder.toString(),
                "\0",
                program.file("no.json", "{"),
                program.file("a.json", "[]"))) {
            program.judge(Program.HONEST, "--since", file);
            assertEquals(2, program.exitCode());
            assertTrue(program.err().startsWith("wrong usage: --since: expected "), program.err());
            assertEquals(0, program.connections());
        }
    }

    @Test
    void whatAHostileReportSaysIsShownWithoutControlCharactersAndTheKey() throws IOException {
        ObjectNode report = (ObjectNode) Json.MAPPER.readTree(Files.readString(Path.of(earlier(SEED_AS_TEXT))));
        report.put("startedAt", "2026\n::set-output name=x::" + Variant.KEY);
        report.put("verdictLine", "conformant: \u001b[31m https://a.example/b?sig=5ignature");
        ((ObjectNode) report.path("findings").path(0)).put("where", "/x\n::error::" + Variant.KEY);
        Program program = program();
        program.judge(Program.HONEST, "--since", program.file("hostile.json", report.toString()));
        assertEquals(0, program.exitCode(), program.err());
        String all = program.out() + program.text("report.json") + program.text("summary.md");
        assertFalse(all.contains(Variant.KEY), all);
        assertFalse(all.contains("5ignature") || all.contains("\u001b"), all);
        assertTrue(all.lines().noneMatch(line -> line.startsWith("::")), all);
    }

    @Test
    void aWrongCommandLineDoesNotLoseTheReportToCompareWith() throws IOException {
        Program program = program().judge(Program.HONEST);
        String before = program.text("report.json");
        String since = folder.resolve("report/report.json").toString();
        program.judge(Program.HONEST, "--since", since, "--known", "nothing-of-that-name");
        assertEquals(2, program.exitCode());
        assertEquals(before, program.text("report.json"));
        program.judge(Program.HONEST, "--since", since);
        assertEquals(0, program.exitCode(), program.err());
        assertTrue(program.out().contains("nothing changed"), program.out());
    }

    @Test
    void aRuleThatIsCheckedForTheFirstTimeDidNotTurn() throws IOException {
        String since = earlier(Program.HONEST);
        Program program = program()
                .judge(
                        SEED_AS_TEXT,
                        "--since",
                        since,
                        "--known",
                        program()
                                .file(
                                        "known.yaml",
                                        "- {rule: schema, where: /data/*/seed, reason: r, link: 'https://a.example', expires: 2999-01-01}"));
        assertEquals(0, program.exitCode(), program.err());
        assertTrue(program.out().contains(": checked now, and green: known-deviation\n"), program.out());
        assertFalse(program.out().contains("turned green"), program.out());
    }

    /** The second call, in which it failed, is beyond the budget now. */
    @Test
    void whatWasNotCheckedAgainDidNotTurnGreen() throws IOException {
        String second = "[{on: success, nth: 2, patch: [{op: replace, path: /data/0/seed, value: seven}]}]";
        Path earlier = Files.createDirectories(folder.resolve("earlier"));
        Program before = new Program(earlier).judge(second, "--budget", "3");
        assertEquals(1, before.exitCode(), before.out());
        Program program = program()
                .judge(
                        Program.HONEST,
                        "--since",
                        earlier.resolve("report/report.json").toString());
        assertEquals(0, program.exitCode(), program.err());
        assertFalse(program.out().contains("turned green"), program.out());
        assertFalse(program.out().contains("data[].seed: string is gone"), program.out());
        Program again = program()
                .judge(
                        Program.HONEST,
                        "--budget",
                        "3",
                        "--since",
                        earlier.resolve("report/report.json").toString());
        assertTrue(again.out().contains(": turned green: schema\n"), again.out());
        assertTrue(again.out().contains(": field data[].seed: string is gone\n"), again.out());
    }
}
