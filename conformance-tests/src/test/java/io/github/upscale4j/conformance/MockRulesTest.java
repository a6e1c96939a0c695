package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules that only a mock can break: Prism answers from one contract and is judged by another. */
final class MockRulesTest {
    private static final Contract CONTRACT = Contract.published();

    private static List<String> findings(Contract answersFrom, List<String> probes) {
        try (Prism prism = Prism.start(answersFrom)) {
            Run run = new Run(
                    CONTRACT,
                    Contract.documents(),
                    Target.of(CONTRACT, prism),
                    Allowance.DEFAULT,
                    new Transport(Duration.ofSeconds(30)),
                    () -> 1,
                    Instant.EPOCH,
                    Known.NONE);
            run.plan().probes().stream()
                    .filter(probe -> probes.contains(probe.id()))
                    .forEach(run::execute);
            return run.findings().stream()
                    .map(finding -> finding.rule().id() + " at " + finding.where() + " of " + finding.probe())
                    .toList();
        }
    }

    @Test
    void anExampleThatIsNotTheOneAskedForIsNamed() {
        Contract other = Contracts.edited(
                "one.png?exp=948689767",
                "three.png?exp=948689767",
                "{error: Unauthorized}",
                "{error: Nobody}",
                "title: Content Too Large, status: 413",
                "title: Content Too Large, status: 413, detail: 26214400 bytes");
        assertEquals(
                List.of(
                        "example at body of 200-two-images-png",
                        "example at body of 401-vendor",
                        "example at body of 413-problem"),
                findings(
                        other,
                        List.of("200-one-image-png", "200-two-images-png", "401-vendor", "413-vendor", "413-problem")));
    }

    @Test
    void aRefusalForAnotherReasonOrForMoreReasonsIsNamed() {
        Contract other = Contracts.edited(
                "required: [image_request, image_file]",
                "required: [image_request, image_file, image_mask]",
                "                image_file:\n                  description",
                "                image_mask: {type: string, format: binary, x-source: I}\n"
                        + "                image_file:\n                  description");
        assertEquals(
                List.of(
                        "refusal-reason at request-header:Authorization of missing-authorization",
                        "refusal-reason at part:image_request of missing-image-request",
                        "refusal-reason at part:image_file of missing-image-file"),
                findings(other, List.of("missing-authorization", "missing-image-request", "missing-image-file")));
    }

    @Test
    void whatIsNotRefusedHasNoReason() {
        Contract other = Contracts.edited("required: [image_request, image_file]", "required: [image_request]");
        assertEquals(
                List.of(
                        "status at part:image_file of missing-image-file",
                        "refusal-reason at part:image_file of missing-image-file"),
                findings(other, List.of("missing-image-request", "missing-image-file")));
    }
}
