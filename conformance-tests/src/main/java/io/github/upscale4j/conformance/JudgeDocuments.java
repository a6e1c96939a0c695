package io.github.upscale4j.conformance;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Who told the truth, over many runs. */
@Command(
        name = JudgeDocuments.NAME,
        mixinStandardHelpOptions = true,
        description =
                "Says which of the published documents tells the truth: how often each field was seen in the runs that are "
                        + "given, and how often that was other than the document claims. Sends nothing and needs no key.")
final class JudgeDocuments implements Callable<Integer> {
    static final String NAME = "judge-documents";

    @ParentCommand
    private @Nullable Main parent;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description =
                    "A report.json, a folder with one in it, or a recording, which is judged by today's documents.")
    private List<String> runs = List.of();

    private final Contract contract = Contract.published();

    @Override
    public Integer call() {
        Main main = Optional.ofNullable(parent).orElseThrow();
        Arguments.refuseOptionsOfTheRun(Optional.ofNullable(spec).orElseThrow(), Set.of());
        Map<String, String> known = new LinkedHashMap<>();
        List<JsonNode> reports = new ArrayList<>();
        for (String run : runs) {
            JsonNode report = report(run);
            String other = known.putIfAbsent(identity(report), run);
            if (other != null) {
                throw new WrongUsage(NAME + ": expected each run once, found one in both " + other + " and " + run);
            }
            reports.add(report);
        }
        DocumentsVerdict verdict = DocumentsVerdict.of(reports);
        main.say("Runs: " + reports.size() + "\n\n" + verdict.console());
        return (verdict.isFounded() ? Verdict.CONFORMANT : Verdict.INCONCLUSIVE).exitCode();
    }

    /** A run and its recording are of one time and one target. */
    private static String identity(JsonNode report) {
        return report.path("startedAt").asString("") + " "
                + report.path("target").path("url").asString("");
    }

    private JsonNode report(String run) {
        Path path = path(run);
        if (Files.exists(path.resolve(RecordingFolder.RECORDING))) {
            return replayed(path);
        }
        String file = Files.isDirectory(path) ? path.resolve("report.json").toString() : run;
        JsonNode report = SavedReport.read(NAME, file);
        JsonNode kind = report.path("target").path("kind");
        if (!kind.asString("").equals("provider")) {
            throw SavedReport.wrong(
                    NAME,
                    file,
                    "the run of a provider",
                    kind.asString("").equals("mock") ? "one of the mock, which answers from the contract" : "none");
        }
        if (!ResourceSchema.of("report.schema.json").violations(report).isEmpty()) {
            throw SavedReport.wrong(NAME, file, "a report as report.schema.json has it", "something else");
        }
        return report;
    }

    private static Path path(String run) {
        try {
            return Path.of(run);
        } catch (InvalidPathException e) {
            throw new WrongUsage(NAME + ": expected files or folders, found a name that neither can have");
        }
    }

    private JsonNode replayed(Path path) {
        Recording recording = Recording.read(path);
        Run run = new Run(
                contract,
                Contract.documents(),
                recording.target(),
                recording.allowance(),
                new Replay(recording, path, contract),
                () -> 1,
                recording.startedAt(),
                Known.NONE);
        run.plan().probes().forEach(run::execute);
        return Report.tree(run);
    }
}
