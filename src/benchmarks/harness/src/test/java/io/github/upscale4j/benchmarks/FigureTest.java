package io.github.upscale4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FigureTest {
    @Test
    void aLineForEach() {
        assertEquals(
                List.of(new Figure("throughput", "calls/s", 39.9), new Figure("allocation", "B/call", 2.1e6)),
                Figure.read(List.of("throughput calls/s 39.9000", "allocation B/call 2.10000e+06")));
        assertEquals(List.of(), Figure.read(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "throughput 39.9", "throughput calls/s 39.9 ", "WARNING: an agent has been loaded"})
    void whatIsNoneIsRefused(String line) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Figure.read(List.of("threads threads 1", line)));

        assertEquals("expected a metric, its unit and its value but found " + line, e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"an agent loaded", "throughput calls/s many"})
    void whatHasNoNumberIsRefused(String line) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Figure.read(List.of(line)));

        assertEquals("expected a metric, its unit and its value but found " + line, e.getMessage());
    }
}
