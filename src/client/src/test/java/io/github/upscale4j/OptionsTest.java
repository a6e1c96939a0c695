package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the builder takes, and in which words it refuses the rest. */
class OptionsTest {
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private static Arguments duration(String name, BiConsumer<UpscaleClient.Builder, Duration> option) {
        return Arguments.of(name, (Consumer<Duration>) value -> option.accept(UpscaleClient.builder(), value));
    }

    static Stream<Arguments> durations() {
        return Stream.of(
                duration("connectTimeout", UpscaleClient.Builder::connectTimeout),
                duration("writeTimeout", UpscaleClient.Builder::writeTimeout),
                duration("deadline", UpscaleClient.Builder::deadline));
    }

    @ParameterizedTest
    @MethodSource("durations")
    void durationsAreFromAMillisecondToAnHour(String name, Consumer<Duration> option) {
        assertDoesNotThrow(() -> option.accept(MILLI));
        assertDoesNotThrow(() -> option.accept(HOUR));
        for (Duration wrong : new Duration[] {
            Duration.ZERO,
            Duration.ofNanos(999_999),
            Duration.ofSeconds(-1),
            HOUR.plusNanos(1),
            Duration.ofSeconds(Long.MAX_VALUE)
        }) {
            assertRefused(
                    name + ": expected a duration from PT0.001S to PT1H but was " + wrong, () -> option.accept(wrong));
        }
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                Arguments.of("maxImagesInFlight", 1, 1000, "from 1 to 1000", (Consumer<Long>)
                        value -> UpscaleClient.builder().maxImagesInFlight(value.intValue())),
                Arguments.of("maxRetries", 0, 100, "from 0 to 100", (Consumer<Long>)
                        value -> UpscaleClient.builder().maxRetries(value.intValue())),
                Arguments.of("maxImageBytes", 1, Long.MAX_VALUE, "at least 1", (Consumer<Long>)
                        value -> UpscaleClient.builder().maxImageBytes(value)),
                Arguments.of("maxResultBytes", 1, Long.MAX_VALUE, "at least 1", (Consumer<Long>)
                        value -> UpscaleClient.builder().maxResultBytes(value)));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void numbersHaveLimits(String name, long least, long most, String expected, Consumer<Long> option) {
        assertDoesNotThrow(() -> option.accept(least));
        assertDoesNotThrow(() -> option.accept(most));
        assertRefused(name + ": expected " + expected + " but was " + (least - 1), () -> option.accept(least - 1));
        if (most < Long.MAX_VALUE) {
            assertRefused(name + ": expected " + expected + " but was " + (most + 1), () -> option.accept(most + 1));
        }
    }

    static Stream<Arguments> nulls() {
        return Stream.of(
                Arguments.of("baseUrl", (UnaryOperator<UpscaleClient.Builder>) options -> options.baseUrl(null)),
                Arguments.of("path", (UnaryOperator<UpscaleClient.Builder>) options -> options.path(null)),
                Arguments.of("key", (UnaryOperator<UpscaleClient.Builder>) options -> options.key(null)),
                Arguments.of(
                        "authorization", (UnaryOperator<UpscaleClient.Builder>) options -> options.authorization(null)),
                Arguments.of("httpClient", (UnaryOperator<UpscaleClient.Builder>) options -> options.httpClient(null)),
                Arguments.of("proxy", (UnaryOperator<UpscaleClient.Builder>) options -> options.proxy(null)),
                Arguments.of(
                        "onViolations", (UnaryOperator<UpscaleClient.Builder>) options -> options.onViolations(null)),
                Arguments.of("deadline", (UnaryOperator<UpscaleClient.Builder>) options -> options.deadline(null)));
    }

    @ParameterizedTest
    @MethodSource("nulls")
    void nullIsRefusedAtOnce(String name, UnaryOperator<UpscaleClient.Builder> option) {
        assertThrows(NullPointerException.class, () -> option.apply(UpscaleClient.builder()), name);
    }

    @Test
    void baseUrlAndKeyHaveToBeSet() {
        IllegalStateException noUrl = assertThrows(
                IllegalStateException.class,
                () -> UpscaleClient.builder().key(Calls.KEY).build());
        IllegalStateException noKey = assertThrows(
                IllegalStateException.class,
                () -> UpscaleClient.builder().baseUrl("http://localhost").build());

        assertEquals("expected baseUrl and key but baseUrl was not set", noUrl.getMessage());
        assertEquals("expected baseUrl and key but key was not set", noKey.getMessage());
    }

    static Stream<Arguments> refusedUrls() {
        String form = "a URL such as https://gateway.example but found something else";
        String noScheme = "a URL such as https://gateway.example but found no https:// in front";
        return Stream.of(
                Arguments.of("", noScheme),
                Arguments.of("gateway.example", noScheme),
                Arguments.of("ftp://gateway.example", form),
                Arguments.of("https://", form),
                Arguments.of("https://ann@gateway.example", "no user name and no password in it but found one"),
                Arguments.of("https://:s3cr3t@gateway.example", "no user name and no password in it but found one"),
                Arguments.of("https://gateway.example?key=s3cr3t", "no query and no fragment in it but found one"),
                Arguments.of("https://gateway.example/?", "no query and no fragment in it but found one"),
                Arguments.of("https://gateway.example/#s3cr3t", "no query and no fragment in it but found one"),
                Arguments.of(
                        "http://gateway.example/s3cr3t",
                        "https, which keeps the key secret but found http to gateway.example (allowHttp() allows it)"),
                Arguments.of(
                        "http://127.0.0.1.example",
                        "https, which keeps the key secret but found http to 127.0.0.1.example (allowHttp() allows it)"),
                Arguments.of(
                        "http://192.168.0.1",
                        "https, which keeps the key secret but found http to 192.168.0.1 (allowHttp() allows it)"),
                Arguments.of(
                        "https://gateway.example/ideogram/upscale",
                        "no path of the endpoint, which is added to it but found /ideogram/upscale"),
                Arguments.of(
                        "https://gateway.example/a/ideogram/upscale/",
                        "no path of the endpoint, which is added to it but found /ideogram/upscale"));
    }

    @ParameterizedTest
    @MethodSource("refusedUrls")
    void baseUrlThatCannotBeMeantIsRefused(String url, String expected) {
        IllegalArgumentException refused = assertRefused(
                "base URL: expected " + expected,
                () -> UpscaleClient.builder().baseUrl(url).key(Calls.KEY).build());

        assertFalse(refused.getMessage().contains("s3cr3t"), refused.getMessage());
    }

    static Stream<Arguments> takenUrls() {
        return Stream.of(
                Arguments.of("https://gateway.example", "https://gateway.example/ideogram/upscale"),
                Arguments.of(" https://gateway.example/ ", "https://gateway.example/ideogram/upscale"),
                Arguments.of("HTTPS://Gateway.Example:8443/v1//", "https://gateway.example:8443/v1/ideogram/upscale"),
                Arguments.of("http://localhost:8080", "http://localhost:8080/ideogram/upscale"),
                Arguments.of("http://127.0.0.1", "http://127.0.0.1/ideogram/upscale"),
                Arguments.of("http://127.9.9.9/a", "http://127.9.9.9/a/ideogram/upscale"),
                Arguments.of("http://[::1]:80/", "http://[::1]/ideogram/upscale"),
                Arguments.of("http://[0:0:0:0:0:0:0:1]/", "http://[::1]/ideogram/upscale"));
    }

    @ParameterizedTest
    @MethodSource("takenUrls")
    void baseUrlIsJoinedWithThePath(String url, String expected) {
        try (UpscaleClient client =
                UpscaleClient.builder().baseUrl(url).key(Calls.KEY).build()) {
            assertEquals("UpscaleClient[POST " + expected + "]", client.toString());
        }
    }

    @Test
    void httpToAnotherMachineHasToBeAllowed() {
        try (UpscaleClient client = UpscaleClient.builder()
                .baseUrl("http://gateway.example")
                .allowHttp()
                .key(Calls.KEY)
                .build()) {
            assertEquals("UpscaleClient[POST http://gateway.example/ideogram/upscale]", client.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "upscale", "/a b", "/up?key=s3cr3t", "/up#s3cr3t", "/ü"})
    void pathThatIsNoneIsRefused(String path) {
        IllegalArgumentException refused = assertRefused(
                "path: expected a path such as /upscale, without query, but found \"" + path.replaceAll("[?#].*", "?…")
                        + "\"",
                () -> UpscaleClient.builder()
                        .baseUrl("https://gateway.example")
                        .path(path)
                        .key(Calls.KEY)
                        .build());

        assertFalse(refused.getMessage().contains("s3cr3t"), refused.getMessage());
    }

    @Test
    void pathOfTheVendorMayBeGivenOnce() {
        assertRefused(
                "base URL: expected no path of the endpoint, which is added to it but found /upscale",
                () -> UpscaleClient.builder()
                        .baseUrl("https://gateway.example/upscale")
                        .path("/upscale")
                        .key(Calls.KEY)
                        .build());
    }

    @Test
    void builderCanBeUsedAgain() {
        UpscaleClient.Builder options =
                UpscaleClient.builder().baseUrl("https://gateway.example").key(Calls.KEY);
        try (UpscaleClient first = options.build();
                UpscaleClient second = options.baseUrl("https://other.example").build()) {
            assertEquals("UpscaleClient[POST https://gateway.example/ideogram/upscale]", first.toString());
            assertEquals("UpscaleClient[POST https://other.example/ideogram/upscale]", second.toString());
        }
    }

    private static IllegalArgumentException assertRefused(String message, Runnable option) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, option::run);
        assertEquals(message, refused.getMessage());
        return refused;
    }
}
