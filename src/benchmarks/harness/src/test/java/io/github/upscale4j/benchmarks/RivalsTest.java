package io.github.upscale4j.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonReader;
import io.github.upscale4j.provider.Exchange;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All rivals do the same thing: each is asked in a process of its own, on its own class path, as it is measured. */
class RivalsTest {
    /** Every field of an image, and one null. */
    private static final String RICH = """
            {"created": "2026-11-22T23:04:05.678+02:00", "request_id": "7", "data": [{"seed": 2147483647, "prompt": "Ä\\"\\u20ac",\
             "resolution": "1024x768", "url": "https://images.example/a.png?exp=9&sig=00", "is_image_safe": true,\
             "style_type": "REALISTIC", "upscaled_resolution": "2048x1536"}, {"seed": 0, "prompt": "C",\
             "resolution": "768x1024", "url": null, "is_image_safe": false, "style_type": null}]}""";

    private static final List<String> NAMES =
            List.of("seed", "prompt", "resolution", "url", "is_image_safe", "style_type", "upscaled_resolution");

    /** {@link Parameters#EXAMPLE} in the contract's names, and nothing else. */
    private static final Map<String, Object> EXAMPLE = Map.of(
            "prompt", Parameters.EXAMPLE.prompt(),
            "resemblance", (double) Parameters.EXAMPLE.resemblance(),
            "detail", (double) Parameters.EXAMPLE.detail(),
            "magic_prompt_option", Parameters.EXAMPLE.magicPromptOption(),
            "seed", (double) Parameters.EXAMPLE.seed());

    /** The part's headers, and its content. */
    private static final Pattern IMAGE_REQUEST =
            Pattern.compile("name=\"image_request\".*?\\r\\n\\r\\n(.*?)\\r\\n--", Pattern.DOTALL);

    @TempDir
    static Path output;

    private static Folders folders;
    private static Program.Server provider;
    private static Program.Server otherKey;
    private static Program.Server bareServer;

    @BeforeAll
    static void serve() throws IOException {
        folders = Built.in(output);
        Files.writeString(folders.input().resolve("rich.json"), RICH);
        provider = folders.provider().serve();
        otherKey = folders.provider().with("UPSCALE4J_PROVIDER_KEY", "another").serve();
        bareServer = CallRuns.bareServer(folders);
    }

    @AfterAll
    static void stop() {
        for (Program.Server server : Arrays.asList(provider, otherKey, bareServer)) {
            if (server != null) {
                server.close();
            }
        }
    }

    static List<Entry> decoders() {
        return Entry.of(Question.DECODE);
    }

    static List<Entry> encoders() {
        return Entry.of(Question.ENCODE);
    }

    static List<Entry> callers() {
        return Stream.of(Question.CALL, Question.UPLOAD, Question.IN_FLIGHT, Question.STEADY, Question.COLD_START)
                .flatMap(question -> Entry.of(question).stream())
                .distinct()
                .filter(entry -> !entry.name().equals("nothing"))
                .toList();
    }

    /** What is read of an image is what the answer says; the same moment may be written in two ways. */
    @ParameterizedTest
    @MethodSource("decoders")
    void allReadTheSame(Entry entry) throws Exception {
        for (String answer : List.of("answer-2.json", "rich.json")) {
            Path file = folders.input().resolve(answer);

            List<String> texts = decoded(entry, file).stream()
                    .map(line -> line.substring(line.indexOf('\t') + 1))
                    .collect(Collectors.toCollection(ArrayList::new));
            String created = texts.remove(0);

            Map<?, ?> json = (Map<?, ?>) json(file);
            assertEquals(instant(json.get("created")), instant(created), answer);
            assertEquals(
                    ((List<?>) json.get("data"))
                            .stream()
                                    .flatMap(image -> NAMES.stream().map(name -> text(((Map<?, ?>) image).get(name))))
                                    .toList(),
                    texts,
                    answer);
        }
    }

    /** The rivals beside which {@link Aims} wants ours to be ahead. */
    @ParameterizedTest
    @ValueSource(strings = {"jackson-streaming", "fastjson2"})
    void someGiveTheTypesThatOursGives(String name) throws Exception {
        Path answer = folders.input().resolve("rich.json");

        List<String> ours = types(Entry.ALL.get(0), answer);

        assertEquals(List.of("OffsetDateTime", "Long"), ours.subList(0, 2));
        assertEquals(ours, types(Built.entry(name), answer));
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void allSendTheSameRequest(Entry entry) throws Exception {
        Built.lines(folders, entry, "Encoded");

        assertEquals(EXAMPLE, json(folders.logs().resolve("Encoded-" + entry.name() + ".txt")));
    }

    @ParameterizedTest
    @MethodSource("callers")
    void allSendTheSameCall(Entry entry) throws Exception {
        ProviderOptions options =
                ProviderOptions.builder().key(Parameters.KEY).keepBodies(true).build();
        try (Provider recording = Provider.start(options)) {
            oneCall(entry, recording.baseUrl());

            List<Exchange> calls = recording.journal().snapshot().calls();
            assertEquals(1, calls.size());
            assertEquals(EXAMPLE, imageRequest(calls.get(0)));
            assertEquals(
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(picture()))),
                    calls.get(0).pictureHash());
        }
    }

    /** The provider refuses what is no request of the contract, and the rival tells a refusal from an answer. */
    @ParameterizedTest
    @MethodSource("callers")
    void allMakeACallThatAProviderTakes(Entry entry) throws Exception {
        assertEquals(List.of(), oneCall(entry, provider.url()));

        assertThrows(ProgramFailed.class, () -> oneCall(entry, otherKey.url()));
    }

    @ParameterizedTest
    @MethodSource("callers")
    void allAreAnsweredByTheServerThatTheyAreMeasuredWith(Entry entry) throws Exception {
        assertEquals(List.of(), oneCall(entry, bareServer.url()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"upscale4j", "jdk"})
    void manyCallsAreMeasured(String name) throws Exception {
        try (Program.Server slow = folders.provider("--latency", "50").serve()) {
            List<Figure> figures = Figure.read(Built.lines(
                    folders,
                    Built.entry(name),
                    "InFlight",
                    slow.url().toString(),
                    picture().toString(),
                    "2",
                    "1"));

            assertEquals(
                    List.of(
                            "throughput calls/s",
                            "cpu us/call",
                            "allocation B/call",
                            "threads threads",
                            "steady yes=1"),
                    figures.stream()
                            .map(figure -> figure.metric() + " " + figure.unit())
                            .toList());
            double throughput = figures.get(0).value();
            assertTrue(
                    throughput > 2 && throughput < 43, "two calls of 50 ms at a time, but " + throughput + " a second");
            assertTrue(figures.subList(0, 4).stream().allMatch(figure -> figure.value() > 0), figures::toString);
        }
    }

    private static Path picture() {
        return Preparation.picture(folders.input(), "10 KB");
    }

    private static Object imageRequest(Exchange call) throws IOException {
        Matcher part = IMAGE_REQUEST.matcher(UTF_8.decode(call.raw()));
        assertTrue(part.find(), "a part named image_request");
        return JsonReader.of(new Buffer().writeUtf8(part.group(1))).readJsonValue();
    }

    private static List<String> oneCall(Entry entry, URI server) throws IOException, InterruptedException {
        return Built.lines(
                folders, entry, "OneCall", server.toString(), picture().toString());
    }

    private static List<String> decoded(Entry entry, Path answer) throws IOException, InterruptedException {
        return Built.lines(folders, entry, "Decoded", answer.toString());
    }

    private static List<String> types(Entry entry, Path answer) throws IOException, InterruptedException {
        return decoded(entry, answer).stream()
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
    }

    private static Instant instant(Object text) {
        return OffsetDateTime.parse(String.valueOf(text)).toInstant();
    }

    /** As a rival prints it; all numbers of an answer are whole. */
    private static String text(Object json) {
        return json instanceof Double number ? String.valueOf(number.longValue()) : String.valueOf(json);
    }

    private static Object json(Path file) throws IOException {
        try (BufferedSource source = Okio.buffer(Okio.source(file))) {
            return JsonReader.of(source).readJsonValue();
        }
    }
}
