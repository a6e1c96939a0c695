package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.model.Received;
import io.github.upscale4j.model.UpscaledImage;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultImageTest {
    private final Downloads downloads = new Downloads();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        downloads.close();
    }

    private ResultImage image(String link, Boolean safe) {
        return downloads.image(new UpscaledImage(1L, "a beach", "40x30", link, safe, null, null, Received.none()));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null, false, found that the safety check withheld the image",
                "'', false, found that the safety check withheld the image",
                "null, true, 'found none, although the image passed the safety check'",
                "'', null, found that the safety check withheld the image",
                "' ', true, 'found none, although the image passed the safety check'",
            })
    void imageWithoutALinkHasNothingToFetch(String url, Boolean safe, String found) throws Exception {
        ResultImage image = image(url, safe);

        assertEquals(found.endsWith("withheld the image"), image.isWithheld());
        assertNull(image.link());
        assertNull(image.expiresAt());
        String message = "cannot fetch $.data[1].url: expected a link but " + found;
        assertEquals(
                message,
                assertThrows(DownloadException.class, () -> image.saveTo(folder.resolve("a.png")))
                        .getMessage());
        assertEquals(message, assertThrows(DownloadException.class, image::open).getMessage());
        assertEquals(List.of(), Downloads.names(folder));
    }

    @Test
    void imageWithALinkIsNotWithheldWhereItsSafetyIsNotTold() {
        ResultImage image = image("https://images.example/a.png?exp=1766102400&sig=ab", null);

        assertFalse(image.isWithheld());
        assertEquals(1, image.index());
        assertEquals("https://images.example/a.png?exp=1766102400&sig=ab", image.link());
        assertEquals(Instant.parse("2025-12-19T00:00:00Z"), image.expiresAt());
    }

    @Test
    void textHasNoQuery() {
        String text = image("https://images.example/a.png?exp=1766102400&sig=abcdef", true)
                .toString();

        assertTrue(text.startsWith("ResultImage[index=1, image=UpscaledImage[seed=1, "), text);
        assertTrue(text.contains("url=https://images.example/a.png?…"), text);
        assertFalse(text.contains("1766102400"), text);
        assertFalse(text.contains("abcdef"), text);
    }

    @Test
    void onlyReplacingIsAnOption() {
        ResultImage image = image("https://images.example/a.png", true);

        assertEquals(
                "options: expected only REPLACE_EXISTING but found COPY_ATTRIBUTES",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> image.saveTo(
                                        folder.resolve("a.png"),
                                        StandardCopyOption.REPLACE_EXISTING,
                                        StandardCopyOption.COPY_ATTRIBUTES))
                        .getMessage());
    }

    @Test
    void closedClientFetchesNothing() {
        ResultImage image = image("https://images.example/a.png", true);
        downloads.close();

        assertEquals(
                "expected an open client but it is closed",
                assertThrows(IllegalStateException.class, () -> image.saveTo(folder.resolve("a.png")))
                        .getMessage());
    }

    @Test
    void withheldImageWithALinkKeepsIt() {
        ResultImage image = image("https://images.example/a.png", false);

        assertTrue(image.isWithheld());
        assertEquals("https://images.example/a.png", image.link());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "exp=1766102400&sig=ab, 2025-12-19T00:00:00Z",
                "sig=ab&EXP=1766102400, 2025-12-19T00:00:00Z",
                "sig=ab&exp=1766102400#exp=1, 2025-12-19T00:00:00Z",
                "Expires=1766102400&Signature=ab, 2025-12-19T00:00:00Z",
                "X-Amz-Date=20251218T233000Z&X-Amz-Expires=1800, 2025-12-19T00:00:00Z",
                "exp=junk&Expires=1766102400, 2025-12-19T00:00:00Z",
                "exp=, null",
                "exp, null",
                "exp=-1, null",
                "exp=1.5, null",
                "exp=999999999999999999, null",
                "exp=99999999999999999999999, null",
                "xexp=1766102400, null",
                "X-Amz-Date=20251218T233000Z, null",
                "X-Amz-Date=20251318T233000Z&X-Amz-Expires=1800, null",
                "X-Amz-Date=20250230T233000Z&X-Amz-Expires=1800, null",
                "X-Amz-Date=20251218T233000Z&X-Amz-Expires=999999999999999999, null",
                "X-Amz-Expires=1800, null",
                "'', null",
                "#exp=1766102400, null",
            })
    void expiryIsReadFromTheQuery(String query, Instant expiry) {
        assertEquals(
                expiry, image("https://images.example/a.png?" + query, true).expiresAt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exp=1766102400",
                "not a link at all",
                "https://images.example/exp=1766102400/a.png",
                "%?%",
                "??&&=="
            })
    void linkWithoutAQueryHasNoExpiry(String link) {
        assertNull(image(link, true).expiresAt());
    }
}
