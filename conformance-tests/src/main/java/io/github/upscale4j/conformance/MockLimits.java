package io.github.upscale4j.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What the mock cannot show, as the resource {@code prism-cannot-show.yaml} lists it. A check that a line is about counts as
 * not checked, however it went. A line is wrong if a check that it is about passes, and if it is about none. Not thread-safe.
 */
final class MockLimits {
    static final MockLimits NONE = new MockLimits(List.of());
    private static final String FILE = "prism-cannot-show.yaml";
    private static final String PROBE = "mock-limits";

    private final List<Line> lines;

    private MockLimits(List<Line> lines) {
        this.lines = lines;
    }

    static MockLimits published() {
        try (InputStream in = MockLimits.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("expected the resource " + FILE + ", found nothing");
            }
            return parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MockLimits parse(byte[] yaml) {
        List<Line> lines = new ArrayList<>();
        Json.parseYaml(yaml).forEach(line -> lines.add(new Line(line)));
        return new MockLimits(List.copyOf(lines));
    }

    /** The checks of a probe, with those that a line is about as not checked. */
    List<Check> excuse(Probe probe, List<Check> checks) {
        return checks.stream().map(check -> excuse(probe, check)).toList();
    }

    private Check excuse(Probe probe, Check check) {
        for (Line line : lines) {
            if (line.isAbout(probe, check)) {
                line.saw(check);
                return Check.leftOut(check.probe(), check.rule(), "the mock cannot show it: " + line.reason, true);
            }
        }
        return check;
    }

    /** Whether each line is still true; none if there are no lines. */
    List<Check> conclude() {
        if (lines.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.passed > 0 || line.seen == 0) {
                findings.add(new Finding(
                        Rule.MOCK_LIMITS,
                        "mock-limits:" + i,
                        "that the mock fails " + line.words(),
                        line.seen == 0 ? "no such check" : line.passed + " of " + line.seen + " that pass",
                        PROBE));
            }
        }
        return List.of(Check.of(PROBE, Rule.MOCK_LIMITS, findings));
    }

    /** One line of the file: a rule, the probes or places that it is about, and why. */
    private static final class Line {
        private final String rule;
        private final String probes;
        private final String places;
        private final String reason;
        private int seen;
        private int passed;

        Line(JsonNode line) {
            rule = line.path("rule").asString();
            probes = line.path("probes").asString("*");
            places = line.path("places").asString("*");
            reason = line.path("reason").asString("");
            if (reason.isEmpty() || !(line.has("probes") || line.has("places"))) {
                throw new IllegalArgumentException(
                        FILE + ": expected rule, reason, and probes or places, found " + line);
            }
        }

        boolean isAbout(Probe probe, Check check) {
            return check.rule().id().equals(rule)
                    && Glob.fits(probes, probe.id())
                    && Glob.fits(places, place(probe.expectation()));
        }

        private static String place(Expectation expectation) {
            return expectation instanceof Expectation.Refuses refuses ? refuses.where() : "";
        }

        void saw(Check check) {
            seen++;
            if (check.outcome() == Check.Outcome.PASSED) {
                passed++;
            }
        }

        String words() {
            return rule + " for probes " + probes + (places.equals("*") ? "" : " at " + places);
        }
    }
}
