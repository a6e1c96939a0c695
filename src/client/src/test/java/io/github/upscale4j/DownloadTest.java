package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetching from the stand-in of the endpoint, and what its downloads can do wrong. */
class DownloadTest extends DownloadsFromProvider {
    @Test
    void pictureIsSavedWhole() throws Exception {
        Path target = folder.resolve("result.png");

        assertEquals(target, image().saveTo(target));

        assertEquals(80, ImageIO.read(target.toFile()).getWidth());
        assertEquals(List.of("result.png"), Downloads.names(folder));
    }

    @Test
    void streamHasWhatTheFileHas() throws Exception {
        ResultImage image = image();
        byte[] saved = Files.readAllBytes(image.saveTo(folder.resolve("result.png")));

        try (InputStream in = image.open()) {
            assertArrayEquals(saved, in.readAllBytes());
        }
        try (InputStream in = image.open()) {
            assertEquals(saved[0] & 0xFF, in.read());
            assertEquals(20, in.skip(20));
            assertEquals(saved[21] & 0xFF, in.read());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status': 503, 'headers': {'Retry-After': '0'}, 'times': 2}",
                "{'status': 503, 'headers': {'Retry-After': '99999999999'}, 'times': 2}",
                "{'status': 500, 'times': 2}",
                "{'status': 599, 'times': 2}",
                "{'status': 408, 'times': 2}",
                "{'status': 425, 'times': 2}",
                "{'status': 429, 'times': 2}",
                "{'reset': 'headers', 'times': 2}",
                "{'close': 'answer', 'times': 2}",
                "{'cut': 60, 'times': 2}",
                "{'chunked': true, 'cut': 60, 'times': 2}",
                "{'contentLengthDelta': 5, 'times': 2}",
                "{'body': '<html>busy</html>', 'times': 1}",
            })
    void whatMayPassIsTriedAgain(String fault) throws Exception {
        downloads.maxRetries = 2;
        ResultImage image = image(fault.replace('\'', '"').replaceFirst("\\{", "{\"on\": \"download\", "));

        Path saved = image.saveTo(folder.resolve("result.png"));

        assertEquals(80, ImageIO.read(saved.toFile()).getWidth());
        int failures = fault.contains("'times': 1") ? 1 : 2;
        assertEquals(failures, downloads.waits.size());
        assertEquals(failures + 1, requests());
        assertEquals(List.of("result.png"), Downloads.names(folder));
    }

    @Test
    void streamIsOpenedAgainUntilItsFirstBytesCome() throws Exception {
        downloads.maxRetries = 1;
        ResultImage image = image("{\"on\": \"download\", \"cut\": 3, \"times\": 1}");

        try (InputStream in = image.open()) {
            assertEquals(80, ImageIO.read(in).getWidth());
        }
        assertEquals(2, requests());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'status': 503 | expected status 200 but found 503 (attempt 3)",
                "'body': '<!doctype html><p>hello', 'contentType': 'image/png' "
                        + "| expected a picture ([PNG, JPEG, WEBP]) but found markup such as an HTML page (attempt 2)",
                "'body': ' {\\\"error\\\":1}' "
                        + "| expected a picture ([PNG, JPEG, WEBP]) but found what looks like JSON (attempt 2)",
                "'body': '' | expected a picture ([PNG, JPEG, WEBP]) but found nothing (attempt 2)",
                "'body': '  ' | expected a picture ([PNG, JPEG, WEBP]) but found white space (attempt 2)",
                "'body': 'GIF89a etc etc' | expected a picture ([PNG, JPEG, WEBP]) but found other bytes (attempt 2)",
                "'gzip': true | expected a picture ([PNG, JPEG, WEBP]) but found a content coding, which was not asked for"
                        + " (attempt 2)",
                "'status': 400 | expected status 200 but found 400",
                "'status': 206 | expected status 200 but found 206",
                "'status': 304 | expected status 200 but found 304",
                "'status': 407 | expected status 200 but found 407",
                "'padTo': 5000 | expected at most 4000 bytes but found 5000 declared",
                "'padTo': 5000, 'chunked': true | expected at most 4000 bytes but found more",
                "'padTo': 5000, 'headers': {'Content-Length': null} | expected at most 4000 bytes but found more",
            })
    void failureSaysWhatWasExpectedAndFound(String fault, String message) throws Exception {
        downloads.maxRetries = 2;
        downloads.maxBytes = 4000;
        ResultImage image = image("{\"on\": \"download\", " + fault.replace('\'', '"') + "}");

        DownloadException failure = failure(image);

        assertEquals("cannot fetch $.data[1].url from 127.0.0.1: " + message, failure.getMessage());
    }

    @Test
    void answerOfAFailureIsKept() throws Exception {
        ResultImage image = image(
                "{\"on\": \"download\", \"status\": 503, \"body\": \"busy\", \"headers\": {\"Retry-After\": \"7\"}}");

        RawAnswer answer = failure(image).answer();

        assertEquals(503, answer.status());
        assertEquals("busy", answer.bodyAsText());
        assertFalse(answer.isTruncated());
        assertEquals("7", answer.header("Retry-After"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"cut\": 60 | bytes but found 60, then the connection broke",
                "\"chunked\": true, \"cut\": 60 | expected a whole picture but found only its first 60 bytes, then the "
                        + "connection broke",
                "\"headers\": {\"Content-Length\": null}, \"cut\": 60 | expected a whole picture but found only its first "
                        + "60 bytes",
            })
    void truncatedPictureIsAFailure(String fault, String message) throws Exception {
        ResultImage image = image("{\"on\": \"download\", " + fault + "}");

        assertTrue(failure(image).getMessage().endsWith(message));
        try (InputStream in = image.open()) {
            DownloadException failure = assertThrows(DownloadException.class, in::readAllBytes);
            assertTrue(failure.getMessage().endsWith(message), failure.getMessage());
        }
    }

    @Test
    void expiredLinkSaysWhen() throws Exception {
        provider.close();
        provider = Provider.start(ProviderOptions.builder()
                .clock(Clock.fixed(Downloads.NOW.minusSeconds(3600), ZoneOffset.UTC))
                .linkValidity(Duration.ofMinutes(30))
                .build());
        ResultImage image = image("{\"on\": \"download\", \"status\": 410}");

        assertEquals(Downloads.NOW.minusSeconds(1800), image.expiresAt());
        assertEquals(
                "cannot fetch $.data[1].url from 127.0.0.1: expected status 200 but found 410; the link expired at "
                        + "2026-11-22T11:30:00Z",
                failure(image).getMessage());
    }

    @ParameterizedTest
    @CsvSource({"403", "404", "410"})
    void linkThatIsRefusedEarlyMayHaveExpired(int status) throws Exception {
        provider.close();
        provider = Provider.start(ProviderOptions.builder()
                .clock(Clock.fixed(Downloads.NOW, ZoneOffset.UTC))
                .linkValidity(Duration.ofMinutes(30))
                .build());
        ResultImage image = image("{\"on\": \"download\", \"status\": " + status + "}");

        assertEquals(
                "cannot fetch $.data[1].url from 127.0.0.1: expected status 200 but found " + status
                        + "; the link may have expired, although it says that it is valid until 2026-11-22T12:30:00Z",
                failure(image).getMessage());
        assertEquals(1, requests());
    }

    @Test
    void linkThatDoesNotSayWhenItExpiresMayHave() throws Exception {
        ResultImage image = downloads.image(provider.baseUrl() + "/images/none.png");

        assertEquals(
                "cannot fetch $.data[1].url from 127.0.0.1: expected status 200 but found 404; the link may have expired: "
                        + "most are valid for about 24 hours",
                failure(image).getMessage());
    }

    @Test
    void noMessageHoldsAnythingOfTheLink() throws Exception {
        ResultImage image = image("{\"on\": \"download\", \"reset\": \"headers\"}");
        String query = URI.create(image.link()).getRawQuery();

        for (Throwable failure = failure(image); failure != null; failure = failure.getCause()) {
            assertFalse(failure.toString().contains(query), failure.toString());
            assertFalse(failure.toString().contains("sig="), failure.toString());
        }
        assertNull(failure(image).answer());
    }
}
