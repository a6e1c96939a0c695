package io.github.upscale4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.Moshi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of single values: integers, date-times, texts with a pattern, and numbers nobody documents. */
class DecodedValuesTest {
    private static final Moshi MOSHI = new Moshi.Builder().build();

    @ParameterizedTest
    @CsvSource({
        "1.0, 1",
        "1e3, 1000",
        "1E+3, 1000",
        "1.5e1, 15",
        "-0, 0",
        "0.0, 0",
        "0e9999999999, 0",
        "120e-1, 12",
        "0.0012e4, 12",
        "214748364.7e1, 2147483647",
        "1.00000000000000000000000000000, 1",
        "100000000000000000000000000000e-29, 1",
        "0.00000000000000000000000000001e29, 1"
    })
    void integerOfJsonSchemaIsReadInEveryForm(String seed, long value) throws Exception {
        UpscaledImage image =
                decode("{\"data\":[{\"seed\":" + seed + "}]}").data().get(0);

        assertEquals(value, image.seed());
        assertFalse(image.received().violations().stream()
                .anyMatch(violation -> violation.path().endsWith(".seed")));
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 9223372036854775807, maximum",
        "92233720368547758.07e2, 9223372036854775807, maximum",
        "-9223372036854775808, -9223372036854775808, minimum",
        "-1e18, -1000000000000000000, minimum",
        "9223372036854775808, , type",
        "-9223372036854775809, , type",
        "1e19, , type",
        "1e9999999999, , type",
        "1e-1, , type",
        "1e-9999999999999999999999, , type",
        "15e-1, , type",
        "0.5, , type",
        "1.0000000000000000000000000000000001, , type"
    })
    void numberIsReadUpTo64BitsAndNoFurther(String seed, @Nullable Long value, String rule) throws Exception {
        UpscaledImage image =
                decode("{\"data\":[{\"seed\":" + seed + "}]}").data().get(0);

        assertEquals(value, image.seedOrNull());
        assertEquals(rule, image.received().violations().get(0).rule());
        assertEquals("$.data[0].seed", image.received().violations().get(0).path());
    }

    /** Numbers of 4 MiB, four of which are in an answer. */
    static Stream<Arguments> numbersOf4Mebibytes() {
        int digits = 4 << 20;
        return Stream.of(
                Arguments.of("nines", "9".repeat(digits), null),
                Arguments.of("a fraction of nines", "1." + "9".repeat(digits), null),
                Arguments.of("a fraction of zeros", "1." + "0".repeat(digits), 1L),
                Arguments.of("zeros before what counts", "0." + "0".repeat(digits) + "1", null),
                Arguments.of("an exponent of nines", "1e" + "9".repeat(digits), null),
                Arguments.of("an exponent of zeros", "1e" + "0".repeat(digits) + "3", 1000L));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("numbersOf4Mebibytes")
    void numbersOf16MebibytesDoNotStopTheDecoder(String what, String number, @Nullable Long value) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                    UpscaleResponse response = decodeStream("{\"unknown\":" + number + ",\"created\":" + number
                            + ",\"data\":[{\"seed\":" + number + ",\"is_image_safe\":" + number + "}]}");

                    assertEquals(value, response.data().get(0).seedOrNull());
                    assertInstanceOf(Double.class, response.received().unknown().get("unknown"));
                    assertEquals(
                            number.substring(0, 60),
                            response.received()
                                    .violations()
                                    .get(0)
                                    .found()
                                    .substring("number ".length())
                                    .replace("…", ""));
                },
                what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "://", "%3f", "#"})
    void textOf16MebibytesThatLooksLikeLinksDoesNotStopTheDecoder(String mark) {
        String text = mark.repeat((16 << 20) / mark.length());

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            UpscaleResponse response =
                    decodeStream("{\"created\":\"" + text + "\",\"data\":[],\"request_id\":\"" + text + "\"}");

            assertEquals("format", response.received().violations().get(0).rule());
            assertTrue(response.toString().contains("requestId=" + mark));
        });
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
        "2016-12-31T18:59:60.5-05:00, 2017-01-01T00:00:00.5Z",
        "0000-02-29T00:00:00Z, 0000-02-29T00:00:00Z",
        "2000-01-23T04:56:07.5Z, 2000-01-23T04:56:07.500Z",
        "2000-01-23T04:56:07.000000001Z, 2000-01-23T04:56:07.000000001Z",
        "2000-01-23T04:56:07-00:00, 2000-01-23T04:56:07Z",
        "2000-01-23T04:56:07-03:30, 2000-01-23T08:26:07Z",
        "2000-01-23T04:56:07+18:00, 2000-01-22T10:56:07Z",
        "2000-01-23T04:56:07-18:01, 2000-01-23T22:57:07Z",
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
                "2000-01-23T04:56:07+00:60",
                "2000-01-23T04:56:07+0000",
                "2000-01-23T04:56:07+00:00Z",
                "2000-01-23T04:56:07",
                "2000-01-23T04:56:07.",
                "2000-01-23T04:56:07.Z",
                "2000-01-23T04:56:07.1",
                "2000-01-23T04:56:07,1Z",
                "2000-01-23T04:56:07ZZ",
                "2000-01-23T04:56:61Z",
                "2000-01-23T04:60:07Z",
                "2000-01-23T24:00:00Z",
                "2000-13-23T04:56:07Z",
                "2001-02-29T04:56:07Z",
                "2000/01/23T04:56:07Z",
                "2000-01-23x04:56:07Z",
                "2000-01-23T04.56.07Z",
                "\uff12000-01-23T04:56:07Z",
                "2000-01-23T04:56:07.\u0661Z",
                " 2000-01-23T04:56:07Z",
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

    @ParameterizedTest
    @CsvSource({"1e9999999999, Infinity", "-1e9999999999, -Infinity", "1e-9999999999, 0.0"})
    void exponentOfAnUnknownFieldBeyond32BitsIsReadAsADouble(String number, double value) throws Exception {
        assertEquals(
                value, decode("{\"a\":" + number + "}").received().unknown().get("a"));
    }

    /** Read in pieces, as from a connection: Moshi looks for each digit from the nearer end of what it has. */
    private static UpscaleResponse decodeStream(String json) throws IOException {
        UpscaleResponse response = MOSHI.adapter(UpscaleResponse.class)
                .fromJson(Okio.buffer(Okio.source(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))));
        assertNotNull(response);
        return response;
    }

    private static UpscaleResponse decode(String json) throws IOException {
        UpscaleResponse response = MOSHI.adapter(UpscaleResponse.class).fromJson(json);
        assertNotNull(response);
        return response;
    }
}
