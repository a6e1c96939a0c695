package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    /** In a zone other than that of HTTP's dates. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneId.of("Asia/Tokyo"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | PT0S",
                "120 | PT2M",
                "'  120\t' | PT2M",
                "+7 | PT7S",
                "007 | PT7S",
                "1.5 | PT1.5S",
                "2. | PT2S",
                "0.0000000019 | PT0.000000001S",
                "-5 | PT0S",
                "-0.5 | PT0S",
                "-99999999999999999999 | PT0S",
                "31536000 | P365D",
                "31536001 | P365D",
                "9223372036854775807 | P365D",
                "99999999999999999999 | P365D",
                "000000000000000000000000000001 | PT1S",
                "Sun, 22 Nov 2026 10:01:30 GMT | PT1M30S",
                "sun,  22 nov 2026  10:01:30 gmt | PT1M30S",
                "Mon, 22 Nov 2026 10:01:30 GMT | PT1M30S",
                "Sunday, 22-Nov-26 10:01:30 GMT | PT1M30S",
                "Sun Nov 22 10:01:30 2026 | PT1M30S",
                "Tue Dec  1 10:00:00 2026 | P9D",
                "Sun, 22 Nov 2026 09:59:59 GMT | PT0S",
                "Sunday, 06-Nov-94 08:49:37 GMT | PT0S",
                "Sunday, 22-Nov-76 10:00:00 GMT | P365D",
                "Fri, 31 Dec 9999 23:59:59 GMT | P365D",
            })
    void bothFormsAreRead(String value, Duration expected) {
        assertEquals(expected, RetryAfter.parse(value, CLOCK));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "1 2",
                "1,2",
                "1e3",
                "0x10",
                "PT5S",
                "NaN",
                "--1",
                ".5",
                "٣",
                "12s",
                "Sun, 22 Nov 2026 10:01:30 EST",
                "Sun, 42 Nov 2026 10:01:30 GMT",
                "Sun, 22 Foo 2026 10:01:30 GMT",
                "2026-11-22T10:01:30Z",
            })
    void anythingElseSaysNothing(String value) {
        assertNull(RetryAfter.parse(value, CLOCK));
    }

    @Test
    void noFieldSaysNothing() {
        assertNull(RetryAfter.parse(null, CLOCK));
    }

    @Test
    void aClockBeyondTheCalendarIsNoTrouble() {
        Clock clock = Clock.fixed(Instant.MAX, ZoneOffset.UTC);
        assertEquals(Duration.ofSeconds(3), RetryAfter.parse("3", clock));
        assertNull(RetryAfter.parse("Sun, 22 Nov 2026 10:01:30 GMT", Clock.fixed(Instant.MIN, ZoneOffset.UTC)));
    }

    @Test
    void aVeryLongValueIsNoTrouble() {
        assertEquals(RetryAfter.LONGEST, RetryAfter.parse("9".repeat(1 << 20), CLOCK));
        assertNull(RetryAfter.parse("9 ".repeat(1 << 20), CLOCK));
        assertNull(RetryAfter.parse("Sun, " + " ".repeat(1 << 20) + "22 Nov 2026 10:01:30 GMT", CLOCK));
    }
}
