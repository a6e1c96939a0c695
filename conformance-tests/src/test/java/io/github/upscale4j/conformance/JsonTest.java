package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
    private static String malformed(String text) {
        return String.valueOf(
                assertThrows(Json.Malformed.class, () -> Json.parse(text.getBytes(StandardCharsets.UTF_8)), text)
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "[NaN]; NaN or Infinity, which JSON does not have, at character 4",
                "[-Infinity]; NaN or Infinity, which JSON does not have, at character 10",
                "{\"a\":1,\"a\":2}; a name twice in one object: \"a\" at character 10",
                "{\"a\":; text that ends too early at character 5",
                "{} {}; more text after the end of the JSON at character 3",
                "nothing; Unrecognized token at character 0",
            })
    void whatIsWrongIsSaidInWords(String text, String words) {
        assertEquals(words, malformed(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[/**/1]", "[#\n1]", "['a']", "{a:1}", "[01]", "[.5]", "[+1]", "[1.]", "[1,]", "[0x1]", "[", "{"
            })
    void theParsersOptionsAreNotNamed(String text) {
        for (String each : new String[] {text, text + "1".repeat(2000), "[".repeat(10_001) + text}) {
            String words = malformed(each);
            assertFalse(words.matches("(?s).*(`|Feature|enabl|maybe|getMax|tools\\.jackson).*"), words);
        }
    }
}
