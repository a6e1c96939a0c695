package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of many findings few are told, and none that is not known hides behind those that are. */
final class CheckTest {
    private static Check check(int findings) {
        return Check.of(
                "accept-1",
                Rule.SCHEMA,
                IntStream.range(0, findings)
                        .mapToObj(i -> new Finding(Rule.SCHEMA, "/data/" + i, "one", "another", "accept-1"))
                        .toList());
    }

    private static List<String> last(Check check) {
        Finding last = check.findings().get(check.findings().size() - 1);
        return List.of(last.where(), last.found());
    }

    @Test
    void twentyAreToldAndTheRestCounted() {
        assertEquals(20, check(20).bounded(finding -> false).findings().size());
        Check bounded = check(23).bounded(finding -> false);
        assertEquals(21, bounded.findings().size());
        assertEquals(List.of("body", "3 more of these"), last(bounded));
    }

    @Test
    void whatIsNotKnownIsToldHoweverMuchIsKnown() {
        Check bounded = check(30).bounded(finding -> !finding.where().equals("/data/29"));
        assertEquals(22, bounded.findings().size());
        assertEquals("/data/29", bounded.findings().get(0).where());
        assertEquals(List.of("/data/20", "9 more of these"), last(bounded), "counted in a place that is known");
    }
}
