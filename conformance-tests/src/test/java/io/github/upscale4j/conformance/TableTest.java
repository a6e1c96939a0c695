package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
    @Test
    void columnsAreAligned() {
        Table table = new Table(List.of("a", "long"));
        table.row(List.of("first", "x|y"));
        assertEquals("a      long\n-----  ----\nfirst  x|y\n", table.console());
        assertEquals("| a | long |\n| --- | --- |\n| first | x\\|y |\n", table.markdown());
    }

    @Test
    void aTableThatIsTooWideGoesOnInTheNextLine() {
        Table table = new Table(List.of("a", "b"));
        table.row(List.of("word ".repeat(40).strip(), "12× string, 3× null"));
        assertTrue(table.console().lines().allMatch(line -> line.length() <= 120), table.console());
    }
}
