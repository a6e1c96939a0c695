package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of an older recording in the folder of a new one. */
@Timeout(120)
final class OlderRecordingTest extends RecordedRuns {
    /** A run of one call, which runs. */
    private int recordACall(Provider provider) {
        return run(
                Map.of(Main.KEY, KEY),
                "--base-url",
                provider.baseUrl().toString(),
                "--budget=1",
                "--record",
                recording().toString());
    }

    private Path next() {
        return folder.resolve("recording.next");
    }

    @Test
    void anOlderRecordingIsReplacedAsAWholeByARunWithAVerdict() throws IOException {
        assertEquals(3, record(), said);
        Files.writeString(recording().resolve("099-some-other.json"), "{}");
        Files.writeString(recording().resolve("099-some-other.answer.part"), "");
        Files.createDirectory(next());
        try (Provider provider =
                Provider.start(ProviderOptions.builder().key(KEY).build())) {
            assertEquals(0, recordACall(provider), said);
        }
        assertTrue(said.contains("\nRecording: " + recording() + "\n"), said);
        assertFalse(Files.exists(next()));
        assertFalse(names().toString().contains("some-other"), names().toString());
        assertEquals(0, replay(), said);
        assertFalse(said.contains("did not end"), said);
    }

    @Test
    void aRunThatBringsNothingLeavesAnOlderRecordingAlone() throws IOException {
        try (Provider provider =
                Provider.start(ProviderOptions.builder().key(KEY).build())) {
            assertEquals(0, recordACall(provider), said);
        }
        URI gone;
        try (RawServer server = RawServer.answering("")) {
            gone = server.url();
        }
        String[] arguments = {
            "--base-url", gone.toString(), "--record", recording().toString()
        };
        for (int i = 0; i < 2; i++) {
            assertEquals(3, run(Map.of(Main.KEY, KEY), arguments));
            assertTrue(
                    said.contains("\nRecording: kept the older recording in " + recording() + "; this run is in "
                            + next() + "\n"),
                    said);
            assertEquals(0, replay(), said);
        }
        assertEquals(3, run(Map.of(), "--replay", next().toString()), said);
        assertTrue(said.contains("unreachable"), said);
        assertFalse(said.contains("did not end"), said);
        try (Provider provider =
                Provider.start(ProviderOptions.builder().key(KEY).build())) {
            assertEquals(0, recordACall(provider), said);
        }
        assertFalse(Files.exists(next()));
    }

    /** It is killed behind the call, whose answer is worth more than all that was there. */
    @Test
    void aCallThatRanReplacesAnOlderRecordingAtOnce() throws IOException {
        assertEquals(3, record(), said);
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) {
            Target target = Target.of(Contract.published(), server.url(), KEY);
            Recorder recorder = new Recorder(
                    new Transport(Duration.ofSeconds(20)),
                    new RecordingFolder(recording()),
                    Contract.published(),
                    target,
                    Allowance.DEFAULT,
                    Instant.EPOCH,
                    new Random(1));
            List<Probe> probes = Plan.of(Contract.published(), target, Allowance.DEFAULT, () -> 1)
                    .probes();
            assertTrue(Files.exists(next()));
            assertEquals(8, names().size());
            assertTrue(recorder.exchange(probes.get(0)).isPresent());
            assertEquals(
                    List.of(
                            ".gitattributes",
                            RecordingFolder.name(1, probes.get(0).id()) + ".answer",
                            RecordingFolder.name(1, probes.get(0).id()) + ".json",
                            "recording.json"),
                    names());
            assertFalse(Files.exists(next()));
            assertFalse(Recording.read(recording()).ended());
            assertTrue(recorder.exchange(probes.get(1)).isPresent());
            assertEquals(6, names().size(), names().toString());
            recorder.end(Verdict.INCONCLUSIVE);
            assertTrue(Recording.read(recording()).ended());
        }
    }

    @Test
    void besideAnOlderRecordingNothingElseIsTouchedEither() throws IOException {
        assertEquals(3, record(), said);
        Files.createDirectories(next());
        Files.writeString(next().resolve("notes.txt"), "mine");
        assertEquals(2, record(), said);
        assertTrue(said.contains("found " + next().resolve("notes.txt")), said);
        assertEquals("mine", Files.readString(next().resolve("notes.txt")));
    }

    @Test
    void whatCouldNotBeKeptIsSaidAndTheVerdictStands() throws IOException {
        try (RawServer server = new RawServer(visit -> {
            if (Files.exists(recording().resolve("recording.json"))) {
                empty(recording());
                Files.delete(recording());
            }
            visit.send("HTTP/1.1 401 No\r\nContent-Type: application/json\r\n\r\n{\"error\":\"Unauthorized\"}");
        })) {
            String[] arguments = {
                "--base-url", server.url().toString(), "--record", recording().toString()
            };
            assertEquals(70, run(Map.of(Main.KEY, KEY), arguments));
        }
        assertTrue(said.contains("the run could not be recorded in " + recording() + ": NoSuchFileException\n"), said);
        assertTrue(said.contains("\nContract: "), said);
    }

    /** As if it was killed there. */
    @Test
    void whatIsInterruptedWhileTheOlderOneGoesIsNoWholeRecording() throws IOException {
        assertEquals(3, record(), said);
        assertEquals(3, record(), said);
        Files.createDirectories(recording().resolve("002-z.json.part/undeletable"));
        assertThrows(IOException.class, this::takeOver);
        assertEquals(4, names().size(), names().toString());
        assertThrows(WrongUsage.class, () -> Recording.read(recording()));
    }

    @Test
    void whatIsInterruptedWhileTheNewOneComesDidNotEnd() throws IOException {
        assertEquals(3, record(), said);
        assertEquals(3, record(), said);
        String longest = "002-" + "z".repeat(255 - "002-.json".length()) + ".json";
        Files.writeString(next().resolve(longest), "with .part behind it no name of a file");
        assertThrows(IOException.class, this::takeOver);
        Recording left = Recording.read(recording());
        assertFalse(left.ended());
        assertEquals(2, left.exchanges().size());
    }

    private void takeOver() throws IOException {
        JsonNode head;
        try {
            head = Json.parse(Files.readAllBytes(next().resolve("recording.json")));
        } catch (Json.Malformed e) {
            throw new IllegalStateException(e);
        }
        ((ObjectNode) head).put("ended", false).remove("exchanges");
        new RecordingFolder(recording()).takeOver(new RecordingFolder(next()), head);
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
