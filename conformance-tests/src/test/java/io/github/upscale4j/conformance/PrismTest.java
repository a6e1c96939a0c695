package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PrismExtension.class)
final class PrismTest {
    private static Run run(Contract contract, Target target) {
        return new Run(
                contract,
                Contract.documents(),
                target,
                Allowance.DEFAULT,
                new Transport(Duration.ofSeconds(30)),
                () -> 1,
                Instant.EPOCH,
                Known.NONE);
    }

    @Test
    void theMockKeepsTheContract(Prism prism, @TempDir Path folder) throws IOException {
        Contract contract = Contract.published();
        Run run = run(contract, Target.of(contract, prism));
        Suite.execute(run, folder);
        assertEquals(List.of(), run.findings());
        assertTrue(run.notChecked().stream().allMatch(Check::excused), run.verdictLine());
        assertEquals(Verdict.CONFORMANT, run.verdict());
        assertEquals(Spend.NOTHING, run.spend());
        Reports.assertValid(folder);
        assertTrue(Reports.text(folder, "summary.md").contains("is a mock"), "a mock is called one");
        int page = Reports.text(folder, "report.html").length();
        assertTrue(page < 200_000, page + " characters for " + run.checks().size() + " checks");
    }

    @Test
    void everyExampleAndEveryKindOfPictureIsSent(Prism prism) {
        Contract contract = Contract.published();
        Plan plan = Plan.of(contract, Target.of(contract, prism), Allowance.DEFAULT, () -> 1);
        Set<Contract.Example> examples = plan.probes().stream()
                .flatMap(probe -> probe.expectation() instanceof Expectation.Gives gives
                        ? Stream.of(gives.example())
                        : Stream.of())
                .collect(Collectors.toSet());
        assertEquals(
                contract.responses().stream()
                        .flatMap(response -> response.examples().stream())
                        .collect(Collectors.toSet()),
                examples);
        for (Contract.Part part : contract.parts()) {
            for (String mediaType : part.mediaTypes()) {
                assertTrue(
                        plan.probes().stream()
                                .anyMatch(probe -> new String(probe.request().body(), StandardCharsets.ISO_8859_1)
                                        .contains("Content-Type: " + mediaType)),
                        mediaType);
            }
        }
        assertEquals(
                plan.probes().size(),
                plan.probes().stream().map(Probe::id).distinct().count());
    }

    @Test
    void aCallThatIsRefusedForAnotherReasonIsAFinding(Prism prism) {
        Contract contract = Contract.published();
        Target target = Target.of(contract, prism);
        Call withoutBoth = Call.good(contract, target, 0, 1, 1)
                .without(contract.parts().get(0))
                .without(contract.parts().get(1));
        Run run = run(contract, target);
        run.execute(Probe.of(
                "wrong-reason", withoutBoth, new Expectation.Refuses(Contract.Refusal.INPUT, "part:image_file")));
        assertEquals(
                List.of("refusal-reason at part:image_file"),
                run.findings().stream()
                        .map(finding -> finding.rule().id() + " at " + finding.where())
                        .toList());
    }

    @Test
    void anExampleThatBreaksItsSchemaIsDeviantAndNamed() {
        Contract contract = Contracts.editedFirst("- seed: 12345", "- seed: null");
        try (Prism prism = Prism.start(contract)) {
            Run run = run(contract, Target.of(contract, prism));
            run.checkContract();
            run.plan().probes().stream().limit(1).forEach(run::execute);
            assertEquals(Verdict.DEVIANT, run.verdict());
            assertTrue(
                    run.verdictLine().contains("one-image/value/data/0/seed: expected integer, found null"),
                    run.verdictLine());
            Finding status = run.findings().get(1);
            assertEquals("status", status.where());
            assertEquals("200", status.expected());
            assertTrue(status.found().startsWith("500: ") && status.found().contains("\"seed\""), status.found());
        }
    }

    @Test
    void aMockThatCrashesIsNoDeviation() {
        Contract contract = Contract.published();
        try (Prism prism = Prism.start(contract)) {
            Target target = Target.of(contract, prism);
            Call good = Call.good(contract, target, 0, 1, 1);
            Multipart nameless = new Multipart(
                    good.body().mediaType(),
                    good.body().boundary(),
                    List.of(new Multipart.Part("a; filename=\"b;=c", null, null, new byte[] {1})));
            Call odd = new Call(contract, target, good.credential(), good.headers(), nameless, good.parameters());
            Run run = run(contract, target);
            run.checkContract();
            run.execute(Probe.of("crash", odd, new Expectation.Tells()));
            run.execute(Probe.of("after", good, new Expectation.Tells()));
            assertEquals(List.of(), run.findings());
            assertEquals(Verdict.INCONCLUSIVE, run.verdict());
            assertTrue(
                    run.verdictLine().startsWith("inconclusive: the mock crashed; its last lines: "),
                    run.verdictLine());
        }
    }

    @Test
    void nothingIsLeftOfAMockThatIsClosed() {
        Prism prism = Prism.start(Contract.published());
        assertTrue(prism.handle().isAlive());
        prism.close();
        assertFalse(prism.handle().isAlive());
    }

    private static String unavailable(Map<String, String> environment, Path modules) {
        return String.valueOf(
                assertThrows(Prism.Unavailable.class, () -> Prism.start(Contract.published(), environment, modules))
                        .getMessage());
    }

    @Test
    void withoutNodeTheMessageSaysWhatToDo(@TempDir Path empty) {
        assertEquals(
                "expected Node.js 20.19 or newer on the PATH, found none. Install it, or put it on the PATH, and run"
                        + " the same command again",
                unavailable(Map.of("PATH", empty.toString()), Path.of("node_modules")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anOldNodeIsNamedWithItsVersion(@TempDir Path folder) throws IOException {
        Path node = Files.writeString(folder.resolve("node"), "#!/bin/sh\necho v20.18.1\n");
        assertTrue(node.toFile().setExecutable(true));
        String message = unavailable(Map.of("PATH", folder.toString()), Path.of("node_modules"));
        assertTrue(
                message.startsWith("expected Node.js 20.19 or newer on the PATH, found v20.18.1 at " + node), message);
    }

    @Test
    void withoutPrismTheMessageSaysHowToInstallIt(@TempDir Path empty) {
        String message = unavailable(System.getenv(), empty);
        assertTrue(message.startsWith("expected the Prism mock at " + empty), message);
        assertTrue(message.contains("npm ci --ignore-scripts in conformance-tests"), message);
    }
}
