package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MultipartTest {
    @Test
    void theBytesAreExactlyThese() {
        Multipart body = new Multipart(
                "multipart/form-data",
                "b",
                List.of(
                        new Multipart.Part(
                                "one", null, "application/json", "{\"p\":\"ü\"}".getBytes(StandardCharsets.UTF_8)),
                        new Multipart.Part("two", "two.png", "image/png", new byte[] {1, 13, 10, 2}),
                        new Multipart.Part("three", null, null, new byte[0])));
        assertEquals("multipart/form-data; boundary=b", body.contentType());
        assertEquals("""
                --b
                Content-Disposition: form-data; name="one"
                Content-Type: application/json

                {"p":"ü"}
                --b
                Content-Disposition: form-data; name="two"; filename="two.png"
                Content-Type: image/png

                \u0001
                \u0002
                --b
                Content-Disposition: form-data; name="three"


                --b--
                """.replace("\n", "\r\n"), new String(body.bytes(), StandardCharsets.UTF_8));
        assertEquals(2, body.without("one").parts().size());
    }

    @Test
    void aNameStaysInsideOfItsQuotes() {
        Multipart body = new Multipart(
                "multipart/form-data", "b", List.of(new Multipart.Part("a\"b\r\n", "\".png", null, new byte[0])));
        assertTrue(
                new String(body.bytes(), StandardCharsets.UTF_8)
                        .contains("\r\nContent-Disposition: form-data; name=\"a%22b%0D%0A\"; filename=\"%22.png\"\r\n"),
                () -> new String(body.bytes(), StandardCharsets.UTF_8));
    }
}
