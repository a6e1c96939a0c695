package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reports say of each rule what RULES.md does. */
final class RuleBookTest {
    @ParameterizedTest
    @EnumSource
    void eachRuleHasItsSection(Rule rule) {
        RuleBook.Section section = RuleBook.published().section(rule.id()).orElseThrow();
        assertEquals(rule.number(), section.number());
        assertEquals(rule.intent(), section.intent());
        assertTrue(section.source().startsWith(rule.source().text()), section.source());
        assertTrue(section.look().matches("If this fails.*[.?]"), section.look());
    }

    @Test
    void aRuleOfAnotherVersionHasNone() {
        assertEquals(Optional.empty(), RuleBook.published().section("of-tomorrow"));
    }

    @Test
    void whatStandsBetweenBackTicksIsCode() {
        assertEquals(
                List.of(
                        new HtmlReport.Phrase(false, "a "),
                        new HtmlReport.Phrase(true, "b"),
                        new HtmlReport.Phrase(false, " c")),
                HtmlReport.phrases("a `b` c"));
    }
}
