package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names of others on a terminal and in one line of a log. */
class ShownTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("photo 1 'x' \"y\".jpg", "photo 1 'x' \"y\".jpg"),
                Arguments.of("été 😀 日本 ي", "été 😀 日本 ي"),
                Arguments.of("a\nb\rc\td", "a\\nb\\rc\\td"),
                Arguments.of(
                        "\u0000\u0007\u001B[31m\u007F\u0085\u009B", "\\u0000\\u0007\\u001B[31m\\u007F\\u0085\\u009B"),
                Arguments.of("a\u202Egpj.exe\u2066\u200F\u061C", "a\\u202Egpj.exe\\u2066\\u200F\\u061C"),
                Arguments.of("a\u2028b\u2029c", "a\\u2028b\\u2029c"),
                Arguments.of("\uD83Dx\uDE00", "\\uD83Dx\\uDE00"),
                Arguments.of("a\uFFFEb", "a\\uFFFEb"),
                Arguments.of("", ""));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void whatATerminalWouldObeyIsEscaped(String text, String shown) {
        assertEquals(shown, Shown.text(text));
        assertEquals(shown.repeat(200), Shown.escaped(text.repeat(200)));
        assertEquals(
                shown,
                text.isEmpty() || text.indexOf('\0') >= 0 || hasLoneSurrogate(text)
                        ? shown
                        : Shown.name(Path.of(text)));
    }

    @Test
    void workingDirectoryHasAName() {
        assertEquals(".", Shown.name(Path.of("")));
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertEquals("a".repeat(300), Shown.text("a".repeat(300)));
        assertEquals("a".repeat(299) + "…", Shown.text("a".repeat(301)));
        assertEquals("a".repeat(298) + "…", Shown.text("a".repeat(298) + "😀😀"));
        assertEquals("a".repeat(298) + "😀", Shown.text("a".repeat(298) + "😀"));
        assertTrue(Shown.text("\u001B".repeat(1000)).length() <= Shown.MAX_LENGTH);
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
