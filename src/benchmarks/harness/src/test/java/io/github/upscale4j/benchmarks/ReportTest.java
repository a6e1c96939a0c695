package io.github.upscale4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    Path folder;

    @Test
    void theWholeReport() throws IOException {
        Results results = new MadeUp()
                .with("decode", "upscale4j", "2", "time", "ns/op", 2_400.1, 31)
                .with("decode", "upscale4j", "2", "allocation", "B/op", 2_904, 0.001)
                .with("decode", "bare-moshi", "2", "time", "ns/op", 1_810, 12.4)
                .with("decode", "bare-moshi", "2", "allocation", "B/op", 2_200, 0.001)
                .with("decode", "fastjson2", "2", "time", "ns/op", 1_200.5, 12.4)
                .with("decode", "upscale4j", "1", "time", "ns/op", 1_400.1, 9)
                .with("decode", "upscale4j", "4", "time", "ns/op", 4_400.1, 40)
                .with("upload", "okhttp", "25 MB", "throughput", "MB/s", 812)
                .with(new Measurement(
                        "upload",
                        "upscale4j",
                        "25 MB",
                        "throughput",
                        "MB/s",
                        790.4,
                        3.3,
                        List.of(),
                        "did not converge"))
                .failed("upload", "stock-okhttp-gson", "25 MB", "OutOfMemoryError: Java heap space")
                .with(new Measurement(
                        "cold-start", "upscale4j", "", "time", "ms", 655, null, List.of(640.0, 655.0, 702.0), null))
                .with("suite", "upscale4j", "", "time", "s", 3.954)
                .results();

        Report.write(results, folder.resolve("made/for/it"));

        assertEquals(resource("expected-results.md"), Files.readString(folder.resolve("made/for/it/results.md")));
    }

    @Test
    void everyPlotIsShownAndNoOther() throws IOException {
        Report.write(MadeUp.whole(), folder);

        String report = Files.readString(folder.resolve(Report.FILE));
        try (Stream<Path> files = Files.list(folder)) {
            List<String> plots = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".svg"))
                    .toList();
            plots.forEach(plot -> assertTrue(report.contains("](" + plot + ")"), plot));
            assertEquals(
                    plots.size(),
                    report.lines().filter(line -> line.startsWith("![")).count());
        }
    }

    @Test
    void everyRivalHasARow() throws IOException {
        Results results = MadeUp.whole();

        Report.write(results, folder);

        String report = Files.readString(folder.resolve(Report.FILE));
        results.measurements().stream()
                .map(Measurement::rival)
                .filter(rival -> !rival.equals("upscale4j"))
                .forEach(rival -> assertTrue(report.contains("\n| " + rival + " | "), rival));
        assertFalse(report.contains("Not measured."));
    }

    @Test
    void nothingMeasuredIsSaidOfEveryQuestion() throws IOException {
        Report.write(new MadeUp().results(), folder);

        String report = Files.readString(folder.resolve(Report.FILE));
        assertEquals(10, report.lines().filter("Not measured."::equals).count());
        assertEquals(
                9,
                report.lines()
                        .filter(line -> line.endsWith(" | not measured |"))
                        .count());
        assertFalse(report.contains("stays flat"));
    }

    @Test
    void whatWasOnlyTriedIsShown() throws IOException {
        Report.write(new MadeUp().failed("upload", "jdk", "25 MB", "no route").results(), folder);

        assertTrue(Files.readString(folder.resolve(Report.FILE)).contains("""
                | | picture | note |
                | --- | ---: | ---: |
                | jdk | 25 MB | no route |
                """));
    }

    @Test
    void aQuestionThatNobodyKnowsIsShown() throws IOException {
        Report.write(new MadeUp().with("weather", "jdk", "", "rain", "mm", 4.5).results(), folder);

        assertTrue(Files.readString(folder.resolve(Report.FILE)).contains("""
                ## weather

                | | parameter | rain, mm |
                | --- | ---: | ---: |
                | jdk |  | 4.50 |
                """));
    }

    @Test
    void textStaysInItsCell() throws IOException {
        Report.write(
                new MadeUp()
                        .failed("upload", "jdk", "25 MB", "a|b\r\n*c* <d> `e` [f] &amp; \\g_h_")
                        .results(),
                folder);

        assertTrue(Files.readString(folder.resolve(Report.FILE))
                .contains("| jdk | 25 MB | a\\|b \\*c\\* &lt;d> \\`e\\` \\[f\\] &amp;amp; \\\\g\\_h\\_ |\n"));
    }

    @Test
    void withoutOursTheReferenceIsTheMeasure() throws IOException {
        Report.write(
                new MadeUp()
                        .with("call", "okhttp", "200 KB", "throughput", "calls/s", 1_000)
                        .with("call", "jdk", "200 KB", "throughput", "calls/s", 750)
                        .results(),
                folder);

        assertTrue(Files.readString(folder.resolve(Report.FILE)).contains("""
                | | picture | throughput, calls/s | throughput beside okhttp |
                | --- | ---: | ---: | ---: |
                | okhttp | 200 KB | 1,000 | 1 × |
                | jdk | 200 KB | 750 | 0.750 × |
                """));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ReportTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
