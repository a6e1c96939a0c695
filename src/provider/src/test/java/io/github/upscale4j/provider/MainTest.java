package io.github.upscale4j.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Main.run(
                args,
                null,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "--nonsense, expected an option but found --nonsense",
        "--port, expected a value after --port",
        "--port 70000, expected an integer from 0 to 65535 after --port but found 70000",
        "--latency soon, after --latency but found soon",
        "--faults /nowhere.json, cannot read the faults in /nowhere.json",
        "--path upscale, expected a path that starts with /"
    })
    void wrongUsageIsSaid(String line, String message) {
        assertEquals(2, run(line.split(" ", -1)));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains(message), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void helpAndVersionAreShown() {
        assertEquals(0, run("--help"));
        assertEquals(0, run("--version"));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("usage: "));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("\nupscale4j-provider "));
    }
}
