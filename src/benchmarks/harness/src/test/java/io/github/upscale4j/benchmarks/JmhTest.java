package io.github.upscale4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JMH itself, as shortly as it can; the figures mean nothing. */
class JmhTest {
    private static final int MILLIS = 10;
    private static final Form SHORTEST =
            new Form("shortest", 1, 1, MILLIS, MILLIS, 0, MILLIS, List.of(1), 1, 1, 1, 1, 1);

    @TempDir
    static Path output;

    private static Folders folders;

    @BeforeAll
    static void prepare() throws IOException {
        folders = Built.in(output);
    }

    @Test
    void theFiguresThatAreAskedFor() throws Exception {
        Entry entry = Entry.of(Question.DECODE).get(0);

        List<Jmh.Converging> runs =
                new Jmh(folders, SHORTEST).run(entry, "DecodeBenchmark", MILLIS, "images=1", List.of());

        assertEquals(1, runs.size());
        JmhResult result = runs.get(0).result();
        assertEquals(entry.className(), result.parameter("rival"));
        assertEquals("1", result.parameter("images"));
        for (JmhResult.Figure figure :
                List.of(result.figure(), result.figure(JmhResult.ALLOCATION), result.figure(JmhResult.CPU))) {
            assertTrue(figure.value() > 0, () -> "expected a figure but found " + figure.value());
        }
    }

    /** The stock client reads the whole upload into a text. */
    @Test
    void whatARivalDiesOf() throws Exception {
        Entry entry = Built.entry("stock-okhttp-gson");
        try (Program.Server server = CallRuns.bareServer(folders)) {
            List<String> jvm = List.of("-Xmx32m", "-Dbenchmark.server=" + server.url());

            ProgramFailed e = assertThrows(ProgramFailed.class, () -> new Jmh(folders, SHORTEST)
                    .run(entry, "CallBenchmark", MILLIS, "picture=25 MB", jvm));

            assertEquals("OutOfMemoryError: Java heap space", e.what());
        }
    }
}
