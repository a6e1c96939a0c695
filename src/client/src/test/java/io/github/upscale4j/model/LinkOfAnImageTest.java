package io.github.upscale4j.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.squareup.moshi.Moshi;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A safe image has a link and a withheld one has none: what the contract's condition says, as the client reports it. */
class LinkOfAnImageTest {
    private static final String LINK = "\"https://images.example/a.png?exp=1&sig=SECRET\"";

    @ParameterizedTest(name = "safe {0}, url {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "true  | null    | type   | a link                  | null",
                "true  | \"\"    | format | an absolute URI         | string \"\"",
                "true  | \"/a\"  | format | an absolute URI         | string \"/a\"",
                "false | \"x\"   | enum   | null or an empty string | string \"x\"",
                "false | " + LINK + " | enum | null or an empty string | string \"https://images.example/a.png?…\""
            })
    void linkThatContradictsTheSafetyOfItsImageIsAViolation(
            String safe, String url, String rule, String expected, String found) throws Exception {
        Violation violation = new Violation("$.data[0].url", rule, expected, found);

        UpscaledImage first = decode("\"url\":" + url + ",\"is_image_safe\":" + safe);
        UpscaledImage last = decode("\"is_image_safe\":" + safe + ",\"url\":" + url);

        assertEquals(List.of(violation), first.received().violations());
        assertEquals(List.of(violation), last.received().violations());
        assertEquals(url.equals("null") ? null : url.substring(1, url.length() - 1), first.url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"is_image_safe\":true,\"url\":" + LINK,
                "\"is_image_safe\":false,\"url\":null",
                "\"is_image_safe\":false,\"url\":\"\""
            })
    void linkThatFitsTheSafetyOfItsImageIsNoViolation(String fields) throws Exception {
        assertEquals(List.of(), decode(fields).received().violations());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"is_image_safe\":true                  | required",
                "\"is_image_safe\":false                 | required",
                "\"url\":\"no link\"                     | required",
                "\"url\":\"no link\",\"is_image_safe\":null | type",
                "\"url\":null,\"is_image_safe\":\"true\" | type",
                "\"url\":7,\"is_image_safe\":true        | type",
                "\"url\":7,\"is_image_safe\":false       | type"
            })
    void whatIsAbsentOrNotReadableIsNotReportedTwice(String fields, String rule) throws Exception {
        List<Violation> violations = decode(fields).received().violations();

        assertEquals(List.of(rule), violations.stream().map(Violation::rule).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h",
                "HTTPS://user:pw@h.example:8443/a/b;v=1,2/%C3%A9?q=a/b?c&d[0]=e#f/?",
                "http://[::1]:80/",
                "s3+x-1.0://bucket/key",
                "https://h/-._~!$&'()*+,;=:@"
            })
    void absoluteUriIsALink(String url) throws Exception {
        assertEquals(List.of(), decodeSafe(url).received().violations());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h.example/a.png",
                "//h.example/a.png",
                "/a.png",
                "https:",
                "https:/h",
                "https://",
                "https:///a.png",
                "https://?a",
                "https://#a",
                "://h",
                "1http://h",
                "ht_tp://h",
                "mailto:a@h.example",
                "https://h/a b",
                " https://h",
                "https://h ",
                "https://h/é",
                "https://h/\uff11",
                "https://h/%",
                "https://h/%4",
                "https://h/%4g",
                "https://h/%\uff11\uff11",
                "https://h/[a]",
                "https://h/a|b",
                "https://h/a^b",
                "https://h/{a}",
                "https://h/<a>",
                "https://h/`",
                "https://h/\u007f",
                "https://h/#a#b"
            })
    void textThatIsNoAbsoluteUriIsAViolationAndKept(String url) throws Exception {
        UpscaledImage image = decodeSafe(url);

        assertEquals(url, image.url());
        assertEquals(
                List.of("format"),
                image.received().violations().stream().map(Violation::rule).toList());
    }

    @Test
    void linkWithAQuotationMarkIsAViolationAndKept() throws Exception {
        assertEquals("https://h/\"", decodeSafe("https://h/\\\"").url());
        assertEquals(1, decodeSafe("https://h/\\\"").received().violations().size());
        assertEquals(1, decodeSafe("https://h/\\\\").received().violations().size());
    }

    private static UpscaledImage decodeSafe(String url) throws Exception {
        return decode("\"url\":\"" + url + "\",\"is_image_safe\":true");
    }

    private static UpscaledImage decode(String fields) throws Exception {
        UpscaleResponse response = new Moshi.Builder()
                .build()
                .adapter(UpscaleResponse.class)
                .fromJson(
                        "{\"created\":\"2000-01-23T04:56:07Z\",\"data\":[{\"seed\":1,\"prompt\":\"p\",\"resolution\":\"10x10\","
                                + fields + "}]}");
        assertNotNull(response);
        UpscaledImage image = response.data().get(0);
        assertEquals(image.received().violations(), response.received().violations());
        return image;
    }
}
