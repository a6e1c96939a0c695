package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.cli.LedgerLine.Received;
import io.github.upscale4j.cli.LedgerLine.Saved;
import io.github.upscale4j.cli.LedgerLine.Sending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import okio.BufferedSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger of a hundred thousand pictures is read in a small heap. */
class LargeLedgerTest {
    private static final int CALLS = 100_000;
    private static final String LINK = "https://pictures.example/images/direct/" + "0123456789abcdef".repeat(20);

    @TempDir
    Path folder;

    @Test
    void hundredThousandCallsAreReadInASmallHeap() throws Exception {
        Path file = folder.resolve("ledger.jsonl");
        write(file);
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx150m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeLedgerTest.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, reader.waitFor(), said);
        assertTrue(said.startsWith("100000 complete of 100000, Spent[calls=100000, images=100000]"), said);
    }

    public static void main(String[] arguments) throws IOException {
        long start = System.nanoTime();
        try (Ledger ledger = Ledgers.open(Path.of(arguments[0]))) {
            long millis = (System.nanoTime() - start) / 1_000_000;
            List<Entry> entries = ledger.entries();
            System.out.println(entries.stream().filter(Entry::isComplete).count() + " complete of " + entries.size()
                    + ", " + ledger.spent() + "; read in " + millis + " ms");
        }
    }

    private static void write(Path file) throws IOException {
        Instant at = Ledgers.CLOCK.instant();
        try (BufferedSink sink = Okio.buffer(Okio.sink(file))) {
            sink.write(LedgerReader.header(at));
            for (int i = 1; i <= CALLS; i++) {
                String sha256 = Sha256.of(new byte[] {(byte) (i >> 16), (byte) (i >> 8), (byte) i});
                Result result = Result.answered(0, LINK + i, Ledgers.EXPIRY, false, 123456789L + i, "2048x2048");
                CallKey key = new CallKey(sha256, "{\"resemblance\":50,\"detail\":50,\"num_images\":1}");
                sink.writeAll(new Sending(i, key, 1, "holiday pictures/photo-" + i + ".jpg").json(at));
                sink.writeAll(new Received(i, List.of(result), List.of("request-" + i), List.of()).json(at));
                sink.writeAll(new Saved(i, 0, "holiday pictures/photo-" + i + ".png", sha256).json(at));
            }
        }
    }
}
