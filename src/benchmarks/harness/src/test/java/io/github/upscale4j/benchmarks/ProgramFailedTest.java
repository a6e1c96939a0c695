package io.github.upscale4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramFailedTest {
    private static final String AT = "\tat org.example.Some.method(Some.java:7)\n";

    /** As JMH ends where the benchmark threw. */
    private static final String BENCHMARK_FAILED = """

            Benchmark had encountered error, and fail on error was requested
            ERROR: org.openjdk.jmh.runner.RunnerException: Benchmark caught the exception
            \tat org.openjdk.jmh.Main.main(Main.java:71)
            Caused by: org.openjdk.jmh.runner.BenchmarkException: Benchmark error during the run
            \tat org.openjdk.jmh.runner.ForkedMain.main(ForkedMain.java:86)
            """;

    static Stream<Arguments> printed() {
        return Stream.of(
                Arguments.of(
                        "OutOfMemoryError: Java heap space",
                        "# Warmup Iteration   1: <failure>\n\njava.lang.OutOfMemoryError: Java heap space\n" + AT
                                + BENCHMARK_FAILED
                                + "\tSuppressed: java.lang.OutOfMemoryError: Java heap space\n\t" + AT),
                Arguments.of(
                        "OutOfMemoryError: Java heap space",
                        "java.util.concurrent.CompletionException: java.lang.OutOfMemoryError: Java heap space\n" + AT
                                + "Caused by: java.lang.OutOfMemoryError: Java heap space\n" + AT
                                + "java.net.SocketException: Broken pipe\n" + AT + BENCHMARK_FAILED),
                Arguments.of("IOException: HTTP 401", "java.io.IOException: HTTP 401\n" + AT + BENCHMARK_FAILED),
                Arguments.of(
                        "EOFException: \\n not found: limit=0",
                        "Exception in thread \"main\" java.lang.IllegalStateException: expected every call to be answered\n"
                                + AT + "Caused by: java.io.IOException: unexpected end of stream\n" + AT
                                + "\t... 3 more\nCaused by: java.io.EOFException: \\n not found: limit=0\n" + AT
                                + "\t... 9 more\n"),
                Arguments.of(
                        "BenchmarkException: Benchmark error during the run",
                        "# Run progress: 0.00%\n" + BENCHMARK_FAILED),
                Arguments.of("ProviderException", "java.security.ProviderException\n" + AT),
                Arguments.of(
                        "UnsupportedOperationException: class a.b.C calls nobody",
                        "java.lang.UnsupportedOperationException: class a.b.C calls nobody\n" + AT),
                Arguments.of(
                        "Invalid maximum heap size: -Xmx0m",
                        "Error: Could not create the Java Virtual Machine.\n  Invalid maximum heap size: -Xmx0m \n\n"),
                Arguments.of("it printed nothing", ""),
                Arguments.of("it printed nothing", " \n\n"));
    }

    @ParameterizedTest
    @MethodSource("printed")
    void inAFewWords(String what, String printed) {
        assertEquals(what, ProgramFailed.what(printed));
        assertEquals(what, new ProgramFailed(Path.of("a.txt"), printed).what());
    }

    @Test
    void theMessageShowsTheEndOfWhatWasPrinted() {
        String printed = String.join(
                "\n",
                IntStream.rangeClosed(1, 30).mapToObj(line -> "line " + line).toList());

        assertEquals(
                "a program failed; see a.txt, which ends in:\n" + printed.substring(printed.indexOf("line 11\n")),
                new ProgramFailed(Path.of("a.txt"), printed).getMessage());
    }
}
