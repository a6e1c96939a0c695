package io.github.upscale4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BenchmarksTest {
    private static final String ONE_OF =
            "expected one of [decode, encode, call, upload, in-flight, steady, cold-start, tree, suite, regenerate] but found ";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void questionsAreNamedByTheirText(Question question) {
        assertSame(question, Question.of(question.text));
    }

    @ParameterizedTest
    @CsvSource({"DECODE", "in_flight", "''"})
    void anUnknownQuestion(String name) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Question.of(name));

        assertEquals(ONE_OF + name, e.getMessage());
    }

    @Test
    void bothForms() {
        assertSame(Form.FULL, Form.of("full"));
        assertSame(Form.SHORT, Form.of("short"));
    }

    @Test
    void anUnknownForm() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Form.of("Full"));

        assertEquals("expected full or short but found Full", e.getMessage());
    }

    /** Before anything is measured or written. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "short | decode,speed | expected one of [decode, encode, call, upload, in-flight, steady, cold-start, tree, suite, regenerate] but found speed",
                "short | decode, | expected one of [decode, encode, call, upload, in-flight, steady, cold-start, tree, suite, regenerate] but found ",
                "quick | decode, call | expected full or short but found quick",
                "quick | \"\" | expected full or short but found quick",
            })
    void wrongArgumentsAreRefused(String form, String questions, String message) {
        Path output = folder.resolve("output");

        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Benchmarks.main(new String[] {folder.toString(), output.toString(), form, questions, "mvn"}));

        assertEquals(message.strip(), e.getMessage().strip());
        assertEquals(false, Files.exists(output));
    }
}
