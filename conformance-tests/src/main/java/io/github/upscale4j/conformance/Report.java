package io.github.upscale4j.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A run as {@code report.json}, as text for a console and as Markdown. The order is the same in every run. */
final class Report {
    /** Of the form of report.json, whose schema is the resource {@code report.schema.json}. */
    static final int VERSION = 1;

    private static final String MOCK = "The target is a mock that answers from the contract: this proves that contract,"
            + " mock and suite agree, and says nothing of what the live API does.";

    /** Names in a line of the console; the files have all of them. */
    static final int FEW = 4;

    private Report() {}

    static String json(Run run) {
        ObjectNode report = Json.MAPPER.createObjectNode();
        report.put("version", VERSION);
        report.putObject("tool").put("name", "upscale4j-conformance").put("version", toolVersion());
        report.putObject("contract").put("sha256", run.contract().sha256());
        ObjectNode target = report.putObject("target");
        if (run.target().mock().isPresent()) {
            target.put("kind", "mock").put("note", MOCK);
        } else {
            target.put("kind", "provider").put("url", run.target().endpoint().toString());
        }
        report.put("verdict", run.verdict().text());
        report.put("verdictLine", run.verdictLine());
        ArrayNode findings = report.putArray("findings");
        for (Finding finding : run.findings()) {
            findings.addObject()
                    .put("rule", finding.rule().id())
                    .put("where", finding.where())
                    .put("expected", finding.expected())
                    .put("found", finding.found())
                    .put("probe", finding.probe());
        }
        ArrayNode checks = report.putArray("checks");
        for (Check check : run.checks()) {
            ObjectNode node = checks.addObject()
                    .put("probe", check.probe())
                    .put("rule", check.rule().id())
                    .put("outcome", check.outcome().text());
            if (!check.reason().isEmpty()) {
                node.put("reason", check.reason()).put("excused", check.excused());
            }
        }
        fields(run, report.putArray("fields"));
        ObjectNode spend = report.putObject("spend")
                .put("calls", run.spend().calls())
                .put("images", run.spend().images());
        if (run.target().mock().isEmpty()) {
            ObjectNode allowed = spend.putObject("allowed");
            limit(allowed, "calls", run.allowance().calls());
            limit(allowed, "images", run.allowance().images());
        }
        return Json.pretty(report);
    }

    private static void limit(ObjectNode allowed, String name, int limit) {
        if (limit != Allowance.UNLIMITED) {
            allowed.put(name, limit);
        } else {
            allowed.putNull(name);
        }
    }

    private static void fields(Run run, ArrayNode fields) {
        Map<String, Field> promises = Field.byPath(run.contract());
        run.observations().byPath().forEach((path, observation) -> {
            ObjectNode field = fields.addObject().put("path", path);
            field.set("contract", claim(promises.get(path)));
            ObjectNode documents = field.putObject("documents");
            run.documents()
                    .forEach(document -> documents.set(
                            document.id(), claim(Field.byPath(document).get(path))));
            ObjectNode observed = field.putObject("observed");
            observed.put("present", observation.present());
            observed.put("null", observation.nulls());
            observed.put("absent", observation.absent());
            observed.put("wrongType", observation.wrongType());
            ObjectNode types = observed.putObject("types");
            for (Kind kind : Kind.values()) {
                if (observation.kinds().containsKey(kind)) {
                    types.put(kind.text(), observation.kinds().get(kind));
                }
            }
            ArrayNode contradicted = field.putArray("contradicts");
            observation.contradicted().forEach((document, violation) -> contradicted
                    .addObject()
                    .put("document", document)
                    .put("keyword", violation.keyword())
                    .put("where", run.shown(violation.pointer(), Redaction.WHERE))
                    .put("expected", run.shown(violation.expected(), Redaction.EXPECTED))
                    .put("found", run.shown(violation.found(), Redaction.FOUND)));
        });
    }

    private static JsonNode claim(@Nullable Field field) {
        if (field == null) {
            return Json.MAPPER.nullNode();
        }
        ObjectNode claim = Json.MAPPER.createObjectNode().put("required", field.required());
        ArrayNode types = claim.putArray("types");
        field.types().forEach(types::add);
        claim.put("nullable", field.nullable());
        if (!field.format().isEmpty()) {
            claim.put("format", field.format());
        }
        return claim;
    }

    /**
     * The table of fields, findings, what was not checked, and the verdict as the last line.
     *
     * @param folder where the reports are
     */
    static String console(Run run, Path folder) {
        StringBuilder text = new StringBuilder();
        text.append("Target: ").append(run.target().description()).append('\n');
        text.append("Contract: sha256 ").append(run.contract().sha256()).append('\n');
        run.target().mock().ifPresent(mock -> text.append(MOCK).append('\n'));
        text.append('\n').append(table(run).console()).append('\n');
        Summary.findings(run, FEW)
                .forEach(line -> text.append("finding: ").append(line).append('\n'));
        Summary.notChecked(run, FEW)
                .forEach(line -> text.append(wrapped("not checked: " + line)).append('\n'));
        if (run.target().mock().isEmpty()) {
            text.append(spend(run)).append('\n');
        }
        text.append("Reports: ").append(folder).append('\n');
        return text.append(run.verdictLine()).append('\n').toString();
    }

    private static String spend(Run run) {
        return "Spent, at most: paid calls " + run.spend().calls() + " of "
                + Allowance.words(run.allowance().calls()) + ", images "
                + run.spend().images() + " of "
                + Allowance.words(run.allowance().images())
                + (run.failures() == 0
                        ? ""
                        : "; and " + run.failures() + " that failed, which the vendor's rule does not bill");
    }

    static String markdown(Run run) {
        StringBuilder text =
                new StringBuilder("# Conformance of ").append(run.target()).append("\n\n");
        text.append("Contract: sha256 `").append(run.contract().sha256()).append("`.\n");
        run.target().mock().ifPresent(mock -> text.append(MOCK).append('\n'));
        text.append('\n').append(table(run).markdown());
        section(text, "Findings", Summary.findings(run, Integer.MAX_VALUE));
        section(text, "Not checked", Summary.notChecked(run, Integer.MAX_VALUE));
        if (run.target().mock().isEmpty()) {
            text.append('\n').append(spend(run)).append(".\n");
        }
        return text.append('\n').append(run.verdictLine()).append('\n').toString();
    }

    private static void section(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append("\n## ").append(title).append("\n\n");
            lines.forEach(line -> text.append("- ").append(line).append('\n'));
        }
    }

    private static Table table(Run run) {
        List<String> heads = new ArrayList<>(List.of("field"));
        run.documents().forEach(document -> heads.add(document.id() + " claims"));
        heads.addAll(List.of("contract promises", "observed", "contradicts"));
        Table table = new Table(heads);
        Map<String, Field> promises = Field.byPath(run.contract());
        run.observations().byPath().forEach((path, observation) -> {
            List<String> row = new ArrayList<>(List.of(path));
            run.documents()
                    .forEach(document -> row.add(words(Field.byPath(document).get(path))));
            row.add(words(promises.get(path)));
            row.add(observation.summary());
            row.add(contradicted(observation));
            table.row(row);
        });
        return table;
    }

    /** {@code lenient (type), vendor (format)}: each document with the keyword of JSON Schema that its claim breaks. */
    private static String contradicted(FieldObservation observation) {
        List<String> documents = new ArrayList<>();
        observation
                .contradicted()
                .forEach((document, violation) -> documents.add(document + " (" + violation.keyword() + ")"));
        return documents.isEmpty() ? "–" : String.join(", ", documents);
    }

    private static String words(@Nullable Field field) {
        return field == null ? "–" : field.claim() + (field.format().isEmpty() ? "" : " " + field.format());
    }

    /** As wide as the table at most, where there are spaces to break at. */
    static String wrapped(String line) {
        return String.join("\n    ", Table.wrap(line, Table.WIDEST - 4));
    }

    static String toolVersion() {
        try (InputStream in = Report.class.getResourceAsStream("tool.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
