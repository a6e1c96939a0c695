package io.github.upscale4j.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What GitHub's runner makes of the output of a step: lines that are commands become annotations. Nothing that a provider
 * sent is a command.
 */
final class GitHubActions {
    /** GitHub shows ten annotations of a kind for a step; the tenth says how many more there are. */
    private static final int SHOWN = 9;

    private static final int TOKEN_BYTES = 24;

    private final boolean here;
    private final String summaryFile;
    private final SecureRandom random = new SecureRandom();

    private GitHubActions(boolean here, String summaryFile) {
        this.here = here;
        this.summaryFile = summaryFile;
    }

    /** As the environment says; elsewhere every method does nothing. */
    static GitHubActions of(Map<String, String> environment) {
        return new GitHubActions(
                "true".equals(environment.get("GITHUB_ACTIONS")), environment.getOrDefault("GITHUB_STEP_SUMMARY", ""));
    }

    /** A text of whole lines that may hold whatever a provider sent, made harmless by a token that nobody can guess. */
    String quoted(String text) {
        if (!here || text.isEmpty()) {
            return text;
        }
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        String name = HexFormat.of().formatHex(token);
        return "::stop-commands::" + name + "\n" + text + (text.endsWith("\n") ? "" : "\n") + "::" + name + "::\n";
    }

    /**
     * Commands that put findings beside the contract's lines.
     *
     * @param report of the form of report.json
     */
    String annotations(JsonNode report) {
        if (!here) {
            return "";
        }
        List<String> errors = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (FindingGroup group : FindingGroup.of(report)) {
            (group.isKnown() ? warnings : errors).add(command(group, report));
        }
        if (report.path("verdict").asString("").equals(Verdict.INCONCLUSIVE.text())) {
            String line = report.path("verdictLine").asString("");
            warnings.add(0, "::warning title=inconclusive::" + data(line.replaceFirst("^inconclusive: ", "")));
        }
        StringBuilder text = new StringBuilder();
        print("error", errors, text);
        print("warning", warnings, text);
        return text.toString();
    }

    private static String command(FindingGroup group, JsonNode report) {
        String place = group.line() == 0 ? "" : "file=" + property(ContractLines.FILE) + ",line=" + group.line() + ",";
        String reason = report.path("known").path(group.known()).path("reason").asString("");
        return (group.isKnown() ? "::warning " : "::error ") + place + "title="
                + property((group.isKnown() ? "known: " : "") + group.title()) + "::"
                + data(group.words() + " (" + group.probeWords(Report.FEW) + ")"
                        + (reason.isEmpty() ? "" : "; known: " + reason));
    }

    private static void print(String kind, List<String> commands, StringBuilder text) {
        int all = commands.size();
        int most = all > SHOWN + 1 ? SHOWN : all;
        commands.subList(0, most).forEach(command -> text.append(command).append('\n'));
        if (most < all) {
            text.append("::").append(kind).append("::and ").append(all - most).append(" more: see the job's summary\n");
        }
    }

    /** Appends to what the page of the job shows; a page that cannot be written to changes no verdict. */
    String summarize(JsonNode report) {
        if (!here || summaryFile.isBlank()) {
            return "";
        }
        try {
            Path file = Path.of(summaryFile);
            long there = Files.exists(file) ? Files.size(file) : 0;
            int room = (int) Math.max(0, JobSummary.MOST_BYTES - there - 1);
            String summary = JobSummary.fitting("\n" + JobSummary.of(report), room);
            Files.write(
                    file,
                    summary.getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return "";
        } catch (IOException | RuntimeException e) {
            return "::warning::the job's summary could not be written: "
                    + e.getClass().getSimpleName() + "\n";
        }
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
