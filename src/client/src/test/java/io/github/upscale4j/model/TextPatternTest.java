package io.github.upscale4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextPatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ^a+$   | "aa"      | true
            ^a+$   | "aa\n"    | false
            ^a+$   | "b"       | false
            a+     | "bab"     | true
            ^a\\$  | "a$b"     | true
            ^a\\$  | "a"       | false
            """)
    void findsWhatJsonSchemaWould(String regex, String text, boolean isIn) {
        assertEquals(isIn, TextPattern.of(regex).isIn(text.replace("\\n", "\n")));
    }

    /** The matcher is kept from text to text. */
    @Test
    void oneTextDoesNotChangeTheNext() {
        TextPattern pattern = TextPattern.of("^\\d{2,5}x\\d{2,5}$");
        List<Boolean> found = new ArrayList<>();
        for (String text : List.of("1024x768", "wide", "1024x768", "1x1", "99999x10")) {
            found.add(pattern.isIn(text));
        }
        assertEquals(List.of(true, false, true, false, true), found);
    }

    @Test
    void threadsShareIt() throws Exception {
        TextPattern pattern = TextPattern.of("^\\d{2,5}x\\d{2,5}$");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                boolean isIn = thread % 2 == 0;
                wrong.add(threads.submit(() -> {
                    int count = 0;
                    for (int i = 0; i < 20_000; i++) {
                        count += pattern.isIn((10 + i) + (isIn ? "x1024" : "x")) == isIn ? 0 : 1;
                    }
                    return count;
                }));
            }
            for (Future<Integer> each : wrong) {
                assertEquals(0, each.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
