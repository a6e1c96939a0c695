package io.github.upscale4j.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was found of a client, in the same form as of a provider. */
final class ClientReport {
    private ClientReport() {}

    static ObjectNode tree(ClientRun run) {
        ObjectNode report = Report.begin(run.contract(), run.startedAt());
        ObjectNode target = report.putObject("target").put("kind", "client").put("calls", run.calls());
        run.userAgent().ifPresent(name -> target.put("userAgent", name));
        report.put("verdict", run.verdict().text());
        report.put("verdictLine", run.verdictLine());
        ArrayNode findings = report.putArray("findings");
        for (Deviations.Deviation deviation : run.deviations()) {
            ObjectNode finding = Report.add(deviation.first(), findings).put("calls", deviation.count());
            deviation.probes().forEach(finding.putArray("probes")::add);
        }
        ArrayNode checks = report.putArray("checks");
        run.checks().forEach(check -> Report.add(check, checks));
        run.further()
                .forEach((rule, outcomes) -> outcomes.forEach((outcome, count) -> {
                    ObjectNode check = checks.addObject()
                            .put("probe", ClientRun.FURTHER)
                            .put("rule", rule.id())
                            .put("outcome", outcome.text())
                            .put("calls", count);
                    if (outcome == Check.Outcome.NOT_CHECKED) {
                        check.put("reason", "as for the first calls").put("excused", true);
                    }
                }));
        ArrayNode fields = report.putArray("fields");
        Map<String, Field> promises = run.observations().promises();
        run.observations().byPath().forEach((path, observation) -> {
            ObjectNode field = fields.addObject().put("path", path);
            field.set("contract", Report.claim(promises.get(path)));
            field.putObject("documents");
            Report.observed(observation, field.putObject("observed"));
            field.putArray("contradicts");
        });
        run.excerpts().forEach(report.putArray("exchanges")::add);
        new ContractPlaces(run.contract()).add(report);
        return report;
    }

    /** One line for each. */
    static List<String> findings(ClientRun run) {
        List<String> lines = new ArrayList<>();
        for (Deviations.Deviation deviation : run.deviations()) {
            int count = deviation.count();
            lines.add(deviation.first().words() + " ("
                    + (count == 1
                            ? deviation.first().probe()
                            : count + " calls, first " + deviation.first().probe())
                    + ")");
        }
        return lines;
    }

    /** Each file is whole at any time, also for whoever ends this process without a warning. */
    static void write(ClientRun run, Path folder) throws IOException {
        JsonNode report = tree(run);
        for (Map.Entry<String, Function<JsonNode, String>> rendering :
                Renderings.byFile().entrySet()) {
            write(folder.resolve(rendering.getKey()), rendering.getValue().apply(report));
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path next = file.resolveSibling("." + file.getFileName() + ".next");
        Files.write(next, text.getBytes(StandardCharsets.UTF_8));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
