package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Read as GitHub's runner reads the output of a step. */
final class GitHubActionsTest {
    private static final Map<String, String> GITHUB = Map.of("GITHUB_ACTIONS", "true");

    @TempDir
    Path folder = Path.of("");

    private record Command(String name, Map<String, String> properties, String data) {}

    /** The commands that the runner finds in an output, those in stopped stretches left out. */
    private static List<Command> commands(String output) {
        List<Command> commands = new ArrayList<>();
        String stopped = "";
        for (String line : output.split("\r\n|[\r\n]", -1)) {
            String text = line.stripLeading();
            boolean isCommand = text.startsWith("::") && text.indexOf("::", 2) > 0;
            if (!isCommand) {
                assertTrue(!stopped.isEmpty() || !text.contains("##["), line);
                continue;
            }
            int end = text.indexOf("::", 2);
            String head = text.substring(2, end);
            String data = text.substring(end + 2);
            if (!stopped.isEmpty()) {
                stopped = head.equals(stopped) ? "" : stopped;
                continue;
            }
            if (head.equals("stop-commands")) {
                stopped = data;
                continue;
            }
            commands.add(command(head, data));
        }
        assertEquals("", stopped, "a stretch that does not end");
        return commands;
    }

    private static Command command(String head, String data) {
        Map<String, String> properties = new HashMap<>();
        int space = head.indexOf(' ');
        if (space > 0) {
            for (String property : head.substring(space + 1).split(",", -1)) {
                int equals = property.indexOf('=');
                String value =
                        property.substring(equals + 1).replace("%3A", ":").replace("%2C", ",");
                properties.put(property.substring(0, equals), unescaped(value));
            }
        }
        return new Command(space > 0 ? head.substring(0, space) : head, properties, unescaped(data));
    }

    private static String unescaped(String text) {
        return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    }

    @Test
    void findingsStandBesideTheLinesOfTheContract() throws IOException {
        JsonNode report = ReportTrees.compared();
        List<Command> commands = commands(GitHubActions.of(GITHUB).annotations(report));
        List<FindingGroup> groups = FindingGroup.of(report);
        assertEquals(groups.size(), commands.size());
        for (FindingGroup group : groups) {
            String title = (group.isKnown() ? "known: " : "") + group.rule() + " at " + group.where();
            Command command = commands.stream()
                    .filter(each -> title.equals(each.properties().get("title")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("expected " + title + " in " + commands));
            assertEquals(group.isKnown() ? "warning" : "error", command.name());
            assertEquals("openapi/upscale.yaml", command.properties().get("file"));
            assertEquals(String.valueOf(group.line()), command.properties().get("line"));
            String found = group.variants().get(0).found();
            assertTrue(command.data().contains("found " + found), command.data());
        }
    }

    @Test
    void aHostileTextIsDataAndNothingElse() throws IOException {
        ObjectNode report = ReportTrees.deviant();
        String hostile = "a%0A::error::x,y=z:\r\n::error::injected\n##[error]x % %25";
        ((ObjectNode) report.path("findings").path(0)).put("where", hostile).put("found", hostile);
        String text = GitHubActions.of(GITHUB).annotations(report);
        Command command = commands(text).get(0);
        assertEquals(FindingGroup.of(report).size(), commands(text).size());
        assertEquals("content-type at " + hostile, command.properties().get("title"));
        assertTrue(command.data().contains("found " + hostile + " (probe"), command.data());
    }

    @Test
    void theTenthSaysHowManyMoreThereAre() throws IOException {
        for (int[] given : new int[][] {{9, 9}, {10, 10}, {11, 10}, {300, 10}}) {
            ObjectNode report = ReportTrees.conformant();
            for (int i = 0; i < given[0]; i++) {
                report.withArray("/findings").addObject().put("rule", "schema").put("where", "/" + i);
            }
            List<Command> commands = commands(GitHubActions.of(GITHUB).annotations(report));
            assertEquals(given[1], commands.size());
            String last = commands.get(commands.size() - 1).data();
            assertEquals(given[0] > 10, last.equals("and " + (given[0] - 9) + " more: see the job's summary"), last);
        }
    }

    @Test
    void whyARunIsInconclusiveIsAWarning() throws IOException {
        ObjectNode report = ReportTrees.inconclusive();
        List<Command> commands = commands(GitHubActions.of(GITHUB).annotations(report));
        assertEquals("warning", commands.get(commands.size() - 1).name());
        assertEquals(
                report.path("verdictLine").asString(),
                "inconclusive: " + commands.get(commands.size() - 1).data());
        assertEquals("", GitHubActions.of(GITHUB).annotations(ReportTrees.conformant()));
    }

    @Test
    void elsewhereNothingIsAdded() throws IOException {
        Path file = folder.resolve("summary");
        GitHubActions elsewhere = GitHubActions.of(Map.of("GITHUB_STEP_SUMMARY", file.toString()));
        assertEquals("", elsewhere.annotations(ReportTrees.deviant()));
        assertEquals("", elsewhere.summarize(ReportTrees.deviant()));
        assertEquals("text", elsewhere.quoted("text"));
        assertFalse(Files.exists(file));
    }

    @Test
    void whatIsQuotedIsNoCommand() {
        GitHubActions actions = GitHubActions.of(GITHUB);
        String hostile = "  ::error::x\n::stop-commands::y\n::y::\n##[error]z\nno end";
        String quoted = actions.quoted(hostile);
        assertEquals(List.of(), commands(quoted));
        assertTrue(quoted.contains(hostile + "\n::"), quoted);
        assertTrue(quoted.matches("(?s)::stop-commands::[0-9a-f]{48}\n.*"), quoted);
        assertNotEquals(quoted, actions.quoted(hostile), "a token of its own for each text");
    }

    private Map<String, String> environment(Path summary) {
        return Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_STEP_SUMMARY", summary.toString(),
                "UPSCALE4J_API_KEY", "sesame-key");
    }

    private String run(Map<String, String> environment, int exitCode, String... arguments) {
        StringWriter all = new StringWriter();
        assertEquals(
                exitCode, Main.run(environment, new PrintWriter(all), new PrintWriter(all), arguments), all::toString);
        return all.toString();
    }

    @Test
    void aRunSpeaksToTheRunnerAndAppendsToTheSummary() throws IOException {
        Path summary = Files.writeString(folder.resolve("summary"), "of an earlier step");
        Fault fault = Fault.parse("{\"on\":\"success\",\"patch\":[{\"op\":\"replace\",\"path\":\"/created\",\"value\":"
                + Json.MAPPER.writeValueAsString("\n::error::x\n##[error]y") + "}]}");
        ProviderOptions options = ProviderOptions.builder()
                .key("sesame-key")
                .faults(List.of(fault))
                .build();
        Path report = folder.resolve("report");
        try (Provider provider = Provider.start(options)) {
            String url = provider.baseUrl().toString();
            String said = run(environment(summary), 1, "--base-url", url, "--report", report.toString());
            List<Command> commands = commands(said);
            assertEquals(1, commands.size(), said);
            assertEquals("format at /created", commands.get(0).properties().get("title"));
            assertTrue(said.contains("\ndeviant: 1 finding: "), said);
        }
        assertEquals("of an earlier step\n" + Reports.text(report, "summary.md"), Files.readString(summary));
    }

    @Test
    void wrongUsageIsQuotedToo() {
        String said = run(environment(folder.resolve("summary")), 2, "--base-url", "##[error]x");
        assertEquals(List.of(), commands(said));
        assertTrue(said.matches("(?s)::stop-commands::([0-9a-f]{48})\nwrong usage: .*\nTry --help.\n::\\1::\n"), said);
    }

    @Test
    void aSummaryThatCannotBeWrittenChangesNoVerdict() throws IOException {
        try (Provider provider =
                Provider.start(ProviderOptions.builder().key("sesame-key").build())) {
            String url = provider.baseUrl().toString();
            String said = run(environment(folder), 0, "--base-url", url, "--report", folder + "/report");
            assertEquals(1, commands(said).size());
            assertTrue(commands(said).get(0).data().startsWith("the job's summary could not be written: "), said);
        }
    }

    @Test
    void aSummaryThatIsAlmostFullIsNotOverfilled() throws IOException {
        Path summary = Files.writeString(folder.resolve("summary"), "x".repeat((1 << 20) - 1500));
        assertEquals("", GitHubActions.of(environment(summary)).summarize(ReportTrees.deviant()));
        String text = Files.readString(summary);
        assertTrue(
                Files.size(summary) <= 1 << 20 && text.endsWith("report.json has all of it)\n"),
                "" + Files.size(summary));
    }
}
