package io.github.upscale4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Results results = new MadeUp()
                .with("decode", "upscale4j", "2", "time", "ns/op", 2_400.1, 31)
                .with(new Measurement(
                        "cold-start",
                        "ünï \"x\"",
                        "",
                        "time",
                        "ms",
                        1e-7,
                        null,
                        List.of(1.5, 2.0),
                        "did not\nconverge"))
                .failed("upload", "stock-okhttp-gson", "25 MB", "OutOfMemoryError: Java heap space")
                .results();
        Path file = folder.resolve("results.json");

        results.write(file);
        Results read = Results.read(file);

        assertEquals(results, read);
        assertEquals(
                List.copyOf(results.machine().keySet()),
                List.copyOf(read.machine().keySet()));
    }

    @Test
    void theFileIsTheOneAgreed() throws IOException {
        Path file = folder.resolve("results.json");

        new MadeUp()
                .with("decode", "upscale4j", "2", "time", "ns/op", 2_400.1, 31)
                .with("tree", "jdk", "", "jars", "jars", 0)
                .failed("upload", "jdk", "25 MB", "why")
                .results()
                .write(file);

        assertEquals("""
                {"form":"short","date":"2026-11-22T21:00:00Z","commit":"abc1234",\
                "machine":{"cpu":"A Processor @ 2.00GHz | x86_64","cores":"2","memory":"24 GiB","java":"OpenJDK 17.0.15+6"},\
                "measurements":[{"question":"decode","rival":"upscale4j","parameter":"2","metric":"time","unit":"ns/op",\
                "value":2400.1,"error":31.0,"samples":[],"note":null},\
                {"question":"tree","rival":"jdk","parameter":"","metric":"jars","unit":"jars",\
                "value":0.0,"error":null,"samples":[],"note":null}],\
                "failures":[{"question":"upload","rival":"jdk","parameter":"25 MB","what":"why"}]}""", Files.readString(file).replaceAll("\\n *", "").replace("\": ", "\":"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"form\": \"full\"} | found no date at $",
                "{\"from\": \"full\"} | found the unknown $.from",
                "{\"measurements\": [{\"question\": \"decode\"}]} | found no rival at $.measurements[0]",
                "{\"measurements\": [{\"values\": 1}]} | found the unknown $.measurements[0].values",
                "{\"failures\": [{\"question\": \"decode\"}]} | found no rival at $.failures[0]",
            })
    void anotherFileIsRefused(String json, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve("results.json"), json);

        IOException e = assertThrows(IOException.class, () -> Results.read(file));

        assertEquals("expected a results file at " + file + " but " + reason, e.getMessage());
    }

    @Test
    void figuresAreLookedUpByAllFourNames() {
        Results results = new MadeUp()
                .with("decode", "upscale4j", "2", "time", "ns/op", 7)
                .results();

        assertEquals(OptionalDouble.of(7), results.value("decode", "upscale4j", "2", "time"));
        assertEquals(OptionalDouble.empty(), results.value("encode", "upscale4j", "2", "time"));
        assertEquals(OptionalDouble.empty(), results.value("decode", "okhttp", "2", "time"));
        assertEquals(OptionalDouble.empty(), results.value("decode", "upscale4j", "4", "time"));
        assertEquals(OptionalDouble.empty(), results.value("decode", "upscale4j", "2", "size"));
    }

    @Test
    void mergedTheLaterCounts() {
        Results first = new MadeUp()
                .with("decode", "upscale4j", "2", "time", "ns/op", 1)
                .with("decode", "upscale4j", "2", "allocation", "B/op", 2)
                .failed("call", "jdk", "200 KB", "no route")
                .failed("call", "socket", "200 KB", "no route")
                .results();
        Results second = new MadeUp()
                .with("decode", "upscale4j", "2", "time", "ns/op", 3)
                .with("call", "jdk", "200 KB", "throughput", "calls/s", 4)
                .results();

        assertEquals(
                new MadeUp()
                        .with("decode", "upscale4j", "2", "allocation", "B/op", 2)
                        .with("decode", "upscale4j", "2", "time", "ns/op", 3)
                        .with("call", "jdk", "200 KB", "throughput", "calls/s", 4)
                        .failed("call", "socket", "200 KB", "no route")
                        .results(),
                first.merged(second));
    }

    @Test
    void anErrorThatIsNoNumberIsNone() {
        assertNull(new Measurement("decode", "jdk", "", "time", "ns/op", 1, Double.NaN, List.of(), null).error());
    }

    @Test
    void aValueThatIsNoNumberIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Measurement("decode", "jdk", "", "time", "ns/op", Double.NaN, null, List.of(), null));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Measurement("decode", "jdk", "", "time", "ns/op", 1, null, List.of(Double.NaN), null));
    }
}
