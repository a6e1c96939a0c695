package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainTest {
    private static final Map<String, String> KEY = Map.of("UPSCALE4J_API_KEY", "sesame-key");

    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Map<String, String> environment, String... arguments) {
        return Main.run(environment, new PrintWriter(out), new PrintWriter(err), arguments);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "http://gateway.example; the key would go to gateway.example unencrypted",
                "gateway.example; expected an absolute http or https URL",
                "ftp://gateway.example; expected an absolute http or https URL",
                "https://me:you@gateway.example; expected a URL without user, query and fragment",
                "https://gateway.example/?a=b; expected a URL without user, query and fragment",
            })
    void aBaseUrlThatWillNotDoIsWrongUsage(String url, String message) {
        assertEquals(2, run(KEY, "--base-url", url, "--report", folder.toString()));
        assertTrue(err.toString().contains(message), err.toString());
        assertTrue(Reports.text(folder, "verdict.txt").contains(message));
    }

    @Test
    void aMissingKeyIsWrongUsage() {
        assertEquals(2, run(Map.of(), "--base-url", "http://127.0.0.1:9", "--report", folder.toString()));
        assertTrue(
                err.toString().contains("expected the key in the environment variable UPSCALE4J_API_KEY"),
                err.toString());
    }

    @Test
    void anUnreachableTargetIsInconclusive() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertEquals(3, run(KEY, "--base-url", "http://127.0.0.1:" + port, "--report", folder.toString()));
        Reports.assertValid(folder);
        assertEquals("inconclusive", Reports.json(folder).path("verdict").asString());
        assertTrue(Reports.text(folder, "verdict.txt").contains("the target is unreachable"));
        assertFalse(out.toString().contains("passed on"), out.toString());
        for (String text : new String[] {out.toString(), Reports.text(folder, "table.md")}) {
            assertEquals(2, text.split("the target is unreachable", -1).length, text);
            assertTrue(text.contains("any rule of the 4 probes\n"), text);
        }
    }

    @Test
    void anErrorOfOurOwnIsNoVerdict() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertEquals(70, run(KEY, "--base-url", "http://127.0.0.1:9", "--report", file.toString()));
        assertTrue(err.toString().startsWith("error of the suite: "), err.toString());
    }
}
