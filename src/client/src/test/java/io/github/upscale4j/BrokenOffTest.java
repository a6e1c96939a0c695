package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.Moshi;
import io.github.upscale4j.model.UpscaleResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenOffTest {
    private static final String ANSWER = """
            {"created": "2000-01-23T04:56:07Z", "extra": {"a": [1, {"b": "}]\\"\\\\"}], "c": null}, "data": [
              {"seed": 1, "prompt": "a, \\u007b and [\\\\", "resolution": "10x20", "url": "https://images.example/1", "is_image_safe": true},
              {"seed": 2, "prompt": "b", "resolution": "10x20", "url": "https://images.example/2", "is_image_safe": true}
            ]}""";

    @Test
    void everyBeginningOfAnAnswerKeepsTheImagesThatArrived() throws Exception {
        byte[] whole = ANSWER.getBytes(StandardCharsets.UTF_8);
        for (int length = 1; length <= whole.length; length++) {
            String arrived = new String(whole, 0, length, StandardCharsets.UTF_8);
            UpscaleResponse response = read(BrokenOff.of(whole, length).closed());
            List<String> links = response.dataOrNull() == null
                    ? List.of()
                    : response.data().stream()
                            .map(image -> image.url())
                            .filter(url -> url != null)
                            .toList();

            assertEquals(arrived.split("/\\d\"", -1).length - 1, links.size(), arrived);
            assertTrue(links.stream().allMatch(ANSWER::contains), links.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"b\":tr      | {\"a\":1}",
                "{\"a\":[1,2            | {\"a\":[1]}",
                "{\"a\":{               | {\"a\":{}}",
                "{\"a\":\"b\"            | {\"a\":\"b\"}",
                "{\"a\":\"b\",\"c\"       | {\"a\":\"b\"}",
                "[\"a\",\"b\"            | [\"a\",\"b\"]",
                "{\"a\":\"x\\           | {}",
                "{\"a\":1} and more     | {\"a\":1}",
                "{\"a\":1}}}            | {\"a\":1}}}",
                "nothing                | ``"
            })
    void textIsCutAfterItsLastWholeValue(String found, String closed) {
        assertEquals(closed, closed(found));
    }

    private static String closed(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new String(BrokenOff.of(bytes, bytes.length).closed(), StandardCharsets.UTF_8);
    }

    private static UpscaleResponse read(byte[] json) throws IOException {
        return new Moshi.Builder().build().adapter(UpscaleResponse.class).fromJson(new Buffer().write(json));
    }
}
