package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue is broad enough that the rules are proven by it. */
final class CatalogueTest {
    private static final List<Variant> BREAKAGES = Variant.breakages();
    private static final List<Variant> HONEST = Variant.honest();

    /** Rules that no provider can break: they judge the contract, or a mock. */
    private static final Set<String> NOT_OF_PROVIDERS = Set.of(
            "contract-promises-strictest",
            "contract-example",
            "example",
            "refusal-reason",
            "mock-limits",
            "known-deviation");

    /** What is easiest to think of: a field that is absent, null, or of another type. */
    private static final Set<String> EASY = Set.of("field-absent", "field-null", "field-type");

    private static final int LEAST_OF_EACH = 3;

    private static Map<String, Long> counted(Stream<String> words) {
        return words.collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private static Map<String, Long> fewerThanEnough(Map<String, Long> counts) {
        Map<String, Long> few = new TreeMap<>(counts);
        few.values().removeIf(count -> count >= LEAST_OF_EACH);
        return few;
    }

    @Test
    void eachRuleOfProvidersIsProvenAloneByThreeEntries() {
        Map<String, Long> alone = counted(BREAKAGES.stream()
                .filter(breakage -> breakage.findings().stream()
                                .map(finding -> finding.replaceFirst(" at .*", ""))
                                .distinct()
                                .count()
                        == 1)
                .map(breakage -> breakage.findings().first().replaceFirst(" at .*", "")));
        Arrays.stream(Rule.values())
                .filter(rule -> rule.side() == Rule.Side.PROVIDER)
                .map(Rule::id)
                .filter(rule -> !NOT_OF_PROVIDERS.contains(rule))
                .forEach(rule -> alone.putIfAbsent(rule, 0L));
        assertEquals(Map.of(), fewerThanEnough(alone));
    }

    @Test
    void eachFindingNamesARule() {
        Set<String> rules = Arrays.stream(Rule.values()).map(Rule::id).collect(Collectors.toSet());
        for (Variant breakage : BREAKAGES) {
            assertTrue(!breakage.findings().isEmpty(), breakage.name());
            for (String finding : breakage.findings()) {
                String[] words = finding.split(" at ", 2);
                assertTrue(words.length == 2 && rules.contains(words[0]), breakage.name() + ": " + finding);
            }
        }
    }

    @Test
    void eachClassHasThreeEntries() {
        assertEquals(Map.of(), fewerThanEnough(counted(BREAKAGES.stream().map(Variant::kind))));
    }

    @Test
    void atMostHalfIsAbsentNullOrOfAnotherType() {
        long easy = BREAKAGES.stream()
                .filter(breakage -> EASY.contains(breakage.kind()))
                .count();
        assertTrue(easy * 2 <= BREAKAGES.size(), () -> easy + " of " + BREAKAGES.size());
    }

    @Test
    void thereAreManyAndEachHasItsOwnName() {
        assertTrue(BREAKAGES.size() >= 150, () -> BREAKAGES.size() + " breakages");
        assertTrue(HONEST.size() >= 20, () -> HONEST.size() + " honest ones");
        Map<String, Long> names =
                counted(Stream.concat(BREAKAGES.stream(), HONEST.stream()).map(Variant::name));
        names.values().removeIf(count -> count == 1);
        assertEquals(Map.of(), names);
        for (Variant variant : BREAKAGES) {
            assertTrue(variant.name().matches("[a-z0-9]+(-[a-z0-9]+)*"), variant.name());
        }
    }

    @Test
    void honestOnesHaveNothingToFind() {
        for (Variant variant : HONEST) {
            assertEquals(Set.of(), variant.findings(), variant.name());
        }
    }

    @Test
    void noTwoEntriesBreakTheSame() {
        Map<String, Long> faults =
                counted(BREAKAGES.stream().map(breakage -> breakage.faults() + " " + breakage.options()));
        faults.values().removeIf(count -> count == 1);
        assertEquals(Map.of(), faults);
    }
}
