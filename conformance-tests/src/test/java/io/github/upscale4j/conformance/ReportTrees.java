package io.github.upscale4j.conformance;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Reports of runs against providers, and such as other runs may leave. */
final class ReportTrees {
    static final String HOSTILE = "</style><script>alert(1)</script> {{x}} {{{y}}} <img src=x> ![a](http://h/x.png)"
            + " [l](javascript:x) @octocat `` ` ``` a|b \\|c & &amp; <!-- <![CDATA[ ]]> ::error::x ##[error]x %0A";

    /** Each run is made once. */
    private static final Map<List<String>, ObjectNode> MADE = new ConcurrentHashMap<>();

    private ReportTrees() {}

    /** Of a run against a provider with these faults; {@code '} stands for {@code "}. */
    static ObjectNode of(int budget, String... faults) throws IOException {
        List<String> key =
                Stream.concat(Stream.of("" + budget), Arrays.stream(faults)).toList();
        ObjectNode made = MADE.get(key);
        if (made == null) {
            made = make(budget, faults);
            MADE.put(key, made);
        }
        return made.deepCopy();
    }

    private static ObjectNode make(int budget, String... faults) throws IOException {
        List<Fault> parsed = Arrays.stream(faults)
                .map(fault -> Fault.parse(fault.replace('\'', '"')))
                .toList();
        ProviderOptions options =
                ProviderOptions.builder().key("sesame-key").faults(parsed).build();
        try (Provider provider = Provider.start(options)) {
            Run run = new Run(
                    Contract.published(),
                    Contract.documents(),
                    Target.of(Contract.published(), provider.baseUrl(), "sesame-key"),
                    Allowance.of(budget),
                    new Transport(Duration.ofSeconds(20)),
                    () -> 1,
                    Instant.EPOCH,
                    Known.NONE);
            run.checkContract();
            Plan plan = run.plan();
            plan.probes().forEach(run::execute);
            run.conclude(plan);
            return Report.tree(run);
        }
    }

    static ObjectNode conformant() throws IOException {
        return of(1);
    }

    /** Four findings in the answers to calls that ran, and one in those to others. */
    static ObjectNode deviant() throws IOException {
        return of(
                2,
                "{'on':'success','patch':[{'op':'replace','path':'/data/0/seed','value':'12'},"
                        + "{'op':'remove','path':'/data/0/resolution'}]}",
                "{'on':'success','patch':[{'op':'replace','path':'/created','value':"
                        + Json.MAPPER.writeValueAsString(HOSTILE) + "},"
                        + "{'op':'add','path':'/data/0/style_type','value':7}]}",
                "{'on':'refusal','contentType':'text/html'}");
    }

    static ObjectNode inconclusive() throws IOException {
        return of(1, "{'status':503}");
    }

    /** With what comparisons add, everywhere as hostile as can be. */
    static ObjectNode compared() throws IOException {
        ObjectNode report = deviant();
        ((ObjectNode) report.path("findings").path(0)).put("known", 0);
        report.put("replayed", true);
        report.set("known", Json.MAPPER.createArrayNode());
        report.withArray("/known")
                .addObject()
                .put("line", 3)
                .put("rule", "content-type")
                .put("where", HOSTILE)
                .put("probes", HOSTILE)
                .put("state", "holding")
                .put("intermittent", true)
                .put("reason", HOSTILE)
                .put("link", "javascript:alert(1)//" + HOSTILE)
                .put("expires", "2027-01-31")
                .put("findings", 1);
        report.withArray("/known")
                .addObject()
                .put("line", 9)
                .put("rule", "format")
                .put("where", "/gone")
                .put("state", "fixed")
                .put("reason", "a fixed one")
                .put("expires", "2027-01-31");
        ObjectNode changes = report.putObject("changes").put("contractChanged", true);
        changes.putObject("since").put("startedAt", "2026-11-15T00:00:00Z").put("verdictLine", HOSTILE);
        changes.putArray("rules")
                .addObject()
                .put("rule", "schema")
                .put("was", "passed")
                .put("is", "failed");
        ObjectNode findings = changes.putObject("findings");
        findings.putArray("new").addObject().put("rule", "schema").put("where", HOSTILE);
        findings.putArray("gone").addObject().put("rule", "format").put("where", "/was-there");
        changes.putArray("fields")
                .addObject()
                .put("path", "data[].url")
                .put("state", "null")
                .put("change", "new");
        ObjectNode document = report.putArray("documents").addObject();
        document.put("document", "strict")
                .put("title", HOSTILE)
                .put("observed", 9)
                .put("contradicted", 1);
        document.putArray("fields")
                .addObject()
                .put("path", "data[].seed")
                .put("observed", 4)
                .put("contradicted", 2);
        return report;
    }
}
