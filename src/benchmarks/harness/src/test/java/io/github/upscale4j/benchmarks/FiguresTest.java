package io.github.upscale4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2400.1 | 2,400",
                "1234567 | 1,230,000",
                "1235 | 1,240",
                "999.9 | 1,000",
                "99.95 | 100",
                "9.995 | 10.0",
                "1.5 | 1.50",
                "0.01234 | 0.0123",
                "12 | 12",
                "0 | 0",
                "-1.25 | −1.25",
            })
    void threeSignificantDigits(double value, String text) {
        assertEquals(text, Figures.of(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2400.1 | 31.04 | 2,400 ± 31",
                "2400.1 | 1.3 | 2,400 ± 1.3",
                "2400.1 | 1.1 | 2,400",
                "0.5 | 0.012 | 0.500 ± 0.012",
            })
    void anErrorStandsWhereItCanBeSeen(double value, double error, String text) {
        assertEquals(text, Figures.of(value, error));
    }

    @ParameterizedTest
    @CsvSource({"1.4, 1.4, 1.40", "1.4, 1.4001, 1.4001", "1.4, 1.3996, 1.3996", "1.4, 1.41, 1.41"})
    void aFigureIsToldFromItsLimit(double limit, double value, String text) {
        assertEquals(text, Figures.beside(limit, value));
    }
}
