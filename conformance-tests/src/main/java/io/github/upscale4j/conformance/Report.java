package io.github.upscale4j.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A run as the tree of {@code report.json}, which all files are made of, and as text for a console. The order is the same in every run. */
final class Report {
    /** Of the form of report.json, whose schema is the resource {@code report.schema.json}. */
    static final int VERSION = 2;

    private static final String MOCK = "The target is a mock that answers from the contract: this proves that contract,"
            + " mock and suite agree, and says nothing of what the live API does.";

    /** Names in a line of the console; the files have all of them. */
    static final int FEW = 4;

    private Report() {}

    static ObjectNode tree(Run run) {
        ObjectNode report = withoutChanges(run);
        run.changes().ifPresent(changes -> report.set("changes", changes.tree(text -> shown(run, text))));
        return report;
    }

    private static String shown(Run run, String text) {
        return run.shown(text, Redaction.REASON);
    }

    /** What two runs are compared by. */
    static ObjectNode withoutChanges(Run run) {
        ObjectNode report = begin(run.contract(), run.startedAt());
        if (run.isReplay()) {
            report.put("replayed", true);
        }
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
            ObjectNode node = add(finding, findings);
            run.known().indexOf(finding).ifPresent(index -> node.put("known", index));
        }
        if (run.known().given()) {
            known(run, report.putArray("known"));
        }
        ArrayNode checks = report.putArray("checks");
        for (Check check : run.checks()) {
            add(check, checks);
        }
        fields(run, report.putArray("fields"));
        report.set("documents", DocumentsVerdict.of(run).tree());
        ObjectNode spend = report.putObject("spend")
                .put("calls", run.spend().calls())
                .put("images", run.spend().images());
        if (run.target().mock().isEmpty()) {
            ObjectNode allowed = spend.putObject("allowed");
            limit(allowed, "calls", run.allowance().calls());
            limit(allowed, "images", run.allowance().images());
        }
        if (run.failures() > 0) {
            spend.put("failed", run.failures());
        }
        run.excerpts().forEach(report.putArray("exchanges")::add);
        new ContractPlaces(run.contract()).add(report);
        return report;
    }

    private static void known(Run run, ArrayNode known) {
        for (int i = 0; i < run.known().lines().size(); i++) {
            KnownDeviation line = run.known().lines().get(i);
            known.addObject()
                    .put("line", line.line())
                    .put("rule", line.rule().id())
                    .put("where", run.shown(line.where(), Redaction.WHERE))
                    .put("probes", run.shown(line.probes(), Redaction.WHERE))
                    .put("state", run.knownState(i).text())
                    .put("intermittent", line.intermittent())
                    .put("reason", run.shown(line.reason(), Redaction.EXPECTED))
                    .put("link", run.shown(line.link(), Redaction.EXPECTED))
                    .put("expires", line.expires().toString())
                    .put("findings", run.knownFindings(i));
        }
    }

    /** What any report begins with. */
    static ObjectNode begin(Contract contract, Instant startedAt) {
        ObjectNode report = Json.MAPPER.createObjectNode();
        report.put("version", VERSION);
        report.putObject("tool").put("name", "upscale4j-conformance").put("version", toolVersion());
        report.putObject("contract").put("sha256", contract.sha256());
        return report.put("startedAt", startedAt.toString());
    }

    static ObjectNode add(Finding finding, ArrayNode findings) {
        return findings.addObject()
                .put("rule", finding.rule().id())
                .put("where", finding.where())
                .put("expected", finding.expected())
                .put("found", finding.found())
                .put("probe", finding.probe());
    }

    static void add(Check check, ArrayNode checks) {
        ObjectNode node = checks.addObject()
                .put("probe", check.probe())
                .put("rule", check.rule().id())
                .put("outcome", check.outcome().text());
        if (!check.reason().isEmpty()) {
            node.put("reason", check.reason()).put("excused", check.excused());
        }
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
            observed(observation, field.putObject("observed"));
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

    static void observed(FieldObservation observation, ObjectNode observed) {
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
    }

    static JsonNode claim(@Nullable Field field) {
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
        run.recording()
                .ifPresent(words -> text.append("Recording: ").append(words).append('\n'));
        run.target().mock().ifPresent(mock -> text.append(MOCK).append('\n'));
        text.append('\n').append(table(run).console()).append('\n');
        Summary.findings(run, FEW)
                .forEach(line -> text.append("finding: ").append(line).append('\n'));
        Summary.known(run, FEW)
                .forEach(line -> text.append(wrapped("known: " + line)).append('\n'));
        Summary.notChecked(run, FEW)
                .forEach(line -> text.append(wrapped("not checked: " + line)).append('\n'));
        if (run.target().mock().isEmpty()) {
            text.append(spend(run)).append('\n');
        }
        changes(run).forEach(line -> text.append(wrapped(line)).append('\n'));
        text.append("Reports: ").append(folder).append('\n');
        return text.append(run.verdictLine()).append('\n').toString();
    }

    private static List<String> changes(Run run) {
        return run.changes()
                .map(changes -> changes.lines(line -> shown(run, line)))
                .orElse(List.of());
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

    static String words(@Nullable Field field) {
        return field == null ? "–" : field.words();
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
