package io.github.upscale4j.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\":1,\"a\":[true,false,null,-0.50e+3,\"x\"]}",
                "\"\\\"\\\\\\n\\r\\t\\u0001ü☃😀\\ud800\"",
                "[]",
                "{}",
                "12345678901234567890.123"
            })
    void whatWasReadIsWrittenAgain(String json) throws JsonReader.MalformedJson {
        Object value = JsonReader.read(json);
        assertEquals(value, JsonReader.read(JsonWriter.write(value)));
        assertEquals(value, JsonReader.read(JsonWriter.write(value, true, true)));
        assertTrue(JsonWriter.write(value, false, true).chars().allMatch(c -> c < 127));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\" 1}",
                "[1 2]",
                "01",
                "+1",
                "1.",
                ".5",
                "-",
                "1e",
                "NaN",
                "Infinity",
                "tru",
                "nulls",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\t\"",
                "1 2",
                "\uFEFF1",
                "{\"a\":1,\"\\u0061\":2}",
                "// no\n1",
                "\u00a01",
                "1e99999999999",
                "\"\\u12"
            })
    void whatIsNotJsonIsRefused(String text) {
        String message = assertThrows(JsonReader.MalformedJson.class, () -> JsonReader.read(text))
                .getMessage();
        assertTrue(message.startsWith("expected "), message);
    }

    @Test
    void deepNestingAndWrongBytesAreRefused() {
        assertThrows(JsonReader.MalformedJson.class, () -> JsonReader.read("[".repeat(100_000)));
        assertThrows(JsonReader.MalformedJson.class, () -> JsonReader.read(new byte[] {'"', (byte) 0xc3, '"'}));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'a': 1} | [{'op': 'add', 'path': '/b', 'value': [1]}] | {'a':1,'b':[1]}",
                "{'a': [1, 3]} | [{'op': 'add', 'path': '/a/1', 'value': 2}] | {'a':[1,2,3]}",
                "{'a': [1]} | [{'op': 'add', 'path': '/a/-', 'value': null}] | {'a':[1,null]}",
                "{'a': 1, 'b': 2} | [{'op': 'replace', 'path': '/a', 'value': 3}] | {'a':3,'b':2}",
                "{'a': [1, 2]} | [{'op': 'remove', 'path': '/a/0'}] | {'a':[2]}",
                "{'a': 1} | [{'op': 'move', 'from': '/a', 'path': '/b'}] | {'b':1}",
                "{'a': {'x': 1}} | [{'op': 'copy', 'from': '/a', 'path': '/b'}, {'op': 'remove', 'path': '/a/x'}] | {'a':{},'b':{'x':1}}",
                "{'a': 1} | [{'op': 'test', 'path': '/a', 'value': 1.0}] | {'a':1}",
                "{'a/b~': 1} | [{'op': 'remove', 'path': '/a~1b~0'}] | {}",
                "{} | [{'op': 'replace', 'path': '', 'value': [1]}] | [1]"
            })
    void aPatchDoesWhatItsOperationsSay(String before, String patch, String after) throws JsonReader.MalformedJson {
        Object document = json(before);
        String untouched = JsonWriter.write(document);
        Object result = JsonPatch.of(new Expected("", json(patch))).apply(document);
        assertEquals(after.replace('\'', '"'), JsonWriter.write(result));
        assertEquals(untouched, JsonWriter.write(document));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[{'op': 'remove', 'path': '/b'}]",
                "[{'op': 'replace', 'path': '/b', 'value': 1}]",
                "[{'op': 'add', 'path': '/l/3', 'value': 1}]",
                "[{'op': 'add', 'path': '/l/01', 'value': 1}]",
                "[{'op': 'add', 'path': '/a/b', 'value': 1}]",
                "[{'op': 'test', 'path': '/a', 'value': 2}]",
                "[{'op': 'move', 'from': '/o', 'path': '/o/x'}]"
            })
    void aPatchThatDoesNotFitIsRefused(String patch) throws JsonReader.MalformedJson {
        Object document = json("{'a': 1, 'l': [1, 2], 'o': {}}");
        JsonPatch made = JsonPatch.of(new Expected("", json(patch)));
        assertThrows(IllegalArgumentException.class, () -> made.apply(document));
    }

    private static Object json(String text) throws JsonReader.MalformedJson {
        return JsonReader.read(text.replace('\'', '"'));
    }
}
