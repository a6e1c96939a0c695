package io.github.upscale4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of single values: integers, date-times, texts with a pattern, and numbers nobody documents. */
class DecodedValuesTest {
    private static final Moshi MOSHI = new Moshi.Builder().build();

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "1.9", "9223372036854775808", "true", "[7]", "{\"a\":7}"})
    void tokenThatIsNoIntegerIsNotCoerced(String seed) throws Exception {
        UpscaledImage image = decode("{\"created\":\"2000-01-23T04:56:07Z\",\"data\":[{\"seed\":" + seed
                        + ",\"prompt\":\"p\",\"resolution\":\"10x10\",\"url\":null,\"is_image_safe\":false}]}")
                .data()
                .get(0);

        assertNull(image.seedOrNull());
        assertEquals("$.data[0].seed", image.received().violations().get(0).path());
        assertEquals("an integer", image.received().violations().get(0).expected());
        assertEquals("p", image.prompt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "2147483648", "9223372036854775807"})
    void integerOutOfRangeIsKeptAndAViolation(String seed) throws Exception {
        UpscaledImage image =
                decode("{\"data\":[{\"seed\":" + seed + "}]}").data().get(0);

        assertEquals(Long.parseLong(seed), image.seed());
        Violation violation = image.received().violations().get(0);
        assertEquals("$.data[0].seed", violation.path());
        assertEquals(seed.startsWith("-") ? "minimum" : "maximum", violation.rule());
        assertEquals("number " + seed, violation.found());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2000-01-23T04:56:07.000Z",
                "2000-01-23T04:56:07+00:00",
                "2000-01-23T04:56:07.0000000+00:00",
                "2000-01-23T04:56:07Z",
                "2000-01-23T05:56:07+01:00"
            })
    void dateInEveryPublishedFormIsRead(String created) throws Exception {
        UpscaleResponse response = decode("{\"created\":\"" + created + "\",\"data\":[]}");

        assertEquals(List.of(), response.received().violations());
        assertTrue(OffsetDateTime.parse("2000-01-23T04:56:07Z").isEqual(response.created()));
    }

    @Test
    void dateWithASpaceIsReadAndAViolation() throws Exception {
        UpscaleResponse response = decode("{\"created\":\"2000-01-23 04:56:07+00:00\",\"data\":[]}");

        assertTrue(OffsetDateTime.parse("2000-01-23T04:56:07Z").isEqual(response.created()));
        assertEquals(
                List.of(new Violation(
                        "$.created", "format", "an RFC 3339 date-time", "string \"2000-01-23 04:56:07+00:00\"")),
                response.received().violations());
    }

    @ParameterizedTest
    @CsvSource({
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "2000-01-23T04:56:07.12345678901Z, 2000-01-23T04:56:07.123456789Z",
        "2000-01-23T04:56:07+23:00, 2000-01-22T05:56:07Z",
        "2000-01-23t04:56:07z, 2000-01-23T04:56:07Z"
    })
    void rareFormOfRfc3339IsRead(String created, String moment) throws Exception {
        UpscaleResponse response = decode("{\"created\":\"" + created + "\",\"data\":[]}");

        assertEquals(List.of(), response.received().violations());
        assertTrue(OffsetDateTime.parse(moment).isEqual(response.created()), String.valueOf(response.created()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2000-01-23T04:56Z",
                "2000-01-23T04:56:07+01",
                "+12000-01-23T04:56:07Z",
                "2000-02-30T04:56:07Z",
                "2000-01-23T04:56:07+24:00",
                "yesterday",
                ""
            })
    void textThatIsNoRfc3339IsAViolation(String created) throws Exception {
        UpscaleResponse response = decode("{\"created\":\"" + created + "\",\"data\":[]}");

        assertNull(response.createdOrNull());
        assertEquals("$.created", response.received().violations().get(0).path());
        assertEquals("format", response.received().violations().get(0).rule());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1024x1024\\n", "1024x", "x1024", "1024 x 1024", "1x1"})
    void textThatDoesNotMatchItsPatternIsKeptAndAViolation(String resolution) throws Exception {
        UpscaledImage image = decode("{\"data\":[{\"resolution\":\"" + resolution + "\"}]}")
                .data()
                .get(0);

        assertEquals(resolution.replace("\\n", "\n"), image.resolution());
        assertEquals("pattern", image.received().violations().get(0).rule());
        assertEquals(
                "$.data[0].resolution", image.received().violations().get(0).path());
    }

    @Test
    void largeNumbersOfUnknownFieldsAreExact() throws Exception {
        UpscaleResponse response = decode("{\"a\":12345678901234567890,\"b\":1e999,\"c\":" + "9".repeat(2000) + "}");

        assertEquals(
                new BigDecimal("12345678901234567890"),
                response.received().unknown().get("a"));
        assertEquals(new BigDecimal("1e999"), response.received().unknown().get("b"));
        assertEquals(Double.POSITIVE_INFINITY, response.received().unknown().get("c"));
    }

    private static UpscaleResponse decode(String json) throws IOException {
        UpscaleResponse response = MOSHI.adapter(UpscaleResponse.class).fromJson(json);
        assertNotNull(response);
        return response;
    }
}
