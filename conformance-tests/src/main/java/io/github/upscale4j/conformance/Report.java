package io.github.upscale4j.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
            + " client and suite agree, and says nothing of what the live API does.";

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
            target.put("kind", "provider")
                    .put("url", run.target().endpoint(run.contract()).toString());
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
                node.put("reason", check.reason());
            }
        }
        fields(run, report.putArray("fields"));
        report.putObject("spend")
                .put("calls", run.spend().calls())
                .put("images", run.spend().images());
        return Json.pretty(report);
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

    /** The table of fields, findings, what was not checked, and the verdict as the last line. */
    static String console(Run run) {
        StringBuilder text = new StringBuilder();
        text.append("Target: ").append(run.target().description(run.contract())).append('\n');
        text.append("Contract: sha256 ").append(run.contract().sha256()).append('\n');
        run.target().mock().ifPresent(mock -> text.append(MOCK).append('\n'));
        text.append('\n').append(table(run).console()).append('\n');
        for (Finding finding : run.findings()) {
            text.append("finding: ").append(finding.line()).append('\n');
        }
        notChecked(run)
                .forEach(line -> text.append("not checked: ").append(line).append('\n'));
        text.append("Spent, at most: paid calls ")
                .append(run.spend().calls())
                .append(", images ")
                .append(run.spend().images())
                .append('\n');
        return text.append(run.verdictLine()).append('\n').toString();
    }

    static String markdown(Run run) {
        StringBuilder text =
                new StringBuilder("# Conformance of ").append(run.target()).append("\n\n");
        text.append("Contract: sha256 `").append(run.contract().sha256()).append("`.\n");
        run.target().mock().ifPresent(mock -> text.append(MOCK).append('\n'));
        text.append('\n').append(table(run).markdown());
        section(text, "Findings", run.findings().stream().map(Finding::line).toList());
        section(text, "Not checked", notChecked(run));
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

    /** One line for each probe and reason; one in all where nothing could be checked, as the verdict says why. */
    private static List<String> notChecked(Run run) {
        List<Check> sent = run.checks().stream()
                .filter(check -> !check.probe().equals(ContractChecks.PROBE))
                .toList();
        if (!sent.isEmpty() && run.notChecked().size() == sent.size()) {
            long probes = sent.stream().map(Check::probe).distinct().count();
            return List.of("any rule of the " + probes + (probes == 1 ? " probe" : " probes"));
        }
        Map<String, List<String>> rules = new LinkedHashMap<>();
        run.notChecked().forEach(check -> rules.computeIfAbsent(
                        "probe " + check.probe() + ": " + check.reason(), line -> new ArrayList<>())
                .add(check.rule().id()));
        return rules.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + " (" + entry.getKey() + ")")
                .toList();
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
