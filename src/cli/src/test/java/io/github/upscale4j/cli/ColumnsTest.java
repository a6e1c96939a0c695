package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {
    @ParameterizedTest
    @CsvSource({"abc, 3", "'', 0", "é, 1", "e\u0301, 1", "山, 2", "ｱ, 1", "Ａ, 2", "🏔, 2", "한, 2", "█░, 2", "👩‍👧, 4"})
    void wideCharactersCountTwiceAndCombiningOnesNot(String text, int columns) {
        assertEquals(columns, Columns.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "abcdef, 6, abcdef, abcdef",
        "abcdef, 5, abcd…, ab…ef",
        "山山山, 5, 山山…, 山…山",
        "山山山, 4, 山…, …山",
        "abcdef, 1, …, …",
        "abcdef, 0, '', ''"
    })
    void whatIsCutFits(String text, int columns, String cut, String middle) {
        assertEquals(cut, Columns.cut(text, columns));
        assertEquals(middle, Columns.middle(text, columns));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a very long name of a photograph.jpg", "山🏔山🏔山🏔山🏔.jpg", "e\u0301e\u0301e\u0301e\u0301"})
    void noCutIsWiderThanAllowed(String text) {
        for (int columns = 0; columns < 40; columns++) {
            assertTrue(Columns.of(Columns.cut(text, columns)) <= columns);
            assertTrue(Columns.of(Columns.middle(text, columns)) <= columns);
        }
    }
}
