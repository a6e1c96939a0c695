package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FormatsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2000-01-23T04:56:07.000Z",
                "2000-01-23T04:56:07+00:00",
                "2000-01-23T04:56:07.0000000+00:00",
                "2000-01-23T04:56:07.123456789012Z",
                "2000-01-23t04:56:07z",
                "2000-01-23T04:56:07-00:00",
                "2000-01-23T04:56:07+23:59",
                "2016-12-31T23:59:60Z",
                "2000-02-29T00:00:00Z"
            })
    void datesOfRfc3339(String text) {
        assertTrue(Formats.isRfc3339(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2000-01-23 04:56:07+00:00",
                "2000-01-23T04:56:07",
                "2000-01-23T04:56Z",
                "2000-01-23T04:56:07+0000",
                "2000-01-23T04:56:07+24:00",
                "2000-01-23T24:00:00Z",
                "2001-02-29T00:00:00Z",
                "2000-13-01T00:00:00Z",
                "2000-01-23T04:56:61Z",
                "2000-01-23T04:56:07.Z",
                "2000-01-23",
                "948603367",
                "２０００-01-23T04:56:07Z",
                ""
            })
    void noDatesOfRfc3339(String text) {
        assertFalse(Formats.isRfc3339(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://images.example/a.png?exp=1&sig=2", "http://127.0.0.1:8080/", "ftp://a/b", "HTTPS://a"})
    void absoluteLinks(String text) {
        assertTrue(Formats.isAbsoluteUri(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a.png",
                "//images.example/a.png",
                "images.example/a.png",
                "https://",
                "https:/a",
                "https://a b",
                "https://ä",
                "javascript:alert(1)",
                "a:b",
                "urn:a:b",
                "data:image/png;base64,AAAA",
                "file:///etc/passwd"
            })
    void otherTextsAreNoAbsoluteLinks(String text) {
        assertFalse(Formats.isAbsoluteUri(text));
    }
}
