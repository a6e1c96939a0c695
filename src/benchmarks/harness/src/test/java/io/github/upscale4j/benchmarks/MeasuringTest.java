package io.github.upscale4j.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuringTest {
    private static final Entry OURS = Entry.of(Question.SUITE).get(0);
    private static final Entry JDK = Built.entry("jdk");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Measuring measuring = new Measuring(new PrintStream(out, true, UTF_8));

    @Test
    void whatIsMeasuredIsKeptAndTold() throws Exception {
        measuring.measure(Question.CALL, JDK, "200 KB", () -> {
            measuring.add(Question.CALL, JDK, "200 KB", "throughput", "calls/s", 1234.56, 7.0, List.of(1.0), "a note");
            measuring.add(Question.CALL, JDK, "200 KB", "cpu", "us/call", 0.5);
        });
        measuring.measure(Question.SUITE, OURS, "", () -> measuring.add(Question.SUITE, OURS, "", "time", "s", 4));

        assertEquals(
                List.of(
                        new Measurement(
                                "call", "jdk", "200 KB", "throughput", "calls/s", 1234.56, 7.0, List.of(1.0), "a note"),
                        new Measurement("call", "jdk", "200 KB", "cpu", "us/call", 0.5, null, List.of(), null),
                        new Measurement("suite", "upscale4j", "", "time", "s", 4, null, List.of(), null)),
                measuring.measurements());
        assertEquals(List.of(), measuring.failures());
        assertEquals("""
                call jdk, 200 KB: throughput 1235 calls/s, cpu 0.5000 us/call
                suite upscale4j: time 4.000 s
                """, told());
    }

    @Test
    void whatARivalCannotDoIsAResult() throws Exception {
        measuring.measure(Question.UPLOAD, JDK, "25 MB", () -> {
            measuring.add(Question.UPLOAD, JDK, "25 MB", "throughput", "MB/s", 3);
            failing();
        });
        measuring.measure(Question.CALL, JDK, "1 MB", () -> measuring.add(Question.CALL, JDK, "1 MB", "cpu", "us", 1));

        assertEquals(
                List.of(new Failure("upload", "jdk", "25 MB", "ClassNotFoundException: no.such.Program")),
                measuring.failures());
        assertEquals(
                List.of("throughput", "cpu"),
                measuring.measurements().stream().map(Measurement::metric).toList());
        assertEquals("""
                upload jdk, 25 MB: ClassNotFoundException: no.such.Program
                call jdk, 1 MB: cpu 1.000 us
                """, told());
    }

    @Test
    void whatOursCannotDoEndsTheRun() {
        ProgramFailed e = assertThrows(
                ProgramFailed.class, () -> measuring.measure(Question.UPLOAD, OURS, "25 MB", this::failing));

        assertEquals("ClassNotFoundException: no.such.Program", e.what());
        assertEquals(List.of(), measuring.failures());
    }

    /** Such as a rival that is not built: nobody's result. */
    @Test
    void whatIsWrongWithTheHarnessEndsTheRun() {
        IOException thrown = new IOException("a full disk");

        assertEquals(
                thrown,
                assertThrows(
                        IOException.class,
                        () -> measuring.measure(Question.CALL, JDK, "", () -> {
                            throw thrown;
                        })));
        assertEquals(List.of(), measuring.failures());
    }

    /** A program that dies. */
    private void failing() throws IOException, InterruptedException {
        Program.java(folder.resolve("log.txt"), List.of(folder), "no.such.Program")
                .run();
    }

    private String told() {
        return out.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }
}
