package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonReader;
import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Journal;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code upscale}, as a process against the provider: what each end says, costs, leaves, and lets a second run do. */
class UpscaleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path RESULT = Path.of("photo-upscaled.png");

    @TempDir
    Path folder;

    private Provider provider;

    @BeforeEach
    void start() throws Exception {
        Files.write(folder.resolve("photo.png"), Pictures.png(1));
        provider = Provider.start(ProviderOptions.builder().key(Cli.KEY).build());
    }

    @AfterEach
    void end() {
        provider.close();
    }

    @Test
    void savesThePictureAndPrintsItsPath() throws Exception {
        Cli.Run run = upscale("photo.png").expecting(ExitCode.OK);

        assertEquals("photo-upscaled.png\n", run.out());
        assertEquals("", run.err());
        assertNotNull(ImageIO.read(folder.resolve(RESULT).toFile()));
        assertFiles("photo.png", "photo-upscaled.png");
        assertBilled(1);
    }

    @Test
    void printsWhatAProgramNeeds() throws Exception {
        Cli.Run run = upscale("photo.png", "--json", "--seed", "7", "--num-images", "2")
                .expecting(ExitCode.OK);

        Map<?, ?> told = json(run);
        assertEquals("done", told.get("outcome"));
        assertEquals(0.0, told.get("exit"));
        Map<?, ?> second = (Map<?, ?>) ((List<?>) told.get("files")).get(1);
        assertEquals("photo-upscaled-2.png", second.get("file"));
        assertEquals((double) Files.size(folder.resolve("photo-upscaled-2.png")), second.get("bytes"));
        assertEquals(7.0, ((Map<?, ?>) ((List<?>) told.get("files")).get(0)).get("seed"));
        assertEquals(false, second.get("withheld"));
        assertFiles("photo.png", "photo-upscaled-1.png", "photo-upscaled-2.png");
    }

    @Test
    void aNamedFileKeepsItsName() throws Exception {
        Files.createDirectory(folder.resolve("results"));

        Cli.Run named = upscale("photo.png", "-o", "out.jpg").expecting(ExitCode.OK);
        assertEquals("out.jpg\n", named.out());
        assertTrue(named.err().contains("out.jpg has what came, which is of the kind png"), named.err());
        assertEquals(
                "results/photo-upscaled.png\n",
                upscale("photo.png", "-o", "results").expecting(ExitCode.OK).out());
        assertEquals(
                "x-1.webp\nx-2.webp\n",
                upscale("photo.png", "-o", "x.webp", "--num-images", "2")
                        .expecting(ExitCode.OK)
                        .out());
    }

    /** Exit codes as the README has them, without and with {@code --strict}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"patch\": [{\"op\": \"remove\", \"path\": \"/data/0/resolution\"}]}` | 0 | 4 | the answer breaks the contract: expected a value but was absent at path $.data[0].resolution",
                "`{\"patch\": [{\"op\": \"replace\", \"path\": \"/data/0/is_image_safe\", \"value\": false}, {\"op\": \"replace\", \"path\": \"/data/0/url\", \"value\": null}]}` | 0 | 4 | withheld",
                "`{\"patch\": [{\"op\": \"replace\", \"path\": \"/data/0/url\", \"value\": null}]}` | 4 | 4 | expected a link to the image but found none",
                "`{\"patch\": [{\"op\": \"replace\", \"path\": \"/data\", \"value\": []}]}` | 4 | 4 | expected images in the answer but found none",
                "`{\"on\": \"success\", \"refuse\": 401}` | 1 | 1 | REJECTED",
                "`{\"on\": \"success\", \"refuse\": 402}` | 1 | 1 | REJECTED",
                "`{\"on\": \"success\", \"refuse\": 422}` | 1 | 1 | REJECTED",
                "`{\"on\": \"success\", \"status\": 500, \"dialect\": \"gateway\"}` | 3 | 3 | UNKNOWN",
                "`{\"reset\": \"answer\"}` | 3 | 3 | UNKNOWN",
                "`{\"body\": \"<html>busy</html>\", \"contentType\": \"text/html\"}` | 3 | 3 | UNKNOWN",
                "`{\"patch\": [{\"op\": \"remove\", \"path\": \"/data\"}]}` | 6 | 6 | BILLED",
                "`{\"on\": \"download\", \"status\": 404}` | 6 | 6 | its link is dead",
            })
    void endSaysWhatHappened(String fault, int exitCode, int strict, String message) throws Exception {
        provider.setFaults(List.of(Fault.parse(fault)));
        Path other = Files.createDirectory(folder.resolve("strict"));
        Files.copy(folder.resolve("photo.png"), other.resolve("photo.png"));

        Cli.Run run = upscale("photo.png");
        Cli.Run strictly = command("photo.png", "--strict").in(other).run();

        assertEquals(exitCode, run.exitCode(), run.err());
        assertEquals(strict, strictly.exitCode(), strictly.err());
        for (Cli.Run told : List.of(run, strictly)) {
            assertTrue(told.err().contains(message), told.err());
            assertFalse(told.err().contains("sig=") || told.out().contains("sig="), told.err());
        }
        assertEquals(run.out().isEmpty(), !Files.exists(folder.resolve(RESULT)));
    }

    @Test
    void whatMayHaveBeenBilledIsSentAgainOnlyIfTheUserSaysSo() throws Exception {
        provider.setFaults(List.of(Fault.parse("{\"reset\": \"answer\", \"times\": 1}")));
        upscale("photo.png").expecting(ExitCode.NO_ANSWER);

        Cli.Run again = upscale("photo.png").expecting(ExitCode.NO_ANSWER);
        assertTrue(again.err().contains("--retry-unknown"), again.err());
        assertBilled(1);

        upscale("photo.png", "--retry-unknown").expecting(ExitCode.OK);
        assertBilled(2);
        assertFiles("photo.png", "photo-upscaled.png");
    }

    @Test
    void whatCouldNotBeFetchedIsFetchedByTheSameCommandWithoutAnotherCall() throws Exception {
        provider.setFaults(List.of(Fault.parse("{\"on\": \"download\", \"status\": 403}")));
        Cli.Run first = upscale("photo.png").expecting(ExitCode.NOT_SAVED);
        provider.setFaults(List.of());

        assertEquals(
                "photo-upscaled.png\n",
                upscale("photo.png").expecting(ExitCode.OK).out());
        assertBilled(1);
        assertFiles("photo.png", "photo-upscaled.png");
        assertTrue(first.err().contains("lost"), first.err());
    }

    @Test
    void whatWasWithheldIsNotPaidForAgain() throws Exception {
        upscale("photo.png", "--prompt", "unsafe").expecting(ExitCode.OK);
        Cli.Run again = upscale("photo.png", "--prompt", "unsafe").expecting(ExitCode.OK);

        assertTrue(again.err().contains("withheld"), again.err());
        assertBilled(1);

        upscale("photo.png").expecting(ExitCode.OK);
        assertBilled(2);
    }

    @Test
    void whatIsLostIsPaidForAgainOnlyIfTheUserSaysSo() throws Exception {
        provider.setFaults(List.of(Fault.parse("{\"on\": \"download\", \"status\": 410}")));
        upscale("photo.png").expecting(ExitCode.NOT_SAVED);
        upscale("photo.png").expecting(ExitCode.NOT_SAVED);
        assertBilled(1);

        provider.setFaults(List.of(Fault.parse("{\"on\": \"download\", \"status\": 410, \"times\": 1}")));
        upscale("photo.png", "--retry-lost").expecting(ExitCode.NOT_SAVED);
        assertBilled(2);
    }

    @Test
    void aFileInTheWayIsNoticedBeforeAnythingIsPaid() throws Exception {
        Files.writeString(folder.resolve("photo-upscaled.jpg"), "somebody's");

        Cli.Run refused = upscale("photo.png").expecting(ExitCode.USAGE);
        assertTrue(
                refused.err()
                        .contains(
                                "photo-upscaled.jpg but found one; --overwrite replaces it, and another folder leaves it"),
                refused.err());
        assertBilled(0);
        assertFiles("photo.png", "photo-upscaled.jpg");

        upscale("photo.png", "--overwrite").expecting(ExitCode.OK);
        upscale("photo.png", "--overwrite").expecting(ExitCode.OK);
        assertBilled(2);
    }

    @Test
    void dryRunChecksAllAndSendsNothing() throws Exception {
        Cli.Run run = upscale("photo.png", "--dry-run").expecting(ExitCode.OK);
        assertTrue(run.err().contains("would send: photo.png, image/png"), run.err());
        assertEquals("", run.out());

        upscale("photo.png", "--dry-run", "--detail", "101").expecting(ExitCode.USAGE);
        upscale("nothing.png", "--dry-run").expecting(ExitCode.USAGE);
        upscale("photo.png", "--dry-run", "-o", "no/such/folder.png").expecting(ExitCode.USAGE);
        upscale("photo.png", "--dry-run", "-o", "nothing/").expecting(ExitCode.USAGE);
        upscale("photo.png", "--dry-run", "-o", "-").expecting(ExitCode.USAGE);
        Files.write(folder.resolve(RESULT), Pictures.png(2));
        upscale("photo.png", "--dry-run").expecting(ExitCode.USAGE);

        assertEquals(0, provider.journal().snapshot().connections());
        assertFiles("photo.png", "photo-upscaled.png");
    }

    @Test
    void withoutAServerNothingIsSentAndNothingLeft() throws Exception {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }
        Cli.Run run = Cli.command(
                        "upscale", "photo.png", "--base-url", "http://127.0.0.1:" + closedPort, "--deadline", "1")
                .calling(provider)
                .in(folder)
                .run()
                .expecting(ExitCode.NO_ANSWER);

        assertTrue(run.err().contains("NOT_SENT"), run.err());
        assertFiles("photo.png");
    }

    @Test
    void interruptFinishesWhatIsPaidFor() throws Exception {
        provider.close();
        provider = Provider.start(ProviderOptions.builder()
                .key(Cli.KEY)
                .latency(Duration.ofMillis(1500))
                .build());
        try (Cli cli = command("photo.png").start()) {
            provider.journal().await(now -> now.requestsReceivedInFull() == 1, PATIENCE);
            cli.signal("INT");
            Cli.Run run = cli.await().expecting(ExitCode.INTERRUPTED);

            assertEquals("photo-upscaled.png\n", run.out());
            assertTrue(run.err().contains("finishing what was sent"), run.err());
            assertBilled(1);
        }
    }

    @Test
    void secondInterruptGivesItUpAndItIsUnknown() throws Exception {
        provider.setFaults(List.of(Fault.parse("{\"stall\": \"answer\", \"times\": 1}")));
        try (Cli cli = command("photo.png").start()) {
            provider.journal().await(now -> now.requestsReceivedInFull() == 1, PATIENCE);
            cli.signal("TERM");
            cli.awaitErr("finishing what was sent");
            cli.signal("INT");
            Cli.Run run = cli.await().expecting(ExitCode.INTERRUPTED);

            assertTrue(run.err().contains("UNKNOWN"), run.err());
        }
        upscale("photo.png").expecting(ExitCode.NO_ANSWER);
        assertBilled(1);
    }

    @Test
    void killedWhileItIsInProgressItIsUnknown() throws Exception {
        provider.setFaults(List.of(Fault.parse("{\"stall\": \"answer\", \"times\": 1}")));
        try (Cli cli = command("photo.png").start()) {
            provider.journal().await(now -> now.requestsReceivedInFull() == 1, PATIENCE);
            cli.kill();
            cli.await();
        }
        Cli.Run run = upscale("photo.png").expecting(ExitCode.NO_ANSWER);

        assertTrue(run.err().contains("the program ended while it was in progress"), run.err());
        assertBilled(1);
    }

    @Test
    void unwritableOutputDoesNotLoseThePicture() throws Exception {
        Cli.Run run = command("photo.png").under("\"$0\" \"$@\" > /dev/full").run();

        assertEquals(ExitCode.OWN_ERROR.code, run.exitCode(), run.err());
        assertTrue(run.err().contains("standard output cannot be written"), run.err());
        assertFiles("photo.png", "photo-upscaled.png");
    }

    @Test
    void fullDiskIsToldAndTheSameCommandFetchesTheResult() throws Exception {
        Files.write(folder.resolve("photo.png"), Pictures.plain(4000, 4000));

        Cli.Run full = command("photo.png").under("ulimit -f 16; \"$0\" \"$@\"").run();
        assertEquals(ExitCode.NOT_SAVED.code, full.exitCode(), full.err());
        assertTrue(full.err().contains("the same command again fetches it"), full.err());
        assertEquals(List.of(), parts());

        upscale("photo.png").expecting(ExitCode.OK);
        assertBilled(1);
    }

    @Test
    void noSecretIsToldOrLeft() throws Exception {
        provider.setFaults(List.of(Fault.parse("{\"on\": \"download\", \"status\": 404, \"echoKey\": true}")));
        Cli.Run run = upscale("photo.png", "--json").expecting(ExitCode.NOT_SAVED);

        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                assertFalse(Files.readString(file).contains(Cli.KEY));
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        for (String text : new String[] {run.out(), run.err()}) {
            assertFalse(text.contains(Cli.KEY) || text.contains("sig="), text);
        }
    }

    private Cli.Command command(String... arguments) {
        Object[] all =
                Stream.concat(Stream.of("upscale"), Arrays.stream(arguments)).toArray();
        return Cli.command(all).calling(provider).in(folder);
    }

    private Cli.Run upscale(String... arguments) throws Exception {
        return command(arguments).run();
    }

    private void assertBilled(long calls) {
        Journal.Snapshot journal = provider.journal().snapshot();
        assertEquals(calls, journal.callsBilled());
    }

    private List<String> parts() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".part"))
                    .toList();
        }
    }

    private void assertFiles(String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    Stream.of(names).sorted().toList(),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private static Map<?, ?> json(Cli.Run run) throws IOException {
        Object value = JsonReader.of(new Buffer().writeUtf8(run.out())).readJsonValue();
        return (Map<?, ?>) Objects.requireNonNull(value);
    }
}
