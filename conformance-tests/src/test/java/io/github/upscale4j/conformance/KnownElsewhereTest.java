package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A list is as good for the mock and for the contract itself as for a provider. */
@ExtendWith(PrismExtension.class)
final class KnownElsewhereTest {
    private static final String END = ", reason: r, link: 'https://tickets.example/1', expires: 2027-02-01}\n";

    @TempDir
    Path folder = Path.of("");

    private static Known list(String... lines) {
        String text = String.join(
                "", List.of(lines).stream().map(line -> "- {" + line + END).toList());
        return KnownFile.parse("known.yaml", text.getBytes(StandardCharsets.UTF_8), "", LocalDate.EPOCH);
    }

    private Run run(Contract contract, Target target, Known known) throws IOException {
        Run run = new Run(
                contract,
                Contract.documents(),
                target,
                Allowance.DEFAULT,
                new Transport(Duration.ofSeconds(30)),
                () -> 1,
                Instant.EPOCH,
                known);
        Suite.execute(run, folder);
        Reports.assertValid(folder);
        return run;
    }

    private static List<String> states(Run run) {
        return IntStream.range(0, run.known().lines().size())
                .mapToObj(i -> run.knownState(i).text())
                .toList();
    }

    @Test
    void onTheMockALineIsJudgedByWhatTheMockCanShow(Prism prism) throws IOException {
        Contract contract = Contract.published();
        Run run = run(
                contract,
                Target.of(contract, prism),
                list(
                        "rule: schema, where: /data/*/seed",
                        "rule: example, where: body, probes: 200-*",
                        "rule: refusal-reason, where: 'part:image_file'",
                        "rule: status, where: 'request:/resemblance'",
                        "rule: distinct-links, where: /data/*/url",
                        "rule: mock-limits, where: 'mock-limits:0'",
                        "rule: key-echo, where: /data/0/seed",
                        "rule: schema, where: /data/0/seed, probes: 200-three-images-png"));
        assertEquals(
                List.of("fixed", "fixed", "fixed", "not-checked", "not-checked", "fixed", "unmatched", "unmatched"),
                states(run));
        assertEquals(Verdict.DEVIANT, run.verdict());
    }

    @Test
    void aFindingInTheContractMayBeKnown() throws IOException {
        Contract relaxed = Contracts.edited(
                "required: [seed, prompt, resolution, url, is_image_safe]",
                "required: [seed, prompt, url, is_image_safe]");
        try (Provider provider =
                Provider.start(ProviderOptions.builder().key(Variant.KEY).build())) {
            Target target = Target.of(relaxed, provider.baseUrl(), Variant.KEY);
            assertEquals(Verdict.DEVIANT, run(relaxed, target, Known.NONE).verdict());
            Run run = run(
                    relaxed,
                    target,
                    list(
                            "rule: contract-promises-strictest, where: 'contract:/components/schemas/*/required'",
                            "rule: contract-example, where: 'contract:/components/*'"));
            assertEquals(List.of("holding", "fixed"), states(run));
            run = run(
                    relaxed,
                    target,
                    list("rule: contract-promises-strictest, where: 'contract:/components/schemas/*/required'"));
            assertEquals(Verdict.CONFORMANT, run.verdict());
            assertTrue(run.verdictLine().contains(", with 1 known deviation"), run.verdictLine());
        }
    }
}
