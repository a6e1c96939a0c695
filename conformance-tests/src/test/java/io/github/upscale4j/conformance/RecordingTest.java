package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings as their user has them: folders that the program makes, keeps to itself, and reads again. */
@Timeout(120)
final class RecordingTest extends RecordedRuns {
    @Test
    void aRecordingIsJudgedAgainWithoutKeyAndProvider() throws IOException {
        assertEquals(3, record(), said);
        assertTrue(said.contains("\nRecording: " + recording() + "\n"), said);
        assertEquals(3, replay(), said);
        assertTrue(said.contains("\nRecording: " + recording() + ", made 20"), said);
        Path report = folder.resolve("report");
        Reports.assertValid(report);
        assertTrue(Reports.json(report).path("replayed").asBoolean());
        assertEquals(
                List.of(
                        ".gitattributes",
                        "001-missing-authorization.answer",
                        "001-missing-authorization.json",
                        "002-empty-authorization.answer",
                        "002-empty-authorization.json",
                        "003-wrong-authorization.answer",
                        "003-wrong-authorization.json",
                        "recording.json"),
                names());
        assertEquals("* -text\n", Files.readString(recording().resolve(".gitattributes")));
        assertTrue(Files.readString(recording().resolve("003-wrong-authorization.json"))
                .contains("\"Bearer upscale4j-no-such-key\""));
        assertTrue(Files.readString(recording().resolve("003-wrong-authorization.answer"))
                .startsWith("HTTP/1.1 401 "));
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** Its disguise takes several times the memory that the run itself does. */
    @Test
    void anAnswerThatIsTooLargeToBeKeptIsJudged() throws IOException, InterruptedException {
        String link = "https://u:secret@h/?sig=abcdef%41&" + KEY + ' ';
        String body = "{\"error\":\"" + link.repeat((7 << 20) / link.length()) + "\"}";
        String head = "HTTP/1.1 401 No\r\nContent-Type: application/json\r\nContent-Length: " + body.length();
        AtomicBoolean first = new AtomicBoolean(true);
        try (RawServer server = new RawServer(visit -> visit.send(
                first.getAndSet(false) ? head + "\r\n\r\n" + body : "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"))) {
            Process process = suite(server, "-Xmx176m");
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            String out = Files.readString(folder.resolve("out"));
            assertTrue(out.contains("the run could not be recorded in " + recording() + ": OutOfMemoryError"), out);
            assertTrue(out.contains("\nContract: "), out);
            assertTrue(server.connections() > 1, out);
        }
    }

    @ParameterizedTest
    @CsvSource({"notes.txt, notes.txt", "recording.json, no recording.json of ours", "001-a/b, 001-a"})
    void aFolderWithAnythingElseIsLeftAloneAndNothingIsSent(String file, String found) throws IOException {
        Path foreign = recording().resolve(file);
        Files.createDirectories(foreign.getParent());
        Files.writeString(foreign, "mine");
        try (Provider provider =
                Provider.start(ProviderOptions.builder().key(KEY).build())) {
            assertEquals(2, record(provider), said);
            assertEquals(0, provider.journal().snapshot().connections());
        }
        assertTrue(said.contains("--record: expected a new or empty folder, or one with an older recording"), said);
        assertTrue(said.contains(found), said);
        assertEquals("mine", Files.readString(foreign));
    }

    @Test
    void theFolderOfReportsOrAFileIsNone() throws IOException {
        String[] arguments = {
            "--base-url",
            "http://127.0.0.1:9",
            "--record",
            folder.resolve("x/../report").toString()
        };
        assertEquals(2, run(Map.of(Main.KEY, KEY), arguments));
        assertTrue(said.contains("--record: expected a folder of its own, found that of --report"), said);
        Files.writeString(recording(), "");
        assertEquals(2, record(), said);
        assertTrue(said.contains(recording() + ", which is no folder"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"recording/report", "recording/a/b/../report", "linked", "linked/report"})
    void reportsDoNotGoIntoARecordingByWhateverPath(String report) throws IOException {
        Files.createDirectory(recording());
        Files.createSymbolicLink(folder.resolve("linked"), recording());
        StringWriter out = new StringWriter();
        String[] arguments = {
            "--base-url=http://127.0.0.1:9", "--record=" + recording(), "--report=" + folder.resolve(report)
        };
        assertEquals(
                2,
                Main.run(Map.of(Main.KEY, KEY), new PrintWriter(out), new PrintWriter(out), arguments),
                out.toString());
        assertTrue(
                out.toString().contains("--record: expected a folder of its own, found that of --report"),
                out.toString());
    }

    @ParameterizedTest
    @CsvSource({"sesame-key-41c7, file/recording, is no folder", "resemblance, recording, take another key"})
    void whatIsRefusedLeavesTheLastReportsAlone(String key, String recording, String words) throws IOException {
        Path verdict = folder.resolve("report/verdict.txt");
        Path report = folder.resolve("report/report.json");
        assertEquals(3, record(), said);
        Files.writeString(folder.resolve("file"), "");
        String[] arguments = {
            "--base-url=http://127.0.0.1:9", "--since=" + report, "--record=" + folder.resolve(recording)
        };
        String before = Files.readString(verdict);
        assertEquals(2, run(Map.of(Main.KEY, key), arguments), said);
        assertTrue(said.contains(words), said);
        assertTrue(Files.exists(report));
        assertEquals(before, Files.readString(verdict));
    }

    @ParameterizedTest
    @ValueSource(strings = {"001-missing-authorization.answer", "001-missing-authorization.json"})
    void whatIsNoRegularFileIsNotRead(String name) throws IOException, InterruptedException {
        assertEquals(3, record(), said);
        Path file = recording().resolve(name);
        Files.delete(file);
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        assertEquals(2, replay(), said);
        assertTrue(said.contains(name + ": expected") && said.contains("found no regular file"), said);
    }

    @Test
    void aKeyThatIsAWordOfTheContractCannotBeReplaced() {
        String[] arguments = {
            "--base-url", "http://127.0.0.1:9", "--record", recording().toString()
        };
        for (String word : new String[] {"data", "ideogram"}) {
            assertEquals(2, run(Map.of(Main.KEY, word), arguments));
            assertTrue(said.contains("--record: expected a key that is no word of the contract's"), said);
        }
    }

    @Test
    void theMockIsNotRecorded() {
        assertEquals(2, run(Map.of(), "--record", recording().toString()));
        assertTrue(said.contains("--record: expected --base-url beside it"), said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--base-url=http://h",
                "--budget=1",
                "--max-images=1",
                "--max-upload=5",
                "--auth=key",
                "--path=/x",
                "--allow-http",
                "--deadline=5",
                "--pause=1",
                "--plan",
                "--record=y"
            })
    void aRecordingSaysItself(String option) {
        assertEquals(2, run(Map.of(), "--replay=x", option));
        assertTrue(said.contains(option.split("=", 2)[0] + ": expected no --replay beside it"), said);
    }

    private void damage(String file, String from, String to) throws IOException {
        Path path = recording().resolve(file);
        String text = Files.readString(path);
        assertTrue(text.contains(from), text);
        Files.writeString(path, text.replace(from, to));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "recording.json; \"version\" : 1; \"version\" : 2; expected version 1 at /version, found 2, which takes a newer",
                "recording.json; upscale4j-conformance; another-tool; expected /tool/name \"upscale4j-conformance\", found \"another-tool\"",
                "recording.json; \"id\" : \"; \"id\" : \"x; expected at /id what its schema says",
                "recording.json; \"exchanges\" : 3; \"exchanges\" : 4; expected 4 exchanges, found 3",
                "recording.json; { ; x; expected JSON, found",
                "001-missing-authorization.json; \"ending\" : \"complete\"; \"ending\" : \"lost\"; expected at /answer/ending what",
                "001-missing-authorization.json; \"recording\" : \"; \"recording\" : \"0; expected at /recording what",
                "001-missing-authorization.json; \"probe\" : \"missing-; \"probe\" : \"other-; expected exchange 1 under",
                "001-missing-authorization.answer; HTTP/1.1 401; HTTP/1.1 200; .answer: expected",
            })
    void whatIsDamagedIsNamed(String file, String from, String to, String words) throws IOException {
        assertEquals(3, record(), said);
        damage(file, from, to);
        assertEquals(2, replay(), said);
        assertTrue(said.startsWith("wrong usage: --replay: " + recording()), said);
        assertTrue(said.contains(words), said);
    }

    @Test
    void whatIsMissingOrOfAnotherRecordingIsNamed() throws IOException {
        assertEquals(2, replay());
        assertTrue(said.contains("expected a folder with a recording.json, found none"), said);
        assertEquals(3, record(), said);
        Path second = recording().resolve("002-empty-authorization.json");
        String older = Files.readString(second);
        Files.delete(recording().resolve("002-empty-authorization.answer"));
        assertEquals(2, replay());
        assertTrue(said.contains("002-empty-authorization.answer: expected"), said);
        Files.delete(second);
        assertEquals(2, replay());
        assertTrue(said.contains("expected exchange 2 under its probe's name, found 003-wrong"), said);
        empty(recording());
        assertEquals(3, record(), said);
        Files.writeString(second, older);
        assertEquals(2, replay());
        assertTrue(said.contains("002-empty-authorization.json: expected /recording \""), said);
    }

    /** The program in a JVM of its own, whose words go to a file. */
    private Process suite(RawServer server, String memory) throws IOException {
        ProcessBuilder suite = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                memory,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--base-url",
                server.url().toString(),
                "--report",
                folder.resolve("killed").toString(),
                "--record",
                recording().toString());
        suite.environment().put(Main.KEY, KEY);
        return suite.redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    /** The server stops answering in the middle; what had come by then is there, and more is not claimed. */
    @Test
    void aRunThatIsKilledLeavesARecordingThatSaysSo() throws IOException, InterruptedException {
        CountDownLatch fifth = new CountDownLatch(5);
        try (RawServer server = new RawServer(visit -> {
            fifth.countDown();
            if (fifth.getCount() == 0) {
                CountDownLatch closing = visit.closing();
                closing.await();
            }
            visit.send("HTTP/1.1 401 No\r\nContent-Type: application/json\r\n\r\n{\"error\":\"Unauthorized\"}");
        })) {
            Process process = suite(server, "-Xmx512m");
            try {
                fifth.await();
            } finally {
                process.destroyForcibly();
                process.waitFor();
            }
        }
        assertEquals(10, names().size(), names().toString());
        assertEquals(3, replay(), said);
        assertTrue(said.contains(" by a run that did not end\n"), said);
        String all = said.replaceAll("\\s+", " ");
        assertTrue(all.contains("not in the recording, whose run did not end"), all);
    }
}
