package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The client against providers that misbehave, over real sockets: cases.yaml has how, and what comes of it. */
class CasesTest {
    /** What the issue names. */
    private static final Set<String> FAMILIES = Set.of(
            "reset before the body",
            "reset after the body",
            "stall",
            "drip",
            "truncation",
            "wrong length",
            "429",
            "503",
            "408",
            "redirect",
            "gzip bomb",
            "100 MB",
            "html",
            "bom",
            "duplicate keys",
            "deep nesting");

    private static long descriptors;

    /** What the first call in a JVM leaves open for all others, a selector for instance, is none of a case's. */
    @BeforeAll
    static void warmUp() throws IOException {
        for (String honest : List.of("honest-bearer", "honest-key", "honest-api-key")) {
            assertEquals("result", new CaseRun(Cases.named(honest)).outcome());
        }
        descriptors = Leftovers.descriptors();
    }

    /** The JVM opens a jar or two when it wants; what a client leaves it leaves once for each case. */
    @AfterAll
    static void descriptorsAreAsManyAsBefore() {
        long now = Leftovers.descriptors();
        assertTrue(now <= descriptors + 20, () -> descriptors + " descriptors before and " + now + " after");
    }

    static Stream<Case> cases() {
        return Cases.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @Timeout(30)
    void clientKeepsItsPromises(Case tried) throws IOException {
        Leftovers leftovers = new Leftovers();
        CaseRun run = new CaseRun(tried);
        Case.Expected expected = tried.expected();
        assertAll(
                tried + ": " + tried.why(),
                () -> assertEquals(expected.outcome(), run.outcome(), () -> run.fared.printed()),
                () -> assertTrue(
                        expected.billing().contains(run.billing()),
                        () -> "expected billing " + expected.billing() + " but was " + run.billing()),
                () -> assertEquals(expected.status(), run.status(), "status of the answer"),
                () -> assertEquals(
                        expected.requests(), run.fared.journal().calls().size(), "requests begun"),
                () -> assertEquals(
                        expected.received(), run.fared.journal().requestsReceivedInFull(), "requests received in full"),
                () -> assertEquals(expected.billed(), run.fared.journal().imagesBilled(), "images billed"),
                () -> assertEquals(expected.links(), run.fared.links(), "links"),
                () -> assertEquals(expected.violations(), run.violations(), "violations"),
                () -> assertEquals(expected.waits(), run.waits, "waits in milliseconds"),
                () -> expected.message()
                        .forEach(text -> assertTrue(
                                run.message().contains(text), () -> "expected \"" + text + "\" in " + run.message())),
                () -> expected.absent()
                        .forEach(text -> assertFalse(
                                run.fared.printed().contains(text),
                                () -> "expected no \"" + text + "\" in " + run.fared.printed())),
                () -> assertEquals(List.of(), problems(run), "what the provider could not do"),
                () -> assertEquals(List.of(), run.fared.broken(tried), "broken promises"),
                () -> assertEquals(Set.of(), run.threads, "threads after close()"),
                () -> assertEquals(Set.of(), run.connections, "connections after close()"),
                () -> assertEquals(Set.of(), leftovers.left(), "left behind"));
    }

    private static List<String> problems(CaseRun run) {
        return run.fared.journal().exchanges().stream()
                .map(exchange -> exchange.problem())
                .filter(problem -> problem != null)
                .toList();
    }

    /** Where the catalogue says that nobody can know it, it is so: else the case has to be like all others. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("liars")
    void liarsLie(Case tried) throws IOException {
        Fared fared = new CaseRun(tried).fared;
        assertTrue(
                tried.expected().billing().stream().noneMatch(fared::isTrue)
                        || fared.journal().callsBilled() > 1,
                tried.expected().truth());
    }

    static Stream<Case> liars() {
        return cases().filter(one -> one.expected().truth() != null);
    }

    @Test
    void catalogueHasEnoughCasesOfEachClass() {
        Map<String, Integer> count = new TreeMap<>();
        FAMILIES.forEach(family -> count.put(family, 0));
        List<Case> all = Cases.all();
        all.forEach(one -> count.merge(one.family(), 1, Integer::sum));
        assertTrue(all.size() >= 100, all.size() + " cases");
        FAMILIES.forEach(family -> assertTrue(count.get(family) >= 3, family + ": " + count));
        assertFalse(liars().findAny().isEmpty(), "a catalogue of misbehaviour has liars");
    }

    @ParameterizedTest
    @EnumSource(KeyForm.class)
    void everyFormOfTheKeyIsEchoed(KeyForm form) {
        String name = form.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String placeholder = form == KeyForm.PLAIN ? "${key}" : "${key:" + name + "}";
        assertTrue(cases().anyMatch(one -> one.faults().toString().contains(placeholder)), placeholder);
    }
}
