package io.github.upscale4j.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
    private static final String HEAD = "Content-Disposition: form-data; name=\"a\"\r\n\r\n";

    private static List<Multipart.Part> parse(String body) throws Multipart.Malformed {
        return Multipart.parse(TestContract.utf8(body), "B");
    }

    @Test
    void partsKeepTheirBytesAroundPreambleAndEpilogue() throws Multipart.Malformed {
        List<Multipart.Part> parts = parse("before\r\n--B\r\n" + HEAD + "one\r\n\r\n--B \t\r\n"
                + "content-type: Image/PNG; x=y\r\nX: 1\r\n"
                + "Content-Disposition: form-data; name=b; filename=\"q\\\"u;o=te.png\"\r\n\r\n\r\n--B--\r\nafter");
        assertEquals(2, parts.size());
        assertArrayEquals(TestContract.utf8("one\r\n"), parts.get(0).bytes());
        assertEquals("b", parts.get(1).name());
        assertEquals("q\"u;o=te.png", parts.get(1).fileName());
        assertEquals("image/png", parts.get(1).contentType());
        assertEquals(0, parts.get(1).bytes().length);
    }

    @Test
    void aBoundaryWithinTheDataIsData() throws Multipart.Malformed {
        String data = "x--B\r\nx--B--\r\n--Bx\r\n\n--B\n\r\n-B";
        assertArrayEquals(
                TestContract.utf8(data),
                parse("--B\r\n" + HEAD + data + "\r\n--B--").get(0).bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\\\"", "ü"})
    void aLongQuotedValueIsReadToItsEnd(String character) throws Multipart.Malformed {
        String value = character.repeat(200_000);
        Map<String, String> parameters = Multipart.parameters("a/b; x=\"" + value + "\"; boundary=B");
        assertEquals(value.replace("\\", ""), parameters.get("x"));
        assertEquals("B", parameters.get("boundary"));
        assertThrows(Multipart.Malformed.class, () -> Multipart.parameters("a/b; x=\"" + value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no boundary",
                "--B\nContent-Disposition: form-data; name=\"a\"\n\nx\n--B--\n",
                "--B\r\n" + HEAD + "x",
                "--B\r\n" + HEAD + "x\r\n--B\r\n",
                "--B\r\n\r\nx\r\n--B--\r\n",
                "--B\r\nContent-Type: a/b\r\n\r\nx\r\n--B--\r\n",
                "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--\r\n",
                "--B\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--B--\r\n",
                "--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--B--\r\n",
                "--B\r\nno colon\r\n\r\nx\r\n--B--\r\n",
                "--B\r\nContent-Disposition: form-data; name=a\r\nx\r\n--B--\r\n"
            })
    void whatBreaksTheSyntaxIsRefused(String body) {
        assertThrows(Multipart.Malformed.class, () -> parse(body));
    }
}
