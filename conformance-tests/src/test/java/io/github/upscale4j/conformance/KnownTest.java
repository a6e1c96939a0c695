package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a team lives with does not make a run deviant, and does not stay on its list for longer than it should. */
final class KnownTest {
    private static final String SEED_AS_TEXT =
            "[{on: success, patch: [{op: replace, path: /data/0/seed, value: seven}]}]";
    private static final String SEED = "rule: schema, where: /data/*/seed, probes: accept-*";

    @TempDir
    Path folder = Path.of("");

    private Program program() {
        return new Program(folder);
    }

    /** A list with these lines, the rest of each filled in. */
    private String list(String... lines) throws IOException {
        StringBuilder text = new StringBuilder("# What we live with.\n");
        for (String line : lines) {
            text.append("- {").append(line).append(", reason: they are asked to, link: 'https://tickets.example/1'");
            text.append(line.contains("expires:") ? "" : ", expires: 2027-02-01")
                    .append("}\n");
        }
        return program().file("known.yaml", text.toString());
    }

    private Program judge(String faults, String... lines) throws IOException {
        return program().judge(faults, "--known", list(lines));
    }

    @Test
    void aLineExpiresByTheDayOfTodayAlsoWhenAnOlderRunIsReplayed() throws IOException {
        Path recording = folder.resolve("recording");
        program().at("2026-11-22T12:00:00Z").judge(SEED_AS_TEXT, "--record", recording.toString());
        Program lastDay = program().at("2027-02-01T23:59:59Z").replay(recording, "--known", list(SEED));
        assertEquals(0, lastDay.exitCode(), lastDay.out());
        assertEquals("2026-11-22T12:00:00Z", lastDay.report().path("startedAt").asString());
        Program next = program().at("2027-02-02T00:00:00Z").replay(recording, "--known", list(SEED));
        assertEquals(1, next.exitCode(), next.out());
        assertEquals(List.of("expired"), next.states());
    }

    @Test
    void aRunWhoseOnlyFindingsAreKnownIsConformantAndSaysSo() throws IOException {
        Program program = judge(SEED_AS_TEXT, SEED);
        assertEquals(0, program.exitCode(), program.out());
        assertEquals(List.of("schema at /data/0/seed, known"), program.findings());
        assertEquals(List.of("holding"), program.states());
        JsonNode line = program.report().path("known").path(0);
        assertEquals(2, line.path("line").asInt());
        assertEquals(1, line.path("findings").asInt());
        assertEquals("they are asked to", line.path("reason").asString());
        String verdict = program.text("verdict.txt");
        assertTrue(
                verdict.matches("conformant: \\d+ checks passed on \\S+, with 1 known deviation; not checked: .*\n"),
                verdict);
        for (String text : List.of(program.out(), program.text("summary.md"), program.text("report.html"))) {
            assertTrue(text.contains("they are asked to") && text.contains("https://tickets.example/1"), text);
        }
        assertTrue(program.out().contains("\nknown: schema at /data/0/seed: "), program.out());
        assertFalse(program.out().contains("\nfinding: "), program.out());
        String xml = program.text("TEST-junit-jupiter.xml");
        assertTrue(xml.contains("failures=\"0\"") && xml.contains("known: schema at /data/0/seed"), xml);
        assertTrue(xml.contains("reason: they are asked to"), xml);
    }

    @Test
    void passedChecksAreCountedWithoutThoseThatAreKnown() throws IOException {
        Program program = judge(SEED_AS_TEXT, SEED);
        long passed = program.report()
                .path("checks")
                .valueStream()
                .filter(check -> check.path("outcome").asString().equals("passed"))
                .count();
        assertTrue(program.text("verdict.txt").startsWith("conformant: " + passed + " checks"));
    }

    @Test
    void whatIsNotKnownStillMakesARunDeviant() throws IOException {
        Program program = judge(
                "[{on: success, patch: [{op: replace, path: /data/0/seed, value: seven}, {op: remove, path: /created}]}]",
                SEED);
        assertEquals(1, program.exitCode());
        assertEquals(List.of("schema at /created", "schema at /data/0/seed, known"), program.findings());
        String verdict = program.text("verdict.txt");
        assertTrue(verdict.startsWith("deviant: 1 finding: schema at /created: "), verdict);
        assertTrue(verdict.endsWith("; and 1 known deviation\n"), verdict);
        String xml = program.text("TEST-junit-jupiter.xml");
        assertTrue(xml.contains("where: /created") && !xml.contains("where: /data/0/seed"), xml);
    }

    @Test
    void theLifeOfAList() throws IOException {
        String known = list(SEED);
        assertEquals(1, program().judge(SEED_AS_TEXT).exitCode());
        Program added = program().judge(SEED_AS_TEXT, "--known", known);
        assertEquals(0, added.exitCode());
        Program holding = program().at("2027-02-01T23:59:59Z").judge(SEED_AS_TEXT, "--known", known);
        assertEquals(0, holding.exitCode());
        assertEquals(List.of("holding"), holding.states());
        Program expired = program().at("2027-02-02T00:00:00Z").judge(SEED_AS_TEXT, "--known", known);
        assertEquals(1, expired.exitCode());
        assertEquals(List.of("expired"), expired.states());
        assertEquals(List.of("schema at /data/0/seed", "known-deviation at known:2"), expired.findings());
        assertTrue(expired.out()
                .contains(
                        "expected a date that has not passed for schema at /data/*/seed of accept-*, found 2027-02-01,"
                                + " which was before 2027-02-02, and 1 finding"));
        Program fixed = program().judge(Program.HONEST, "--known", known);
        assertEquals(1, fixed.exitCode());
        assertEquals(List.of("fixed"), fixed.states());
        assertEquals(List.of("known-deviation at known:2"), fixed.findings());
        assertTrue(fixed.out()
                .contains("expected that it is still there: schema at /data/*/seed of accept-*, found nothing wrong"
                        + " there in the answer to accept-1"));
        assertEquals(0, program().judge(Program.HONEST).exitCode());
    }

    @Test
    void withoutAListNothingIsSaidOfIt() throws IOException {
        Program program = program().judge(Program.HONEST);
        assertFalse(program.report().has("known"));
        assertFalse(program.text("report.json").contains("known-deviation"));
        Program empty = program().judge(Program.HONEST, "--known", program().file("known.json", "[]"));
        assertEquals(0, empty.exitCode(), empty.out());
        assertTrue(empty.report().has("known"));
    }

    /** What a run with one call shows of an honest provider, and what it does not. */
    private static final List<String> SHOWN = List.of(
            "rule: schema, where: /data/*/seed; fixed",
            "rule: schema, where: /data/1/seed, probes: accept-1; fixed",
            "rule: schema, where: /data/5/seed; not-checked",
            "rule: schema, where: /data/*/seed, probes: accept-4; not-checked",
            "rule: schema, where: /data/*/seed, probes: missing-*; not-checked",
            "rule: schema, where: '/data/*'; fixed",
            "rule: schema, where: '*'; fixed",
            "rule: schema, where: body; fixed",
            "rule: schema, where: /error; fixed",
            "rule: schema, where: /error, probes: accept-*; not-checked",
            "rule: schema, where: /error/message; not-checked",
            "rule: schema, where: /nothing/of/the/kind; unmatched",
            "rule: schema, where: /data/*/sead; unmatched",
            "rule: schema, where: status; unmatched",
            "rule: nullability, where: /data/0/url, probes: accept-one; unmatched",
            "rule: image-count, where: /data; fixed",
            "rule: image-count, where: /data, probes: detail-*; not-checked",
            "rule: image-count, where: /data/0; unmatched",
            "rule: distinct-links, where: /data/*/url; fixed",
            "rule: distinct-links, where: /data/*/seed; unmatched",
            "rule: sent-value, where: /data/0/seed; fixed",
            "rule: sent-value, where: /data/1/seed; unmatched",
            "rule: key-echo, where: /error; fixed",
            "rule: key-echo, where: /debug/headers; fixed",
            "rule: key-echo, where: 'response-header:X-Debug', probes: accept-7; not-checked",
            "rule: key-echo, where: /error, probes: missing-authorization; unmatched",
            "rule: status, where: status; fixed",
            "rule: status, where: 'request:/resemblance'; fixed",
            "rule: status, where: 'request:/resemblance', probes: accept-1; fixed",
            "rule: status, where: 'request:/resemblance', probes: accept-5; not-checked",
            "rule: status, where: 'request:/resemblance', probes: detail-*; unmatched",
            "rule: status, where: 'request:/nothing'; unmatched",
            "rule: status, where: 'part:image_file'; fixed",
            "rule: status, where: 'method:GET'; fixed",
            "rule: status, where: 'method:DELETE'; unmatched",
            "rule: status, where: 'request-header:Authorization'; fixed",
            "rule: schema, where: /data/0/seed, probes: accept-1-without-seed; not-checked",
            "rule: content-type, where: 'response-header:Content-Type', probes: method-*; not-checked",
            "rule: content-type, where: body; unmatched",
            "rule: contract-example, where: 'contract:/components/*'; fixed",
            "rule: contract-example, where: /components; unmatched",
            "rule: mock-limits, where: 'mock-limits:1'; unmatched",
            "rule: example, where: body; unmatched");

    @Test
    void aLineIsJudgedByChecksThatCouldHaveShownItsPlace() throws IOException {
        Program program = judge(
                Program.HONEST,
                SHOWN.stream().map(line -> line.replaceFirst("; .*", "")).toArray(String[]::new));
        List<String> states = program.states();
        List<String> red = new ArrayList<>();
        for (int i = 0; i < SHOWN.size(); i++) {
            String line = SHOWN.get(i);
            assertEquals(line, line.replaceFirst("; .*", "; " + states.get(i)));
            if (!line.endsWith("; not-checked")) {
                // Behind the comment.
                red.add("known-deviation at known:" + (i + 2));
            }
        }
        assertEquals(red, program.findings());
        assertEquals(1, program.exitCode());
        assertFalse(program.text("verdict.txt").contains(" known deviation"));
        Program unjudged = judge(Program.HONEST, "rule: schema, where: /data/5/seed");
        assertEquals(0, unjudged.exitCode(), unjudged.out());
        assertEquals(List.of(), unjudged.findings());
    }

    @Test
    void whatWasNotThereToBeSeenIsNotFixed() throws IOException {
        Program program = judge(
                "[{on: success, patch: [{op: replace, path: /data, value: []}]}]",
                SEED,
                "rule: image-count, where: /data");
        assertEquals(List.of("not-checked", "holding"), program.states());
        Program text = judge("[{on: success, patch: [{op: replace, path: /data/0, value: one}]}]", SEED, ITEM);
        assertEquals(List.of("fixed", "holding"), text.states(), "the other item shows it");
    }

    private static final String ITEM = "rule: schema, where: /data/0";

    @Test
    void moreCallsJudgeMoreLines() throws IOException {
        String known = list("rule: schema, where: /data/*/seed, probes: accept-4");
        Program program = program().judge(Program.HONEST, "--known", known, "--budget", "5");
        assertEquals(List.of("fixed"), program.states());
    }

    @Test
    void anIntermittentDeviationMayBeAbsentButNotForEver() throws IOException {
        String line = SEED + ", intermittent: true";
        Program absent = judge(Program.HONEST, line);
        assertEquals(0, absent.exitCode(), absent.out());
        assertEquals(List.of("absent"), absent.states());
        assertTrue(absent.out().contains("comes and goes, and is absent"), absent.out());
        assertEquals(List.of("holding"), judge(SEED_AS_TEXT, line).states());
        Program expired = judge(Program.HONEST, line + ", expires: 2026-11-21");
        assertEquals(List.of("expired"), expired.states());
        assertEquals(1, expired.exitCode());
        Program unmatched = judge(Program.HONEST, "rule: schema, where: /nothing, intermittent: true");
        assertEquals(List.of("unmatched"), unmatched.states());
        assertEquals(1, unmatched.exitCode());
    }

    @Test
    void anExpiredLineWhoseCheckDidNotRunIsNotJudged() throws IOException {
        Program program =
                judge(Program.HONEST, "rule: schema, where: /data/*/seed, probes: accept-4, expires: 2026-11-21");
        assertEquals(List.of("not-checked"), program.states());
        assertEquals(0, program.exitCode());
    }

    @Test
    void anInconclusiveRunJudgesNoLine() throws IOException {
        String known = list(SEED, "rule: status, where: 'request-header:Authorization'", "rule: schema, where: /no");
        Program free = program().judge(Program.HONEST, "--known", known, "--budget", "0");
        assertEquals(3, free.exitCode(), free.out());
        assertEquals(List.of("not-checked", "not-checked", "not-checked"), free.states());
        assertEquals(List.of(), free.findings());
        String unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = "http://127.0.0.1:" + socket.getLocalPort();
        }
        Program unreachable = program().run(unused, "--known", known);
        assertEquals(3, unreachable.exitCode());
        assertEquals(free.states(), unreachable.states());
        Program known0 = program()
                .judge(
                        "[{where: 'request-header:Authorization', accept: true, bill: false}]",
                        "--known",
                        known,
                        "--budget",
                        "0");
        assertEquals(3, known0.exitCode(), known0.out());
        assertEquals(List.of("not-checked", "holding", "not-checked"), known0.states());
    }

    @Test
    void aCallThatShouldBeTurnedDownMayBeKnownToRun() throws IOException {
        String faults = "[{where: 'request:/resemblance', accept: true, bill: false}]";
        String known = list("rule: status, where: 'request:/resemblance'");
        // What is taken that should not be is paid for.
        Program poor = program().judge(faults, "--known", known);
        assertEquals(3, poor.exitCode(), poor.out());
        Program program = program().judge(faults, "--known", known, "--budget", "unlimited");
        assertEquals(0, program.exitCode(), program.out());
        assertEquals(List.of("holding"), program.states());
    }

    @Test
    void aValueThatShouldBeTakenMayBeKnownToBeTurnedDown() throws IOException {
        String line = "rule: status, where: 'request:/magic_prompt_option', probes: accept-*";
        String faults = "[{on: success, request: {/magic_prompt_option: AUTO}, refuse: 400}]";
        Program program = program().judge(faults, "--known", list(line), "--budget", "3");
        assertEquals(List.of("status at request:/magic_prompt_option, known"), program.findings());
        assertEquals(0, program.exitCode(), program.out());
        Program unpaid = program().judge(faults, "--known", list(line), "--budget", "1", "--max-images", "2");
        assertEquals(List.of("holding"), unpaid.states(), unpaid.out());
    }

    @Test
    void whatCannotBeJudgedBecauseOfWhatIsKnownIsExcused() throws IOException {
        String page = "[{on: 401, body: '<h1>No</h1>', contentType: text/html}]";
        String line = "rule: content-type, where: 'response-header:Content-Type', probes: '*-authorization'";
        Program program = judge(page, line);
        assertEquals(0, program.exitCode(), program.out());
        assertTrue(program.text("verdict.txt").contains(" behind what is known"), program.text("verdict.txt"));
        assertTrue(program.out().contains("content-type is known, and behind it: the body is not JSON"), program.out());
    }

    @Test
    void aStatusThatSaysNothingIsNotExcusedByHowItsPageLooks() throws IOException {
        String page = "[{where: 'request:/resemblance', status: 429, body: '<h1>No</h1>', contentType: text/html}]";
        Program program = judge(page, "rule: content-type, where: 'response-header:Content-Type'");
        assertEquals(3, program.exitCode(), program.out());
        assertEquals(List.of("holding"), program.states());
    }

    @Test
    void whatIsKnownOfTheOnlyCallThatRanIsNoGoodRun() throws IOException {
        Program program = judge("[{on: success, body: '{'}]", "rule: json, where: body");
        assertEquals(3, program.exitCode(), program.out());
        assertTrue(program.text("verdict.txt").contains("no call that ran was judged; and 1 known deviation"));
    }

    @Test
    void severalLinesAreNamedByTheirOwnNumbers() throws IOException {
        Program program = judge(
                SEED_AS_TEXT, "rule: schema, where: /created", SEED, "rule: format, where: /data/*/url", ITEM + "/*");
        assertEquals(List.of("fixed", "holding", "fixed", "holding"), program.states());
        assertEquals(
                List.of("schema at /data/0/seed, known", "known-deviation at known:2", "known-deviation at known:4"),
                program.findings());
        assertEquals(1, program.report().path("findings").path(0).path("known").asInt(), "the first that is about it");
    }

    @Test
    void theExampleOfTheDocumentIsReadAndHolds() throws IOException {
        String document = Files.readString(Path.of("KNOWN.md"));
        String example = document.substring(document.indexOf("```yaml\n") + 8, document.lastIndexOf("```"));
        Program program = program()
                .judge(
                        "[{on: success, patch: [{op: replace, path: /data/0/seed, value: '7'}]},"
                                + " {on: 401, contentType: text/html}]",
                        "--known",
                        program().file("known.yaml", example));
        assertEquals(0, program.exitCode(), program.err() + program.out());
        assertEquals(List.of("holding", "holding"), program.states());
        List<String> states =
                Stream.of(KnownState.values()).map(KnownState::text).toList();
        assertEquals(
                states,
                document.lines()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.replaceAll("\\| `([a-z-]+)` .*", "$1"))
                        .toList());
        for (KnownState state : KnownState.values()) {
            assertTrue(document.contains("| `" + state.text() + "` |"));
            assertEquals(
                    state.isRed(),
                    document.lines()
                            .anyMatch(line -> line.startsWith("| `" + state.text() + "`") && line.endsWith("| yes |")),
                    state.text());
        }
    }

    @Test
    void aReasonIsShownWithoutASignatureAndInOneLine() throws IOException {
        String text = "- {rule: schema, where: /data/*/seed, reason: \"see\\n::set-output name=x::y"
                + " https://a.example/b?sig=5ignature\", link: 'https://tickets.example/1?sig=5ignature', expires: 2027-01-01}";
        Program program = program().judge(SEED_AS_TEXT, "--known", program().file("known.yaml", text));
        assertEquals(0, program.exitCode(), program.err());
        try (Stream<Path> files = Files.list(folder.resolve("report"))) {
            for (Path file : files.toList()) {
                String written = Files.readString(file) + program.out();
                assertFalse(written.contains("5ignature"), written);
                assertFalse(written.lines().anyMatch(line -> line.startsWith("::")), written);
            }
        }
    }
}
