package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A report as Markdown for the page of a CI job. Whatever may be a provider's own words stands in code spans. */
final class JobSummary {
    /** GitHub takes no more than 1 MiB of one step. */
    static final int MOST_BYTES = 1 << 20;

    private static final Map<String, String> MARKS = Map.of("conformant", "✅", "deviant", "❌");
    private static final String CUT = "\n\n(cut: report.json has all of it)\n";
    private static final int PROBES = 8;

    private final JsonNode report;
    private final StringBuilder text = new StringBuilder();

    private JobSummary(JsonNode report) {
        this.report = report;
    }

    /** @param report of the form of report.json */
    static String of(JsonNode report) {
        JobSummary summary = new JobSummary(report);
        summary.headline();
        summary.changes();
        summary.fields();
        summary.findings();
        summary.known();
        summary.unchecked();
        return fitting(summary.text.toString(), MOST_BYTES);
    }

    /** Cut behind a line, so that it has no more bytes than that; empty if that is too few to say so. */
    static String fitting(String summary, int mostBytes) {
        if (summary.getBytes(StandardCharsets.UTF_8).length <= mostBytes) {
            return summary;
        }
        String end = "</details>" + CUT;
        int left = mostBytes - CUT.length() - end.length();
        StringBuilder kept = new StringBuilder();
        boolean folded = false;
        for (String line : summary.split("(?<=\n)", -1)) {
            left -= line.getBytes(StandardCharsets.UTF_8).length;
            if (left < 0) {
                break;
            }
            folded = line.startsWith("<details>") || (folded && !line.startsWith("</details>"));
            kept.append(line);
        }
        return kept.isEmpty() ? "" : kept.append(folded ? "\n" + end : CUT).toString();
    }

    private void headline() {
        Headline head = Headline.of(report);
        text.append("# ")
                .append(MARKS.getOrDefault(head.verdict(), "⚠️"))
                .append(' ')
                .append(head.title())
                .append(": ");
        text.append(head.passed()).append(" passed, ").append(head.failed()).append(" failed, ");
        text.append(head.notChecked()).append(" not checked");
        text.append(head.known() == 0 ? "" : ", " + Headline.count(head.known(), "known deviation"))
                .append("\n\n");
        text.append(Markdown.code(head.verdictLine())).append("\n\n");
        text.append("Target ").append(Markdown.code(head.target()));
        text.append(", contract sha256 ").append(Markdown.code(head.contract()));
        text.append(head.replayed() ? ", recorded " : ", ")
                .append(Markdown.code(head.date()))
                .append(".\n");
        String note = report.path("target").path("note").asString("");
        text.append(note.isEmpty() ? "" : Markdown.code(note) + "\n");
        text.append(head.spend().isEmpty() ? "" : head.spend() + ".\n");
    }

    private void changes() {
        ShownChanges.of(report).ifPresent(changes -> {
            section("Since " + Markdown.code(changes.since()));
            text.append("Then: ").append(Markdown.code(changes.verdictLine())).append("\n\n");
            changes.notes().forEach(note -> text.append(note).append("\n\n"));
            changes.list()
                    .forEach(change -> item(change.what() + " " + Markdown.code(change.code()) + " " + then(change)));
            text.append(changes.list().isEmpty() ? "Nothing changed.\n" : "");
        });
    }

    private static String then(ShownChanges.Change change) {
        return change.then().isEmpty() ? "" : Markdown.code(change.then());
    }

    private void fields() {
        FieldMatrix matrix = FieldMatrix.of(report);
        if (matrix.rows().isEmpty()) {
            return;
        }
        section("Fields");
        List<String> heads = new ArrayList<>(List.of("field"));
        matrix.documents().forEach(document -> heads.add(Markdown.code(document) + " claims"));
        heads.addAll(List.of("contract promises", "observed", "contradicts"));
        Table table = new Table(heads);
        for (FieldMatrix.Row row : matrix.rows()) {
            List<String> cells = new ArrayList<>(List.of(Markdown.code(row.path())));
            row.claims().forEach(claim -> cells.add(cell(claim)));
            cells.add(cell(row.contract()));
            cells.add(row.seen() ? String.join(", ", row.observed()) : "not seen");
            List<String> contradicted = new ArrayList<>(row.contradicted());
            if (row.contract().broken()) {
                contradicted.add("contract");
            }
            cells.add(
                    contradicted.isEmpty()
                            ? "–"
                            : contradicted.stream().map(Markdown::code).collect(Collectors.joining(", ")));
            table.row(cells);
        }
        text.append(table.markdown());
        ShownDocument.of(report)
                .forEach(document -> item(Markdown.code(document.document()) + ": " + document.words()
                        + (document.fields().isEmpty() ? "" : ": " + Markdown.code(document.fields()))));
    }

    private static String cell(FieldMatrix.Cell cell) {
        return cell.claim() + (cell.broken() ? " ❌" : cell.kept() ? " ✓" : "");
    }

    private void findings() {
        List<FindingGroup> groups = FindingGroup.of(report).stream()
                .filter(group -> !group.isKnown())
                .toList();
        if (groups.isEmpty()) {
            return;
        }
        section("Findings");
        for (FindingGroup group : groups) {
            for (FindingGroup.Variant variant : group.variants()) {
                item("**" + Markdown.code(group.rule()) + "** at " + Markdown.code(group.where()) + ": expected "
                        + Markdown.code(variant.expected()) + ", found " + Markdown.code(variant.found()) + " ("
                        + Markdown.code(shortened(variant.probes())) + clause(group) + ")");
            }
        }
    }

    private static String clause(FindingGroup group) {
        return group.line() == 0 ? "" : "; " + Markdown.code(ContractLines.FILE + ":" + group.line());
    }

    private static String shortened(List<String> names) {
        int more = names.size() - PROBES;
        return String.join(", ", names.subList(0, Math.min(PROBES, names.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private void known() {
        List<ShownKnown> known = ShownKnown.of(report);
        if (!known.isEmpty()) {
            section("Known deviations");
        }
        for (ShownKnown line : known) {
            item((line.red() ? "❌ " : "") + Markdown.code(line.state()) + ": **" + Markdown.code(line.rule()) + "** at "
                    + Markdown.code(line.where()) + " (" + Markdown.code(line.probes()) + "), "
                    + Headline.count(line.findings(), "finding") + ", until " + Markdown.code(line.expires()) + ": "
                    + Markdown.code(line.reason())
                    + (line.link().isEmpty() ? "" : ", " + Markdown.code(line.link())));
        }
    }

    private void unchecked() {
        List<Unchecked> unchecked = Unchecked.of(report);
        if (unchecked.isEmpty()) {
            return;
        }
        text.append("\n<details>\n<summary>Not checked: ")
                .append(Unchecked.count(report, "not-checked"))
                .append("</summary>\n\n");
        unchecked.forEach(left -> item(Headline.count(left.checks(), "check") + (left.excused() ? " (excused)" : "")
                + ": " + Markdown.code(left.reason()) + ": "
                + Markdown.code(String.join(", ", left.rules()) + " of " + shortened(left.probes()))));
        text.append("\n</details>\n");
    }

    private void section(String title) {
        text.append("\n## ").append(title).append("\n\n");
    }

    private void item(String line) {
        text.append("- ").append(line.strip()).append('\n');
    }
}
