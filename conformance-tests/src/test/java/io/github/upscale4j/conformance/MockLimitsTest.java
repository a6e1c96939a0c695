package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the mock cannot show is not checked, and no line says so without need. */
final class MockLimitsTest {
    private static final Contract CONTRACT = Contract.published();
    private static final Plan PLAN = Plan.of(
            CONTRACT, Target.of(CONTRACT, URI.create("http://127.0.0.1:9"), "key-of-mine"), Allowance.ENDLESS, () -> 1);

    private static MockLimits limits(String... lines) throws IOException {
        return MockLimits.parse(("- " + String.join("\n- ", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Probe probe(String id) {
        return PLAN.probes().stream()
                .filter(probe -> probe.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A check of the status as the mock brings it: passed, or failed. */
    private static Check status(Probe probe, boolean passed) {
        Finding finding = new Finding(Rule.STATUS, "status", "400", "200", probe.id());
        return Check.of(probe.id(), Rule.STATUS, passed ? List.of() : List.of(finding));
    }

    private static List<String> findings(MockLimits limits) {
        return limits.conclude().stream()
                .flatMap(check -> check.findings().stream())
                .map(finding -> finding.rule().id() + " at " + finding.where() + ": " + finding.found())
                .toList();
    }

    @Test
    void aFailureThatALineIsAboutCountsAsNotCheckedWithItsReason() throws IOException {
        MockLimits limits = limits("{rule: status, places: 'request:/*', reason: it looks away}");
        Probe wrong = probe("detail-below-minimum");
        List<Check> checks = limits.excuse(wrong, List.of(status(wrong, false)));
        assertEquals(Check.Outcome.NOT_CHECKED, checks.get(0).outcome());
        assertEquals("the mock cannot show it: it looks away", checks.get(0).reason());
        assertTrue(checks.get(0).excused());
        assertEquals(List.of(), findings(limits));
    }

    @Test
    void aFailureThatNoLineIsAboutStays() throws IOException {
        MockLimits limits = limits("{rule: status, places: 'request:/*', reason: it looks away}");
        Probe other = probe("missing-image-file");
        Check failed = status(other, false);
        assertEquals(List.of(failed), limits.excuse(other, List.of(failed)));
    }

    @Test
    void aLineWithACheckThatPassesIsObservableAfterAll() throws IOException {
        MockLimits limits = limits("{rule: status, places: 'request:/*', reason: it looks away}");
        Probe wrong = probe("detail-below-minimum");
        Probe alsoWrong = probe("seed-as-string");
        limits.excuse(wrong, List.of(status(wrong, false)));
        limits.excuse(alsoWrong, List.of(status(alsoWrong, true)));
        assertEquals(List.of("mock-limits at mock-limits:0: 1 of 2 that pass"), findings(limits));
    }

    @Test
    void aLineOfARuleThatIsGoneIsStale() throws IOException {
        MockLimits limits = limits("{rule: no-such-rule, probes: 'accept-*', reason: it looks away}");
        Probe probe = probe("accept-1");
        limits.excuse(probe, List.of(status(probe, false)));
        assertEquals(List.of("mock-limits at mock-limits:0: no such check"), findings(limits));
    }

    @Test
    void aLineOfAProbeThatIsGoneIsStaleAndOnlyThat() throws IOException {
        MockLimits limits = limits(
                "{rule: status, probes: 'accept-*', reason: it looks away}",
                "{rule: status, probes: 'no-such-probe', reason: it looks away}");
        Probe probe = probe("accept-1");
        limits.excuse(probe, List.of(status(probe, false)));
        assertEquals(List.of("mock-limits at mock-limits:1: no such check"), findings(limits));
    }

    @Test
    void aLineWithoutAReasonOrWithoutProbesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> limits("{rule: status, probes: 'accept-*'}"));
        assertThrows(IllegalArgumentException.class, () -> limits("{rule: status, reason: it looks away}"));
    }
}
