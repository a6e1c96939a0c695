package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private static final String KEY = "Q7w-Secret/0123+X_y=zKpLmNvBtRsGhJdFcE";

    @ParameterizedTest
    @ValueSource(strings = {"a", "null", "!~", "sk-Secret/Key+0123=", "BearerOfNews", "Api-Keys"})
    void visibleAsciiIsTakenAsItIs(String key) {
        assertEquals(key, new ApiKey(key).value());
    }

    @Test
    void theLongestKeyIsTaken() {
        assertEquals(8192, new ApiKey("k".repeat(8192)).value().length());
    }

    static Stream<Arguments> refused() {
        String visible = "key: expected visible ASCII characters but found ";
        return Stream.of(
                Arguments.of("", "key: expected at least one character but found none"),
                Arguments.of(KEY + "\n", visible + "U+000A at index 38 of 39, such as a file's last line break"),
                Arguments.of(KEY + "\r\n", visible + "U+000D at index 38 of 40, such as a file's last line break"),
                Arguments.of(KEY + "\n" + KEY, visible + "U+000A at index 38 of 77"),
                Arguments.of(" " + KEY, visible + "U+0020 at index 0 of 39"),
                Arguments.of(KEY + "\u007F", visible + "U+007F at index 38 of 39"),
                Arguments.of(KEY + "\u00E9", visible + "U+00E9 at index 38 of 39"),
                Arguments.of(KEY + "\uD83D\uDE00", visible + "U+1F600 at index 38 of 40"),
                Arguments.of(
                        "Bearer " + KEY,
                        "key: expected the key alone but found the word \"Bearer\" before it; give the key alone"),
                Arguments.of(
                        "api-key: " + KEY,
                        "key: expected the key alone but found the word \"Api-Key\" before it; give the key alone"),
                Arguments.of("k".repeat(8193), "key: expected at most 8192 characters but found 8193"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void anythingElseIsRefusedWithWhatAndWhere(String key, String message) {
        String found = assertThrows(IllegalArgumentException.class, () -> new ApiKey(key))
                .getMessage();
        assertEquals(message, found);
        for (int at = 0; at + 3 <= KEY.length(); at++) {
            assertFalse(found.contains(KEY.substring(at, at + 3)), found);
        }
    }

    @Test
    void noTextOfItShowsTheKey() {
        assertEquals("ApiKey[concealed]", new ApiKey(KEY).toString());
    }
}
