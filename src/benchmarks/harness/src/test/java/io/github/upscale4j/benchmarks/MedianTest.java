package io.github.upscale4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianTest {
    @ParameterizedTest
    @CsvSource({"7, 7", "2, 1 3", "3, 1 900 3", "2.5, 4 1 3 2", "4, 9 -1 4 4 100"})
    void theValueInTheMiddle(double median, String values) {
        assertEquals(
                median,
                Median.of(Arrays.stream(values.split(" ", -1))
                        .map(Double::valueOf)
                        .toList()));
    }
}
