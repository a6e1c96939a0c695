package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What becomes of each line of {@code --known} in one run. A line is judged by the checks of its rule that were made and could
 * have shown its place, and by no others. Not thread-safe.
 */
final class KnownStates {
    /** Stands where reports name a probe. */
    static final String PROBE = "known";

    private static final int FEW = 4;

    /** Judged too wherever a call runs that should not. */
    private static final Set<Rule> OF_CALLS_THAT_RAN = EnumSet.of(
            Rule.CONTENT_TYPE,
            Rule.JSON,
            Rule.SCHEMA,
            Rule.NULLABILITY,
            Rule.FORMAT,
            Rule.CONDITION,
            Rule.IMAGE_COUNT,
            Rule.DISTINCT_LINKS,
            Rule.SENT_VALUE);

    private final Known known;
    private final Places places;
    private final Plan all;
    private final BiPredicate<Probe, Rule> judges;
    /** By line, the probes whose checks could have shown its place. */
    private final List<Set<String>> shownBy = new ArrayList<>();

    private boolean judged;

    /**
     * @param all whatever could be sent for any money
     * @param judges whether a probe's answer is judged by a rule
     */
    KnownStates(Known known, Contract contract, Plan all, BiPredicate<Probe, Rule> judges) {
        this.known = known;
        this.places = new Places(contract);
        this.all = all;
        this.judges = judges;
        known.lines().forEach(line -> shownBy.add(new LinkedHashSet<>()));
    }

    /** Takes note of checks that an answer was judged by. */
    void saw(Evidence evidence, List<Check> checks) {
        note(
                checks,
                (line, check) -> places.shows(line, evidence)
                        || isRefusedFor(line, evidence.probe())
                        // What a call is turned down for is not always told.
                        || (check.outcome() == Check.Outcome.PASSED && isPlaceOfProbe(line, evidence.probe())));
    }

    /** Takes note of checks that are about no answer. */
    void saw(List<Check> checks) {
        note(checks, (line, check) -> ofNoAnswer(line.rule()) && canBe(line));
    }

    private void note(List<Check> checks, BiPredicate<KnownDeviation, Check> shows) {
        for (Check check : checks) {
            for (int i = 0; i < known.lines().size(); i++) {
                KnownDeviation line = known.lines().get(i);
                if (check.outcome() != Check.Outcome.NOT_CHECKED
                        && check.rule() == line.rule()
                        && line.isAboutProbe(check.probe())
                        && shows.test(line, check)) {
                    shownBy.get(i).add(check.probe());
                }
            }
        }
    }

    private static boolean ofNoAnswer(Rule rule) {
        return switch (rule) {
            case CONTRACT_PROMISES_STRICTEST, CONTRACT_EXAMPLE, MOCK_LIMITS -> true;
            default -> false;
        };
    }

    /** Whether the line is about what a call sends, and this call is about that. */
    private boolean isPlaceOfProbe(KnownDeviation line, Probe probe) {
        // Most probes only have the place in them. They tell of the line if none is that is wrong in that place.
        return isRefusedFor(line, probe)
                || (isInWhatIsSent(line, probe)
                        && all.probes().stream()
                                .noneMatch(other -> line.isAboutProbe(other.id()) && isRefusedFor(line, other)));
    }

    private static boolean isInWhatIsSent(KnownDeviation line, Probe probe) {
        return line.rule() == Rule.STATUS
                && probe.expectation() instanceof Expectation.Runs runs
                && runs.sent().choices().keySet().stream().anyMatch(line::isAboutPlace);
    }

    private static boolean isRefusedFor(KnownDeviation line, Probe probe) {
        if (line.rule() != Rule.STATUS && line.rule() != Rule.REFUSAL_REASON) {
            return false;
        }
        return (probe.expectation() instanceof Expectation.Refuses refuses && line.isAboutPlace(refuses.where()))
                || (probe.expectation() instanceof Expectation.NotAllowed notAllowed
                        && line.isAboutPlace(notAllowed.where()));
    }

    /** Whether any check of any run can be what the line is about. */
    private boolean canBe(KnownDeviation line) {
        if (line.rule() == Rule.MOCK_LIMITS) {
            return all.probes().stream().anyMatch(probe -> judges.test(probe, Rule.EXAMPLE))
                    && line.isAboutProbe(line.rule().id())
                    && line.where().startsWith("mock-limits:");
        }
        if (ofNoAnswer(line.rule())) {
            return line.isAboutProbe(ContractChecks.PROBE)
                    && (line.where().startsWith("contract:") || line.isAboutPlace("contract:/"));
        }
        return all.leftOut().stream().anyMatch(check -> isOfLeftOut(line, check))
                || all.probes().stream().anyMatch(probe -> canBe(line, probe));
    }

    /** What is sent for no money is not among the probes, and about a place that others are about too. */
    private boolean isOfLeftOut(KnownDeviation line, Check check) {
        return check.rule() == line.rule()
                && line.isAboutProbe(check.probe())
                && (places.canBe(line)
                        || all.probes().stream()
                                .anyMatch(probe -> isRefusedFor(line, probe) || isInWhatIsSent(line, probe)));
    }

    private boolean canBe(KnownDeviation line, Probe probe) {
        boolean mock = judges.test(probe, Rule.EXAMPLE) || judges.test(probe, Rule.REFUSAL_REASON);
        boolean fits = judges.test(probe, line.rule()) || (!mock && OF_CALLS_THAT_RAN.contains(line.rule()));
        return fits && isNameOf(line, probe) && (isPlaceOfProbe(line, probe) || places.canBe(line));
    }

    /** Also of what a call that is turned down is taken apart by. */
    private static boolean isNameOf(KnownDeviation line, Probe probe) {
        return line.isAboutProbe(probe.id())
                || (probe.expectation() instanceof Expectation.Runs runs
                        && runs.sent().choices().keySet().stream()
                                .anyMatch(place -> line.isAboutProbe(Dissection.id(probe, place))));
    }

    /**
     * Says of each line whether it is still true; nothing if there is no list.
     *
     * @param conclusive whether the run gives a verdict; if not, no line is judged
     */
    List<Check> conclude(List<Finding> findings, boolean conclusive) {
        if (!known.given()) {
            return List.of();
        }
        judged = conclusive;
        List<Finding> red = new ArrayList<>();
        boolean any = known.lines().isEmpty();
        for (int i = 0; i < known.lines().size(); i++) {
            KnownState state = state(i, findings);
            any |= state != KnownState.NOT_CHECKED;
            if (state.isRed()) {
                red.add(finding(i, state, count(i, findings)));
            }
        }
        return List.of(
                any && conclusive
                        ? Check.of(PROBE, Rule.KNOWN_DEVIATION, red)
                        : Check.leftOut(
                                PROBE,
                                Rule.KNOWN_DEVIATION,
                                conclusive ? "no line's check was made" : "the run is inconclusive",
                                true));
    }

    private Finding finding(int index, KnownState state, int count) {
        KnownDeviation line = known.lines().get(index);
        String expected =
                switch (state) {
                    case EXPIRED -> "a date that has not passed for " + line.words();
                    case UNMATCHED -> "a check that can be about " + line.words();
                    default -> "that it is still there: " + line.words();
                };
        String found =
                switch (state) {
                    case EXPIRED ->
                        line.expires() + ", which was before " + known.today() + ", and "
                                + (count == 1 ? "1 finding" : count + " findings");
                    case UNMATCHED ->
                        all.probes().stream().anyMatch(probe -> isNameOf(line, probe))
                                ? "none with such a rule and place"
                                : "no probe of that name with such a rule";
                    default -> "nothing wrong there in " + probes(shownBy.get(index));
                };
        return new Finding(Rule.KNOWN_DEVIATION, "known:" + line.line(), expected, found, PROBE);
    }

    private static String probes(Set<String> names) {
        String few = String.join(", ", names.stream().limit(FEW).toList());
        return (names.size() == 1 ? "the answer to " : "the answers to ")
                + (names.size() > FEW ? few + " and " + (names.size() - FEW) + " more" : few);
    }

    int count(int index, List<Finding> findings) {
        return (int) findings.stream().filter(known.lines().get(index)::isAbout).count();
    }

    KnownState state(int index, List<Finding> findings) {
        KnownDeviation line = known.lines().get(index);
        boolean found = count(index, findings) > 0;
        if (found && !line.hasExpired(known.today())) {
            return KnownState.HOLDING;
        }
        if (!judged) {
            return KnownState.NOT_CHECKED;
        }
        if (!found && shownBy.get(index).isEmpty()) {
            return canBe(line) ? KnownState.NOT_CHECKED : KnownState.UNMATCHED;
        }
        if (line.hasExpired(known.today())) {
            return KnownState.EXPIRED;
        }
        return line.intermittent() ? KnownState.ABSENT : KnownState.FIXED;
    }
}
