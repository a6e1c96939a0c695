package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonReader;
import io.github.upscale4j.provider.Exchange;
import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was paid for is delivered, or told; it is neither paid for again nor taken for something else. */
@Timeout(120)
class PaidForIT {
    private static final String NO_SHEET = "--no-contact-sheet";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path in;
    private Path out;
    private Provider provider;

    @BeforeEach
    void start() throws Exception {
        in = Files.createDirectory(folder.resolve("in"));
        out = folder.resolve("out");
        Files.write(in.resolve("a.png"), Pictures.png(1));
        provider = Provider.start(ProviderOptions.builder().key(Cli.KEY).build());
    }

    @AfterEach
    void end() {
        provider.close();
    }

    @Test
    void anAnswerWithoutImagesIsNotPaidForAgain() throws Exception {
        faults("{\"patch\": [{\"op\": \"replace\", \"path\": \"/data\", \"value\": []}]}");

        upscale("in/a.png").expecting(ExitCode.CONTRACT);
        upscale("in/a.png").expecting(ExitCode.CONTRACT);

        assertBilled(1);
    }

    @Test
    void oneWithheldImageBesideOthersIsTold() throws Exception {
        faults("{\"patch\": [{\"op\": \"replace\", \"path\": \"/data/0/is_image_safe\", \"value\": false},"
                + " {\"op\": \"replace\", \"path\": \"/data/0/url\", \"value\": null}]}");

        Cli.Run run = upscale("in/a.png", "--num-images", "2").expecting(ExitCode.OK);
        Cli.Run strict = batch("--num-images", "2", "--strict").expecting(ExitCode.CONTRACT);

        for (Cli.Run told : List.of(run, strict)) {
            assertTrue(told.err().contains("the safety check withheld 1 of 2 images; billed all the same"), told.err());
        }
    }

    @Test
    void fewerImagesThanWereAskedForAreTold() throws Exception {
        faults("{\"on\": \"success\", \"patch\": [{\"op\": \"remove\", \"path\": \"/data/1\"}]}");

        Cli.Run run = upscale("in/a.png", "--num-images", "3").expecting(ExitCode.OK);

        assertTrue(run.err().contains("expected 3 images in the answer but found 2"), run.err());
    }

    @Test
    void moreImagesThanWereAskedForDoNotReplaceEachOther() throws Exception {
        String other = Base64.getEncoder().encodeToString(Pictures.png(9));
        faults(
                "{\"on\": \"success\", \"patch\": [{\"op\": \"copy\", \"from\": \"/data/0\", \"path\": \"/data/1\"}]}",
                "{\"on\": \"download\", \"nth\": 2, \"bodyBase64\": \"" + other + "\"}");

        assertEquals(
                "one.png\none~2.png\n",
                upscale("in/a.png", "-o", "one.png", "--overwrite")
                        .expecting(ExitCode.OK)
                        .out());

        assertArrayEquals(Pictures.png(9), Files.readAllBytes(folder.resolve("one~2.png")));
    }

    @Test
    void aResultThatCannotBeHadIsNotTheOneThatHasItsNameNow() throws Exception {
        batch("--resemblance", "50").expecting(ExitCode.OK);
        killedBeforeItWasSaved("a.png");
        faults("{\"on\": \"download\", \"nth\": 2, \"status\": 410}");

        Cli.Run run = batch("--resemblance", "60").expecting(ExitCode.NOT_SAVED);

        assertEquals("out/a.png\n", run.out());
        assertTrue(run.err().contains("a.png: lost: its link is dead"), run.err());
    }

    @Test
    void aResultThatAnotherOneReplacedIsFetchedAgain() throws Exception {
        batch("--resemblance", "50").expecting(ExitCode.OK);
        byte[] first = Files.readAllBytes(out.resolve("a.png"));
        batch("--resemblance", "60", "--overwrite").expecting(ExitCode.OK);
        assertFalse(Arrays.equals(first, Files.readAllBytes(out.resolve("a.png"))));

        batch("--resemblance", "50", "--overwrite").expecting(ExitCode.OK);

        assertArrayEquals(first, Files.readAllBytes(out.resolve("a.png")));
        assertBilled(2);
    }

    /** The file of the first folder is the result still, although the second folder could not get it. */
    @Test
    void anotherOutputFolderTakesNothingFromTheFirst() throws Exception {
        batch("--ledger", "ledger.jsonl").expecting(ExitCode.OK);
        faults("{\"on\": \"download\", \"status\": 410}");

        batchTo("other", "--ledger", "ledger.jsonl").expecting(ExitCode.NOT_SAVED);
        batch("--ledger", "ledger.jsonl").expecting(ExitCode.OK);

        assertBilled(1);
    }

    @Test
    void aLimitKeepsNothingBackThatIsPaidFor() throws Exception {
        Files.write(in.resolve("m.png"), Pictures.png(2));
        Files.write(in.resolve("n.png"), Pictures.png(3));
        batch().expecting(ExitCode.OK);
        killedBeforeItWasSaved("m.png");
        Files.delete(in.resolve("m.png"));
        Files.write(in.resolve("0.png"), Pictures.png(4)); // comes first, and is too much

        Cli.Run run = batch("--max-calls", "3").expecting(ExitCode.PARTLY);

        assertEquals("out/m.png\n", run.out());
        assertTrue(run.err().matches("(?s).*done +1\n +done earlier +2 .*left +1 .*"), run.err());
        assertBilled(3);
    }

    @Test
    void linksThatDiedMeanwhileDoNotKeepTheOthersFromTheirTurn() throws Exception {
        for (int i = 0; i < 20; i++) {
            Files.write(in.resolve("b" + i + ".png"), Pictures.png(10 + i));
        }
        batch().expecting(ExitCode.OK);
        killedBeforeItWasSaved("");
        Files.write(in.resolve("new.png"), Pictures.png(2));
        faults("{\"on\": \"download\", \"times\": 21, \"status\": 410}");

        Cli.Run run = batch("--in-flight", "1", "--give-up-after", "1").expecting(ExitCode.NOT_SAVED);

        assertEquals("out/new.png\n", run.out());
        assertBilled(22);
    }

    @Test
    void aResultThatDoesNotComeIsNotWaitedForOnceMoreForEachDuplicate() throws Exception {
        for (int i = 0; i < 5; i++) {
            Files.write(in.resolve("b" + i + ".png"), Pictures.png(1));
        }
        faults("{\"on\": \"download\", \"stall\": \"answer\"}");

        Cli.Run run = batch("--deadline", "2").expecting(ExitCode.NOT_SAVED);

        assertTrue(run.err().contains("b4.png: not saved: the same content as a.png"), run.err());
        assertEquals(
                1,
                provider.journal().snapshot().exchanges().stream()
                        .filter(exchange -> exchange.kind() == Exchange.Kind.DOWNLOAD)
                        .count());
    }

    @Test
    void aTerminalThatGoesAwayLetsTheCallFinish() throws Exception {
        faults("{\"on\": \"success\", \"delayMillis\": 2000}");
        try (Cli run = command("batch", "in", "out", NO_SHEET).start()) {
            provider.journal().await(now -> now.requestsReceivedInFull() == 1, PATIENCE);
            run.signal("HUP"); // by the system, and once more by the shell
            run.awaitErr("finishing what was sent");
            run.signal("HUP");

            run.await().expecting(ExitCode.INTERRUPTED);
        }

        assertTrue(Files.exists(out.resolve("a.png")));
    }

    /** As when cron runs what was begun by hand. */
    @Test
    void resultsThatWereNotedUnderAnotherLocaleAreFound() throws Exception {
        Files.move(in.resolve("a.png"), in.resolve("ü.png"));
        Files.write(in.resolve("ö.png"), Pictures.png(2));
        batch().expecting(ExitCode.OK);
        killedBeforeItWasSaved("ö.png");
        Files.delete(in.resolve("ö.png"));

        command("batch", "in", "out", NO_SHEET).with("LC_ALL", "C").run().expecting(ExitCode.OK);

        assertBilled(2);
        assertEquals(
                1,
                provider.journal().snapshot().exchanges().stream()
                                .filter(exchange -> exchange.kind() == Exchange.Kind.DOWNLOAD)
                                .count()
                        - 2);
    }

    private Cli.Command command(Object... arguments) {
        return Cli.command(arguments).calling(provider).in(folder);
    }

    private Cli.Run upscale(Object... arguments) throws Exception {
        return command(with(List.of("upscale"), arguments)).run();
    }

    private Cli.Run batch(Object... arguments) throws Exception {
        return batchTo("out", arguments);
    }

    private Cli.Run batchTo(String folder, Object... arguments) throws Exception {
        return command(with(List.of("batch", "in", folder, NO_SHEET), arguments))
                .run();
    }

    private static Object[] with(List<String> first, Object... rest) {
        return Stream.concat(first.stream(), Arrays.stream(rest)).toArray();
    }

    private void faults(String... faults) {
        provider.setFaults(Stream.of(faults).map(Fault::parse).toList());
    }

    private void assertBilled(long calls) {
        assertEquals(calls, provider.journal().snapshot().callsBilled());
    }

    /** Leaves what a kill leaves after the answer of a picture, or of each, came. */
    private void killedBeforeItWasSaved(String source) throws IOException {
        Path ledger = out.resolve("upscale4j-ledger.jsonl");
        List<String> kept = new ArrayList<>();
        for (String line : Files.readAllLines(ledger)) {
            if (line.contains("\"saved\"") && line.contains("\"file\":\"" + source)) {
                Map<?, ?> saved =
                        (Map<?, ?>) JsonReader.of(new Buffer().writeUtf8(line)).readJsonValue();
                Files.delete(out.resolve((String) Objects.requireNonNull(saved).get("file")));
            } else {
                kept.add(line);
            }
        }
        Files.write(ledger, kept);
    }
}
