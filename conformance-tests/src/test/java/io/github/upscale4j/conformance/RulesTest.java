package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds {@code RULES.md} to the code. */
final class RulesTest {
    private static List<String> sections() throws IOException {
        return List.of(Files.readString(Path.of("RULES.md")).split("\n## ")).stream()
                .skip(1)
                .toList();
    }

    @Test
    void theFileHasTheRulesOfTheCodeInTheirOrder() throws IOException {
        assertEquals(
                Arrays.stream(Rule.values())
                        .map(rule -> rule.number() + ". " + rule.id())
                        .toList(),
                sections().stream()
                        .map(section -> section.lines().findFirst().orElse(""))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void eachRuleSaysWhatTheCodeSaysAndWhereToLook(Rule rule) throws IOException {
        List<String> lines = sections().stream()
                .filter(section -> section.startsWith(rule.number() + ". "))
                .findFirst()
                .orElseThrow()
                .lines()
                .toList();
        assertEquals(rule.intent(), lines.get(1));
        assertTrue(lines.get(3).startsWith("Source: " + rule.source().text()), lines.get(3));
        assertTrue(lines.get(3).contains("Where: "), lines.get(3));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("If this fails") && line.contains("look at ")));
    }
}
