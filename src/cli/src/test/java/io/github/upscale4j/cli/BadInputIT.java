package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Journal;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that cannot be sent: each is told with its reason, nothing is paid for it, and the good ones beside it are done. */
class BadInputIT {
    private static final String NO_FILE = "expected a picture but found ";
    /** Not even root reads what it may not, if these are taken from it. */
    private static final String WITHOUT_PRIVILEGES =
            "setpriv --bounding-set=-dac_override,-dac_read_search \"$0\" \"$@\"";

    @TempDir
    Path folder;

    private Path in;
    private Provider provider;

    @BeforeEach
    void start() throws Exception {
        in = Files.createDirectory(folder.resolve("in"));
        provider = Provider.start(ProviderOptions.builder().key(Cli.KEY).build());
    }

    @AfterEach
    void end() {
        provider.close();
    }

    @Test
    void badFilesAreToldAndTheGoodOnesBesideThemAreDone() throws Exception {
        Map<String, byte[]> good = new TreeMap<>(Map.of(
                "a.png", Pictures.png(2),
                "folder.png/b.jpg", Pictures.JPEG,
                "no-extension", Pictures.WEBP,
                "largest.png", BadFile.png(BadFile.LARGEST),
                "z.png", Pictures.png(3)));
        Files.createDirectory(in.resolve("folder.png"));
        for (Map.Entry<String, byte[]> picture : good.entrySet()) {
            Files.write(in.resolve(picture.getKey()), picture.getValue());
        }
        Files.createSymbolicLink(in.resolve("link.png"), Path.of("a.png"));
        Files.writeString(in.resolve(".DS_Store"), "hidden");
        Files.write(in.resolve(".hidden.png"), Pictures.png(4));
        Map<String, String> outcomes = new TreeMap<>();
        good.keySet().forEach(name -> outcomes.put(name, "done"));
        outcomes.put("link.png", "copied");
        for (BadFile bad : BadFile.all()) {
            bad.maker().at(in.resolve(bad.name()));
            outcomes.put(bad.name(), bad.outcome());
        }

        Cli.Run run = unprivileged(batch("--json")).run().expecting(ExitCode.PARTLY);

        Events told = Events.of(run);
        assertEquals(outcomes, told.outcomes(), run.err());
        for (BadFile bad : BadFile.all()) {
            assertEquals(bad.message(), told.messages().get(bad.name()), bad.name());
            boolean isSkipped = bad.outcome().equals("skipped");
            String line = bad.name() + ": refused: " + bad.message() + "\n";
            assertTrue(isSkipped || run.err().contains(line), () -> line + run.err());
        }
        Journal.Snapshot journal = provider.journal().snapshot();
        TreeSet<String> hashes = new TreeSet<>();
        good.values().forEach(picture -> hashes.add(Sha256.of(picture)));
        assertEquals(hashes, new TreeSet<>(journal.imagesBilledByPicture().keySet()));
        assertEquals(good.size(), journal.callsBilled());
        assertEquals(good.size(), journal.calls().size());
    }

    private Cli.Command unprivileged(Cli.Command command) throws IOException {
        Path locked = Files.write(folder.resolve("locked"), Pictures.PNG);
        BadFile.lock(locked);
        return Files.isReadable(locked) ? command.under(WITHOUT_PRIVILEGES) : command;
    }

    @ParameterizedTest
    @CsvSource({
        "fifo.png,a FIFO",
        "socket.png,a socket",
        "broken.png,a link that leads nowhere",
        "loop.png,a link that leads to itself",
        "missing.png,nothing there",
        "folder.png,a folder"
    })
    void singlePictureThatIsNoneIsRefusedUnopened(String name, String found) throws Exception {
        Files.createDirectory(in.resolve("folder.png"));
        for (BadFile bad : BadFile.all()) {
            if (bad.name().equals(name)) {
                bad.maker().at(in.resolve(name));
            }
        }

        Cli.Run run = Cli.command("upscale", "in/" + name)
                .calling(provider)
                .in(folder)
                .run()
                .expecting(ExitCode.USAGE);

        assertEquals("in/" + name + ": refused: " + NO_FILE + found + "\n", run.err());
        assertEquals(0, provider.journal().snapshot().connections());
    }

    @Test
    void folderWithoutPicturesIsToldAndNothingIsWrong() throws Exception {
        Files.writeString(in.resolve("README.txt"), "a text");

        Cli.Run run = batch().run().expecting(ExitCode.OK);

        assertTrue(run.err().startsWith("no pictures in in\n"), run.err());
        assertEquals("", run.out());
        assertEquals(0, provider.journal().snapshot().connections());
    }

    @Test
    void pictureThatChangesWhileItIsUploadedIsCutOffAndNotBilled() throws Exception {
        Path changed = Files.write(in.resolve("a.png"), BadFile.png(BadFile.LARGEST));
        Files.write(in.resolve("b.png"), Pictures.png(2));
        Path deleted = Files.write(in.resolve("c.png"), Pictures.png(3));
        Path replaced = Files.write(in.resolve("d.png"), Pictures.png(4));
        Files.write(in.resolve("e.png"), Pictures.png(5));
        Cli.Run run;
        try (Gate gate = new Gate(provider.baseUrl());
                Cli cli = batch("--json", "--in-flight", "1")
                        .with("UPSCALE4J_BASE_URL", gate.baseUrl().toString())
                        .start()) {
            gate.awaitRequest();
            try (FileChannel channel = FileChannel.open(changed, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {1}), BadFile.LARGEST - 10_000);
            }
            Files.delete(deleted);
            Files.delete(replaced);
            Files.createDirectory(replaced);
            gate.open();
            run = cli.await().expecting(ExitCode.PARTLY);
        }

        Events told = Events.of(run);
        assertEquals(
                Map.of("a.png", "failed", "b.png", "done", "c.png", "refused", "d.png", "refused", "e.png", "done"),
                told.outcomes(),
                run.err());
        assertEquals(NO_FILE + "nothing there", told.messages().get("c.png"));
        assertEquals(NO_FILE + "a folder", told.messages().get("d.png"));
        assertTrue(told.messages().get("a.png").contains("INCOMPLETE"), run.err());
        Journal.Snapshot journal = provider.journal().snapshot();
        assertEquals(2, journal.requestsReceivedInFull());
        assertEquals(2, journal.callsBilled());

        batch().run().expecting(ExitCode.OK);
        assertEquals(3, provider.journal().snapshot().callsBilled());
        assertEquals(
                1, provider.journal().snapshot().imagesBilledByPicture().get(Sha256.of(Files.readAllBytes(changed))));
    }

    @Test
    void singlePictureThatChangesWhileItIsUploadedIsCutOffAndNotBilled() throws Exception {
        Path changed = Files.write(in.resolve("a.png"), BadFile.png(BadFile.LARGEST));
        Cli.Command upscale =
                Cli.command("upscale", "in/a.png").calling(provider).in(folder);
        try (Gate gate = new Gate(provider.baseUrl());
                Cli cli = upscale.with("UPSCALE4J_BASE_URL", gate.baseUrl().toString())
                        .start()) {
            gate.awaitRequest();
            Files.write(changed, Pictures.png(2));
            gate.open();
            Cli.Run run = cli.await().expecting(ExitCode.NO_ANSWER);

            assertTrue(run.err().contains("INCOMPLETE"), run.err());
            assertEquals("", run.out());
        }
        assertEquals(0, provider.journal().snapshot().requestsReceivedInFull());

        upscale.calling(provider).run().expecting(ExitCode.OK);
        assertEquals(
                Map.of(Sha256.of(Pictures.png(2)), 1),
                provider.journal().snapshot().imagesBilledByPicture());
    }

    @Test
    void pictureThatChangedSinceTheLastRunIsAnotherOne() throws Exception {
        Path picture = Files.write(in.resolve("a.png"), Pictures.png(2));
        Path result = folder.resolve("out/a.png");
        batch().run().expecting(ExitCode.OK);
        byte[] before = Files.readAllBytes(result);
        Files.write(picture, Pictures.png(3));

        Cli.Run refused = batch().run().expecting(ExitCode.PARTLY);
        assertTrue(
                refused.err()
                        .startsWith(
                                "a.png: refused: expected no file at out/a.png but found one; --overwrite replaces it, and another folder leaves it\n"),
                refused.err());
        assertEquals(1, provider.journal().snapshot().callsBilled());

        batch("--overwrite").run().expecting(ExitCode.OK);
        batch("--overwrite").run().expecting(ExitCode.OK);
        assertEquals(2, provider.journal().snapshot().callsBilled());
        assertFalse(Arrays.equals(before, Files.readAllBytes(result)));
    }

    private Cli.Command batch(Object... options) {
        Object[] all = new Object[3 + options.length];
        System.arraycopy(new Object[] {"batch", "in", "out"}, 0, all, 0, 3);
        System.arraycopy(options, 0, all, 3, options.length);
        return Cli.command(all).calling(provider).in(folder);
    }
}
