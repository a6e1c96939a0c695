package io.github.upscale4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SlopeTest {
    @Test
    void aLineIsFoundAgain() {
        assertSlope(3, 5, 1, Slope.of(new double[] {1, 2, 4, 8}, new double[] {8, 11, 17, 29}));
        assertSlope(-2, 0, 1, Slope.of(new double[] {-1, 0, 1}, new double[] {2, 0, -2}));
        assertSlope(0, 7, 1, Slope.of(new double[] {1, 2, 3}, new double[] {7, 7, 7}));
    }

    /** By hand: means 2 and 3, xx 2, xy 1, yy 2. */
    @Test
    void pointsBesideALineLowerTheFit() {
        assertSlope(0.5, 2, 0.25, Slope.of(new double[] {1, 2, 3}, new double[] {3, 2, 4}));
    }

    @Test
    void pointsAboveEachOtherAreNoLine() {
        assertThrows(IllegalArgumentException.class, () -> Slope.of(new double[] {2, 2, 2}, new double[] {1, 2, 3}));
    }

    private static void assertSlope(double perStep, double constant, double rSquared, Slope slope) {
        assertAll(
                () -> assertEquals(perStep, slope.perStep(), 1e-12),
                () -> assertEquals(constant, slope.constant(), 1e-12),
                () -> assertEquals(rSquared, slope.rSquared(), 1e-12));
    }

    @Test
    void growthIsToldInItsOwnTerms() {
        Results results = new MadeUp()
                .with("decode", "upscale4j", "8", "time", "ns/op", 8_500)
                .with("decode", "upscale4j", "1", "time", "ns/op", 1_500)
                .with("decode", "upscale4j", "2", "time", "ns/op", 2_500)
                .with("call", "okhttp", "10 KB", "cpu", "us/call", 103.4)
                .with("call", "okhttp", "200 KB", "cpu", "us/call", 168)
                .with("call", "okhttp", "5 MB", "cpu", "us/call", 1_800)
                .with("steady", "upscale4j", "1", "cpu", "us/call", 199)
                .with("steady", "upscale4j", "2", "cpu", "us/call", 200)
                .with("steady", "upscale4j", "3", "cpu", "us/call", 201)
                .results();

        assertEquals(
                List.of(
                        "upscale4j: 1,500 ns/op at 1, 8,500 ns/op at 8, +1,000 ns per image, 500 ns/op",
                        "okhttp: 103 µs/call at 10 KB, 1,800 µs/call at 5 MB, +340 µs per MB, 100 µs/call",
                        "upscale4j: 199 µs/call at 1, 201 µs/call at 3, +0.500 % per 1,000 calls, 198 µs/call"),
                Slopes.of(results).stream()
                        .map(row -> row.rival() + ": " + row.first() + ", " + row.last() + ", " + row.slope() + ", "
                                + row.constant())
                        .toList());
    }

    @Test
    void twoPointsAreNoEvidence() {
        Results results = new MadeUp()
                .with("decode", "upscale4j", "1", "time", "ns/op", 1)
                .with("decode", "upscale4j", "2", "time", "ns/op", 2)
                .results();

        assertEquals(List.of(), Slopes.of(results));
    }
}
