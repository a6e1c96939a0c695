package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    @ParameterizedTest
    @CsvSource({
        "0, 3400000, photo.jpg: uploading 0.0 of 3.4 MB (0 %)",
        "1200000, 3400000, photo.jpg: uploading 1.2 of 3.4 MB (35 %)",
        "3399999, 3400000, photo.jpg: uploading 3.4 of 3.4 MB (99 %)",
        "3400000, 3400000, photo.jpg: uploading 3.4 of 3.4 MB (100 %)",
        "3400001, 3400000, photo.jpg: uploading 3.4 of 3.4 MB (100 %)",
        "12, 999, photo.jpg: uploading 12 of 999 B (1 %)",
        "12, 1000, photo.jpg: uploading 0.0 of 1.0 kB (1 %)",
        "0, 999950, photo.jpg: uploading 0.0 of 1.0 MB (0 %)",
        "12, 0, photo.jpg: uploading 12 B",
        "12, -1, photo.jpg: uploading 12 B"
    })
    void uploadTellsBytes(long sent, long total, String line) {
        assertEquals(line, Progress.uploading("photo.jpg", sent, total));
    }

    @Test
    void aCallTellsWhatItWaitsFor() {
        assertEquals("photo.jpg: waiting 0:12", Progress.waiting("photo.jpg", Duration.ofMillis(12_900)));
        assertEquals("photo.jpg: waiting 61:01", Progress.waiting("photo.jpg", Duration.ofSeconds(3661)));
        assertEquals("photo.jpg: trying again in 0:02", Progress.retrying("photo.jpg", Duration.ofMillis(1001)));
        assertEquals("photo.jpg: fetching 1 of 2", Progress.fetching("photo.jpg", 1, 2));
    }

    @Test
    void aLongNameLeavesRoomAndKeepsBothEnds() {
        String line = Progress.fetching("a/" + "x".repeat(300) + "\n1.jpg", 1, 2);
        assertTrue(line.startsWith("a/xxx"), line);
        assertTrue(line.endsWith("xx…" + ": fetching 1 of 2") || line.endsWith("1.jpg: fetching 1 of 2"), line);
        assertTrue(Columns.of(line) < 60, line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10000 | 1234 | 12 | 1246 | 1246 | 600 | 1246 | 1,234 of 10,000 done, 12 failed, 10 in flight, 1,246 calls / 1,246 images spent, 1:10:15 left",
                "10000 | 0 | 0 | 0 | 0 | 600 | 0 | 0 of 10,000 done, 0 failed, 10 in flight, 0 calls / 0 images spent, – left",
                "10000 | 5000 | 0 | 1 | 1 | 0 | 1 | 5,000 of 10,000 done, 0 failed, 10 in flight, 1 call / 1 image spent, 0:00:00 left",
                "2 | 1 | 1 | 2 | 2 | 5 | 2 | 1 of 2 done, 1 failed, 10 in flight, 2 calls / 2 images spent, 0:00:00 left",
                "0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 of 0 done, 0 failed, 10 in flight, 0 calls / 0 images spent, 0:00:00 left",
                "100000 | 1 | 0 | 1 | 8 | 3600 | 1 | 1 of 100,000 done, 0 failed, 10 in flight, 1 call / 8 images spent, 99,999:00:00 left"
            })
    void aBatchTellsWhatIsDoneSpentAndLeft(
            long total, long done, long failed, long calls, long images, long seconds, long finished, String text) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertEquals(
                    text,
                    new BatchProgress(total, done, failed, 10, calls, images, Duration.ofSeconds(seconds), finished)
                            .text());
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2147483647 | 1,234 of 10,000 done, 12 failed, 10 in flight, 1,246 calls / 1,246 images spent, 1:10:15 left",
                "200 | ███░░░░░░░░░░░░░░░░░░░░░░░░░░░ 1,234 of 10,000 done, 12 failed, 10 in flight, 1,246 calls / 1,246 images spent, 1:10:15 left",
                "110 | █░░░░░░░░░░░░░░░ 1,234 of 10,000 done, 12 failed, 10 in flight, 1,246 calls / 1,246 images spent, 1:10:15 left",
                "79 | █░░░░░░░░░░░░░░░ 1,234/10,000 done, 12 failed, 1,246 images spent, 1:10:15 left",
                "40 | 12 %, 1:10:15 left",
                "8 | 12 %, 1…"
            })
    void aNarrowTerminalGetsWhatCountsMost(int columns, String line) {
        BatchProgress progress = new BatchProgress(10_000, 1_234, 12, 10, 1_246, 1_246, Duration.ofMinutes(10), 1_246);
        assertEquals(line, progress.line(columns));
    }

    @Test
    void noLineIsWiderThanItsTerminal() {
        BatchProgress progress = new BatchProgress(9, 9, 9, 0, 0, 0, Duration.ZERO, 0);
        for (int columns = 0; columns < 150; columns++) {
            assertTrue(Columns.of(progress.line(columns)) <= columns);
        }
    }
}
