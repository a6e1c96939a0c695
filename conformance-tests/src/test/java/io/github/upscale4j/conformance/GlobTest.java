package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "'',        '',           true",
        "'',        a,            false",
        "*,         '',           true",
        "*,         a/b,          true",
        "a,         a,            true",
        "a,         ab,           false",
        "a*,        a,            true",
        "a*,        ba,           false",
        "*a,        ba,           true",
        "*a,        ab,           false",
        "a*a,       a,            false",
        "a*a,       aa,           true",
        "/data/*/b, /data/0/b,    true",
        "/data/*/b, /data/0/1/b,  true",
        "/data/*/b, /data//b,     true",
        "/data/*/b, /data/b,      false",
        "a*b*c,     abc,          true",
        "a*b*c,     acb,          false",
        "a*bc*c,    abc,          false",
        "a**c,      ac,           true",
        "a.c,       abc,          false",
        "(a|b),     a,            false",
    })
    void aStarStandsForAnything(String glob, String text, boolean fits) {
        assertEquals(fits, Glob.fits(glob, text));
    }

    @Test
    void manyStarsAreQuick() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertEquals(false, Glob.fits("*a".repeat(500) + "b", "a".repeat(10_000))));
    }
}
