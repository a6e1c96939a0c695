package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a run takes from a fresh JVM, beside bare REST Assured that sends as many requests. Prints, and judges no time. */
@Tag("thorough")
final class WallTimeFiguresTest {
    private static final String KEY = "sesame-key";
    private static final int ROUNDS = 7;

    @TempDir
    Path folder = Path.of("");

    @Test
    void besideBareRestAssured() throws IOException, InterruptedException {
        try (Provider provider =
                Provider.start(ProviderOptions.builder().key(KEY).build())) {
            String url = provider.baseUrl().toString();
            List<String> suite = List.of(Main.class.getName(), "--base-url", url, "--report", folder.toString());
            millis(suite);
            String requests = String.valueOf(provider.journal().snapshot().requestsReceivedInFull());
            List<String> bare = List.of(BareRestAssured.class.getName(), url, requests);
            List<Long> suiteMillis = new ArrayList<>();
            List<Long> bareMillis = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                suiteMillis.add(millis(suite));
                bareMillis.add(millis(bare));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s requests from a fresh JVM, median of %d: suite %.2f s, bare REST Assured %.2f s%n",
                    requests,
                    ROUNDS,
                    median(suiteMillis) / 1000.0,
                    median(bareMillis) / 1000.0);
        }
    }

    private long millis(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.redirectOutput(folder.resolve("out.txt").toFile());
        process.environment().put(Main.KEY, KEY);
        long start = System.nanoTime();
        assertEquals(0, process.start().waitFor(), () -> Reports.text(folder, "out.txt"));
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static long median(List<Long> millis) {
        return millis.stream().sorted().toList().get(millis.size() / 2);
    }
}
