package io.github.upscale4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmhResultTest {
    @TempDir
    Path folder;

    private List<JmhResult> results;

    @BeforeEach
    void read() throws IOException, URISyntaxException {
        results = JmhResult.read(Path.of(Objects.requireNonNull(JmhResultTest.class.getResource("jmh.json"))
                .toURI()));
    }

    @Test
    void theBenchmarksOwnFigure() {
        JmhResult.Figure figure = results.get(0).figure();

        assertEquals("200 KB", results.get(0).parameter("picture"));
        assertEquals(1325.25, figure.value());
        assertEquals(140.5, figure.error());
        assertEquals(List.of(List.of(1300.0, 1310.5), List.of(1340.0, 1350.5)), figure.forks());
        assertEquals(List.of(1300.0, 1310.5, 1340.0, 1350.5), figure.samples());
    }

    @Test
    void figuresOfProfilers() {
        assertEquals(21000.5, results.get(0).figure(JmhResult.ALLOCATION).value());
        assertEquals(0.25, results.get(0).figure(JmhResult.ALLOCATION).error());
        assertEquals(730, results.get(0).figure(JmhResult.CPU).value());
    }

    @Test
    void theErrorOfASingleSampleIsNone() {
        assertNull(results.get(0).figure(JmhResult.CPU).error());
        assertEquals(300, results.get(1).figure().value());
        assertNull(results.get(1).figure().error());
    }

    @Test
    void aProfilerThatDidNotRun() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> results.get(1).figure(JmhResult.CPU));

        assertEquals("expected cpu of JMH but found []", e.getMessage());
    }

    /** The second half of each fork is held against its first; an iteration in the middle is in neither. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | [[100, 100]]",
                "true  | [[100, 105]]",
                "false | [[100, 105.01]]",
                "true  | [[100, 95]]",
                "false | [[100, 94.99]]",
                "true  | [[100, 1000, 105]]",
                "false | [[100, 100, 106]]",
                "true  | [[50, 150, 60, 150]]",
                "true  | [[100, 100], [200, 200]]",
                "false | [[100, 100], [100, 110]]",
                "false | [[100, 110], [100, 100]]",
                "false | [[100, 110], [110, 100]]",
                "true  | [[100]]",
            })
    void whetherItCameToRest(boolean isConverged, String forks) throws IOException {
        Path file = Files.writeString(
                folder.resolve("jmh.json"), "[{\"primaryMetric\": {\"score\": 1, \"rawData\": " + forks + "}}]");

        assertEquals(isConverged, JmhResult.read(file).get(0).isConverged());
    }
}
