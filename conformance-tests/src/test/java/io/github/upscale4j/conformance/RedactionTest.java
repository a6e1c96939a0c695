package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class RedactionTest {
    @Test
    void linksAreCutAtTheirQueryAndTheKeyIsTakenOut() {
        assertEquals(
                "at https://a.example/b.png?… for …",
                new Redaction("secret").apply("at https://a.example/b.png?exp=1&sig=2 for secret"));
        assertEquals("[\"http://a/b?…\",1]", new Redaction(null).apply("[\"http:\\/\\/a\\/b?sig=2\",1]"));
    }
}
