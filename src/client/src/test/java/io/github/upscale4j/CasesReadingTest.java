package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in the catalogue is told with its place, and is no case that checks less. */
class CasesReadingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{case: a, class: b, why: c, expect: {outcome: result}, wy: d} | a: expected no member wy",
                "{case: a, class: b, why: c, expect: {outcome: result, bill: 1}} | a/expect: expected no member bill",
                "{case: a, class: b, why: c, client: {retries: 1}, expect: {outcome: result}} | a/client: expected no member retries",
                "{case: a, class: b, why: c, call: {images: 1}, expect: {outcome: result}} | a/call: expected no member images",
                "{case: a, class: b, why: c, provider: {x: 1}, expect: {outcome: result}} | a/provider: expected no member x",
                "{case: a, class: b, why: c, expect: {outcome: result, links: one}} | a/expect/links: expected Integer but found one",
                "{case: a, class: b, why: c, expect: {outcome: result, violations: [1]}} | a/expect/violations: expected texts but found 1",
                "{case: a, class: b, expect: {outcome: result}} | a: expected a member why but there is none",
                "{case: a, class: b, why: c, expect: {outcome: NoAnswerException}} | a/expect: expected a member billing but there is none",
                "{case: A, class: b, why: c} | case 1: expected a name in kebab-case but found A",
                "7 | case 1: expected an object but found 7"
            })
    void mistakeIsToldWithItsPlace(String yaml, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Cases.read("[" + yaml + "]"))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value =
                    "{case: a, class: b, why: c, expect: {outcome: result}} | a: expected a name of its own but another has it")
    void namesAreUnique(String yaml, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Cases.read("[" + yaml + "," + yaml + "]"))
                        .getMessage());
    }
}
