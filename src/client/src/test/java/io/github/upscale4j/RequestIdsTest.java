package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {
    private static final String KEY = "sk-Secret0123456789";
    private static final Redaction REDACTION = new Redaction(KEY);

    private static List<String> of(Headers headers, String... inBody) {
        return RequestIds.of(headers, List.of(inBody), REDACTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Request-Id",
                "x-request-id",
                "Request-ID",
                "X-Oneapi-Request-Id",
                "X-Aihubmix-Request-Id",
                "x-amz-requestid",
                "X-Req-Id",
                "X-Trace-Id",
                "X-Correlation-ID",
                "CF-Ray",
            })
    void theHeaderFieldHoldsAnId(String name) {
        assertEquals(List.of("2026-abc"), of(Headers.of(name, "2026-abc")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Request-Id-Source", "Request-Identity", "X-Cf-Ray", "Date", "X-Client-Id"})
    void anotherHeaderFieldDoesNot(String name) {
        assertEquals(List.of(), of(Headers.of(name, "2026-abc")));
    }

    @Test
    void headersComeFirstAndEachIdOnce() {
        Headers headers = Headers.of("Date", "now", "X-Request-Id", "a", "CF-Ray", "b", "x-request-id", "a");
        assertEquals(List.of("a", "b", "c"), of(headers, "c", "b", "c"));
    }

    @Test
    void thereAreTenAtMost() {
        String[] inBody = IntStream.range(0, 20).mapToObj(i -> "id" + i).toArray(String[]::new);
        assertEquals(List.of(inBody).subList(0, 10), of(Headers.of(), inBody));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(" abc ", "abc"),
                Arguments.of("a\u0000b\u202Ec\u2028", "abc"),
                Arguments.of("Root=1-67891233-abcdef019283746550918273", "Root=1-67891233-abcdef019283746550918273"),
                Arguments.of("x".repeat(200), "x".repeat(200)),
                Arguments.of("x".repeat(201), "x".repeat(200)),
                Arguments.of("", null),
                Arguments.of("\u00E9", null),
                Arguments.of("id-" + KEY, null),
                Arguments.of("id-" + KEY.replace("S", "%53"), null),
                Arguments.of("id-" + KEY.replace("S", "\u00E9S"), null),
                Arguments.of("x".repeat(195) + KEY, null),
                Arguments.of("https://a.example/b?sig=c", null));
    }

    @ParameterizedTest
    @MethodSource("values")
    void anIdIsShortVisibleAndNoSecret(String value, String id) {
        assertEquals(id == null ? List.of() : Collections.singletonList(id), of(Headers.of(), value));
    }

    @Test
    void idsThatAreHalvesOfTheKeyAreNone() {
        int half = KEY.length() / 2;

        assertEquals(
                List.of("an-id"),
                of(Headers.of("X-Request-Id", KEY.substring(0, half), "X-Trace-Id", KEY.substring(half)), "an-id"));
    }
}
