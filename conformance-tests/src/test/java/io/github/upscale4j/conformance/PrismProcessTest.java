package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The mock in a JVM of its own, which has the key in its environment and is told to end. */
@DisabledOnOs(OS.WINDOWS)
final class PrismProcessTest {
    private static final String KEY = "sesame-key";

    @Test
    void theMockNeitherSeesTheKeyNorOutlivesItsJvm(@TempDir Path folder) throws Exception {
        Path seen = folder.resolve("environment.txt");
        Path node = Files.writeString(
                folder.resolve("node"), "#!/bin/sh\nenv >> '" + seen + "'\nexec '" + realNode() + "' \"$@\"\n");
        assertTrue(node.toFile().setExecutable(true));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "-Dconformance.prism=" + System.getProperty("conformance.prism", "node_modules"),
                "-cp",
                System.getProperty("java.class.path"),
                PrismProcess.class.getName());
        builder.environment().put(Main.KEY, KEY);
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        Process jvm = builder.redirectErrorStream(true).start();
        try (BufferedReader out = jvm.inputReader(StandardCharsets.UTF_8)) {
            String line = String.valueOf(out.readLine());
            assertTrue(line.matches("\\d+"), line);
            ProcessHandle mock = ProcessHandle.of(Long.parseLong(line)).orElseThrow();
            try {
                assertTrue(mock.isAlive());
                jvm.destroy();
                assertTrue(jvm.waitFor(20, TimeUnit.SECONDS));
                assertEquals(143, jvm.exitValue(), "ended by SIGTERM");
                assertFalse(mock.isAlive());
            } finally {
                mock.destroyForcibly();
            }
        } finally {
            jvm.destroyForcibly();
        }
        List<String> environment = Files.readAllLines(seen);
        assertEquals(
                2,
                environment.stream().filter(line -> line.startsWith("PATH=")).count(),
                "once for the version, once for the mock");
        assertTrue(environment.contains("DO_NOT_TRACK=1"), environment.toString());
        assertFalse(environment.toString().contains(KEY), environment.toString());
        assertFalse(environment.toString().contains(Main.KEY), environment.toString());
    }

    private static Path realNode() throws IOException {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            Path node = Path.of(folder, "node");
            if (Files.isExecutable(node)) {
                return node;
            }
        }
        throw new IOException("no node on the PATH");
    }
}
