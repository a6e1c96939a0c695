package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The suite against the provider, which keeps the contract or breaks exactly one thing. */
final class ProviderTest {
    private static final String KEY = "sesame-key";
    private static final Contract CONTRACT = Contract.published();

    private static Run judge(ProviderOptions options) throws IOException {
        try (Provider provider = Provider.start(options)) {
            return judge(provider.baseUrl());
        }
    }

    private static Run judge(URI baseUrl) {
        Run run = new Run(
                CONTRACT,
                Contract.documents(),
                Target.of(CONTRACT, baseUrl, KEY),
                Allowance.DEFAULT,
                new Transport(Duration.ofSeconds(20)),
                () -> 1,
                Instant.EPOCH,
                Known.NONE);
        run.checkContract();
        run.plan().probes().forEach(run::execute);
        return run;
    }

    private static ProviderOptions.Builder options() {
        return ProviderOptions.builder().key(KEY);
    }

    @Test
    void anHonestProviderIsConformant(@TempDir Path folder) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (Provider provider = Provider.start(options().build())) {
            int exitCode = Main.run(
                    Map.of("UPSCALE4J_API_KEY", KEY),
                    new PrintWriter(out),
                    new PrintWriter(err),
                    "--base-url",
                    provider.baseUrl().toString(),
                    "--report",
                    folder.toString());
            assertEquals(0, exitCode, out + err.toString());
        }
        Reports.assertValid(folder);
        assertEquals("conformant", Reports.json(folder).path("verdict").asString());
        assertEquals(
                "{\"calls\":1,\"images\":2,\"allowed\":{\"calls\":1,\"images\":2}}",
                Reports.json(folder).path("spend").toString());
        for (String path : Field.paths(CONTRACT, Contract.documents())) {
            assertTrue(out.toString().contains("\n" + path + " "), path);
        }
        assertFalse((out + Reports.text(folder, "report.json")).contains("sig="), out.toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWithheldImageIsNoDeviation(boolean empty) throws IOException {
        Run run = judge(options().unsafeWord("mist").withheldUrlEmpty(empty).build());
        assertEquals(List.of(), run.findings());
        assertEquals(Verdict.CONFORMANT, run.verdict());
        FieldObservation url = run.observations().byPath().entrySet().stream()
                .filter(field -> field.getKey().endsWith(".url"))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertEquals(empty ? "2× string" : "2× null", url.summary());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[{'op':'remove','path':'/data/1/resolution'}]; schema; /data/1/resolution",
                "[{'op':'remove','path':'/data/0/url'}]; schema; /data/0/url",
                "[{'op':'remove','path':'/created'}]; schema; /created",
                "[{'op':'replace','path':'/data/0/seed','value':'7'}]; schema; /data/0/seed",
                "[{'op':'replace','path':'/data/1/seed','value':2147483648}]; schema; /data/1/seed",
                "[{'op':'replace','path':'/data/1','value':[]}]; schema; /data/1",
                "[{'op':'replace','path':'/data/1/prompt','value':null}]; nullability; /data/1/prompt",
                "[{'op':'replace','path':'/data/1/url','value':null}]; condition; /data/1/url",
                "[{'op':'replace','path':'/data/1/is_image_safe','value':false}]; condition; /data/1/url",
                "[{'op':'replace','path':'/created','value':'2000-01-23 04:56:07+00:00'}]; format; /created",
                "[{'op':'replace','path':'/data/0/url','value':'one.png'}]; format; /data/0/url",
                "[{'op':'replace','path':'/data/0/resolution','value':'big'}]; format; /data/0/resolution",
                "[{'op':'remove','path':'/data/1'}]; image-count; /data",
            })
    void aBrokenAnswerIsNamedByRuleAndPlace(String patch, String rule, String where) throws IOException {
        String fault = "{'on':'success','patch':" + patch + "}";
        Run run = judge(
                options().faults(List.of(Fault.parse(fault.replace('\'', '"')))).build());
        assertEquals(Verdict.DEVIANT, run.verdict());
        assertEquals(
                List.of(rule + " at " + where + " of accept-1"),
                run.findings().stream()
                        .map(finding -> finding.rule().id() + " at " + finding.where() + " of " + finding.probe())
                        .toList());
    }

    @Test
    void aProviderThatIsGoneIsInconclusive() throws IOException {
        URI gone;
        try (Provider provider = Provider.start(options().build())) {
            gone = provider.baseUrl();
        }
        assertEquals(Verdict.INCONCLUSIVE, judge(gone).verdict());
    }

    @Test
    void whatIsSpentIsWhatTheProviderBilled() throws IOException {
        Fault accepting = Fault.parse("{\"where\":\"part:image_request\",\"accept\":true}");
        try (Provider provider =
                Provider.start(options().faults(List.of(accepting)).build())) {
            Run run = judge(provider.baseUrl());
            assertEquals(Verdict.DEVIANT, run.verdict());
            assertEquals(
                    provider.journal().snapshot().imagesBilled(), run.spend().images());
            assertEquals(
                    provider.journal().snapshot().callsBilled(), run.spend().calls());
        }
    }
}
