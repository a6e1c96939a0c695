package io.github.upscale4j.conformance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Deviations that a team knows of and lives with for a while. Immutable.
 *
 * @param given whether there is a list, which may be empty
 * @param today in UTC, by which lines expire
 */
record Known(boolean given, List<KnownDeviation> lines, LocalDate today) {
    static final Known NONE = new Known(false, List.of(), LocalDate.EPOCH);

    /** Without what these ask for, most other rules have nothing to judge. */
    private static final Set<Rule> FIRST =
            EnumSet.of(Rule.WHOLE_ANSWER, Rule.STATUS, Rule.CONTENT_LENGTH, Rule.CONTENT_TYPE, Rule.JSON);

    private static final String BEHIND = " is known, and behind it: ";

    Known {
        lines = List.copyOf(lines);
    }

    /** The index of the first line that is about a finding and has not expired. */
    OptionalInt indexOf(Finding finding) {
        return IntStream.range(0, lines.size())
                .filter(i -> !lines.get(i).hasExpired(today) && lines.get(i).isAbout(finding))
                .findFirst();
    }

    Optional<KnownDeviation> lineOf(Finding finding) {
        OptionalInt index = indexOf(finding);
        return index.isPresent() ? Optional.of(lines.get(index.getAsInt())) : Optional.empty();
    }

    /**
     * The same checks, with those as excused that could not be made because of what is known: in an answer that is known not
     * to be JSON there are no fields to judge.
     */
    List<Check> excuse(List<Check> checks) {
        List<Check> behind = new ArrayList<>();
        for (Check check : checks) {
            boolean open = check.outcome() == Check.Outcome.NOT_CHECKED && !check.excused();
            Optional<Check> first = checks.stream()
                    .filter(other -> open && FIRST.contains(other.rule()) && isKnown(other))
                    .filter(other -> other.probe().equals(check.probe()))
                    // That a status says nothing is no consequence of how its answer looks, only of there being none.
                    .filter(other -> check.rule() != Rule.STATUS || other.rule() == Rule.WHOLE_ANSWER)
                    .findFirst();
            behind.add(
                    first.isEmpty()
                            ? check
                            : Check.leftOut(
                                    check.probe(),
                                    check.rule(),
                                    first.get().rule().id() + BEHIND + check.reason(),
                                    true));
        }
        return List.copyOf(behind);
    }

    /** Whether a check is one that {@link #excuse} excused. */
    boolean isBehind(Check check) {
        return given && check.excused() && check.reason().contains(BEHIND);
    }

    /** Whether a check failed with nothing but what is known. */
    boolean isKnown(Check check) {
        return check.outcome() == Check.Outcome.FAILED
                && check.findings().stream()
                        .allMatch(finding -> indexOf(finding).isPresent());
    }
}
