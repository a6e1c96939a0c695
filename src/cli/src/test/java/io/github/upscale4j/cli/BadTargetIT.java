package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Journal;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places where no result can go: each is told before anything is paid, and what stands there stays as it is. */
class BadTargetIT {
    private static final byte[] PICTURE = Pictures.png(1);
    private static final String ITSELF = "expected another file for the result than the picture itself but found ";

    @TempDir
    Path folder;

    private Provider provider;

    @BeforeEach
    void start() throws Exception {
        Files.write(folder.resolve("photo.png"), PICTURE);
        Files.createDirectories(folder.resolve("in/below"));
        Files.write(folder.resolve("in/a.png"), PICTURE);
        Files.writeString(folder.resolve("file"), "somebody's");
        Files.createSymbolicLink(folder.resolve("link.png"), Path.of("file"));
        Files.createSymbolicLink(folder.resolve("alias.png"), Path.of("photo.png"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
        Files.createDirectories(folder.resolve("folder/photo-upscaled.png"));
        Files.createSymbolicLink(folder.resolve("x-2.png"), Path.of("nowhere"));
        assertEquals(0, new ProcessBuilder("mkfifo", folder + "/fifo").start().waitFor());
        provider = Provider.start(ProviderOptions.builder().key(Cli.KEY).build());
    }

    @AfterEach
    void end() {
        provider.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "upscale photo.png -o photo.png             | photo.png: refused: " + ITSELF + "FOLDER/photo.png",
                "upscale photo.png -o in/../photo.png --overwrite | photo.png: refused: " + ITSELF
                        + "FOLDER/in/../photo.png",
                "upscale photo.png -o alias.png --overwrite | photo.png: refused: " + ITSELF + "FOLDER/alias.png",
                "upscale alias.png -o photo.png --overwrite | alias.png: refused: " + ITSELF + "FOLDER/photo.png",
                "upscale photo.png -o link.png              | photo.png: refused: expected no file at FOLDER/link.png but found one; --overwrite replaces it, and another folder leaves it",
                "upscale photo.png -o dangling              | photo.png: refused: expected no file at FOLDER/dangling but found one; --overwrite replaces it, and another folder leaves it",
                "upscale photo.png -o fifo --overwrite      | photo.png: refused: cannot save FOLDER/fifo: expected a file but found a FIFO",
                "upscale photo.png -o /dev/full             | photo.png: refused: expected no file at /dev/full but found one; --overwrite replaces it, and another folder leaves it",
                "upscale photo.png -o /dev/full --overwrite | photo.png: refused: cannot save /dev/full: expected a file but found a device",
                "upscale photo.png -o folder                | photo.png: refused: expected no file at FOLDER/folder/photo-upscaled.png but found one; --overwrite replaces it, and another folder leaves it",
                "upscale photo.png -o folder --overwrite    | photo.png: refused: cannot save FOLDER/folder/photo-upscaled.png: expected a file but found a folder",
                "upscale photo.png -o folder --overwrite --dry-run | photo.png: refused: cannot save FOLDER/folder/photo-upscaled.png: expected a file but found a folder",
                "upscale photo.png -o x.png --num-images 2  | photo.png: refused: expected no file at FOLDER/x-2.png but found one; --overwrite replaces it, and another folder leaves it",
                "upscale photo.png -o $'no\\nsuch/x.png'    | photo.png: refused: cannot save FOLDER/no\\nsuch/x.png: expected the folder FOLDER/no\\nsuch but found none",
                "upscale photo.png -o file/x.png            | photo.png: refused: cannot save FOLDER/file/x.png: expected the folder FOLDER/file but found something else there",
                "upscale photo.png -o ''                    | upscale4j: --output: expected a path but found nothing",
                "upscale ''                                 | upscale4j: PICTURE: expected a path but found nothing",
                "upscale photo.png --key k-7f0b2c91d5e84a36 | upscale4j: expected the key in UPSCALE4J_API_KEY or by --key-file: arguments are seen by every user of this machine",
                "upscale photo.png k-7f0b2c91d5e84a36       | upscale4j: expected fewer arguments but found one more",
                "upscale photo.png --key-file $'no\\nfile'  | upscale4j: --key-file: expected a file with the key but found none",
                "batch in file                              | upscale4j: OUT_DIR file: expected a folder but found a file",
                "batch in /dev/full                         | upscale4j: OUT_DIR /dev/full: expected a folder but found a device",
                "batch in dangling                          | upscale4j: OUT_DIR dangling: expected a folder, or a place for one, but found a link that leads nowhere",
                "batch in file/out                          | upscale4j: OUT_DIR file/out: expected a folder, or a place for one, but found Not a directory",
                "batch in ''                                | upscale4j: OUT_DIR: expected a path but found nothing",
                "batch '' out                               | upscale4j: IN_DIR: expected a path but found nothing",
                "batch $'no\\nsuch' out                     | upscale4j: IN_DIR no\\nsuch: expected a folder but found nothing there",
                "batch photo.png out                        | upscale4j: IN_DIR photo.png: expected a folder but found a file",
                "batch in in/below/..                       | upscale4j: OUT_DIR: expected a folder beside or below IN_DIR in but found the same folder",
                "batch in/below in                          | upscale4j: OUT_DIR: expected a folder beside or below IN_DIR in/below but found in, which has IN_DIR in it",
                "batch in out --ledger /dev/full            | upscale4j: cannot use the ledger /dev/full: expected a file but found something else, such as a FIFO or a device; nothing was sent",
                "batch in out --ledger fifo                 | upscale4j: cannot use the ledger fifo: expected a file but found something else, such as a FIFO or a device; nothing was sent",
                "batch in out --ledger $'no\\nsuch/x'       | upscale4j: cannot use the ledger no\\nsuch/x: expected its folder but found none; nothing was sent",
                "batch in out --ledger in/a.png             | upscale4j: cannot read the ledger in/a.png, line 1: expected a ledger but found another file; nothing was sent; restore the file from a copy, or move it away: then what it lists is not known any more, and may be paid for again",
            })
    void placeThatWillNotDoIsToldBeforeAnythingIsSent(String command, String message) throws Exception {
        Map<String, String> before = files();

        Cli.Run run = shell(command).run().expecting(ExitCode.USAGE);

        String told = run.err().lines().findFirst().orElse("");
        assertEquals(message, told.replace(folder.toString(), "FOLDER"));
        assertEquals("", run.out());
        assertFalse(run.err().contains(Cli.KEY), run.err());
        assertEquals(0, provider.journal().snapshot().connections());
        Map<String, String> after = files();
        after.remove("out"); // an empty folder is no harm
        assertEquals(before, after);
    }

    @Test
    void filesInTheWayAreToldAndTheOthersAreDone() throws Exception {
        Path in = folder.resolve("in");
        Path out = Files.createDirectories(folder.resolve("out"));
        int seed = 2;
        for (String name : new String[] {"copy", "dangling", "folder", "kind", "link"}) {
            Files.write(in.resolve(name + ".png"), Pictures.png(seed++));
        }
        Path source = Files.write(out.resolve("itself.png"), Pictures.png(seed));
        Files.createSymbolicLink(in.resolve("itself.png"), Path.of("../out/itself.png"));
        Files.writeString(out.resolve("copy.png"), "somebody's");
        Files.writeString(out.resolve("kind.webp"), "somebody's");
        Files.createDirectory(out.resolve("folder.png"));
        Files.createSymbolicLink(out.resolve("dangling.png"), Path.of("nowhere"));
        Files.createSymbolicLink(out.resolve("link.png"), Path.of("../file"));
        Map<String, String> outcomes = new TreeMap<>(Map.of("a.png", "done", "itself.png", "refused"));
        Map<String, String> messages = new TreeMap<>(Map.of("itself.png", ITSELF + "out/itself.png"));
        for (String target : new String[] {"copy.png", "dangling.png", "folder.png", "kind.webp", "link.png"}) {
            String name = target.replace("webp", "png");
            outcomes.put(name, "refused");
            messages.put(
                    name,
                    "expected no file at out/" + target
                            + " but found one; --overwrite replaces it, and another folder leaves it");
        }

        Cli.Run kept = batch("in out --json").run().expecting(ExitCode.PARTLY);

        Events told = Events.of(kept);
        assertEquals(outcomes, told.outcomes());
        messages.forEach(
                (name, message) -> assertEquals(message, told.messages().get(name)));
        assertEquals(1, provider.journal().snapshot().callsBilled());
        assertEquals("somebody's", Files.readString(out.resolve("copy.png")));

        for (String name : new String[] {"copy.png", "dangling.png", "kind.png", "link.png"}) {
            outcomes.put(name, "done");
        }
        outcomes.put("a.png", "earlier");
        Cli.Run plan = batch("in out --overwrite --dry-run --json").run().expecting(ExitCode.PARTLY);
        assertTrue(plan.out().contains("{\"event\":\"plan-summary\",\"calls\":4,"), plan.out());
        Events replaced = Events.of(batch("in out --json --overwrite").run().expecting(ExitCode.PARTLY));
        assertEquals(outcomes, replaced.outcomes());
        assertEquals(
                "cannot save out/folder.png: expected a file but found a folder",
                replaced.messages().get("folder.png"));
        assertEquals(ITSELF + "out/itself.png", replaced.messages().get("itself.png"));
        assertEquals(5, provider.journal().snapshot().callsBilled());
        assertEquals("somebody's", Files.readString(folder.resolve("file")));
        assertEquals("somebody's", Files.readString(out.resolve("kind.webp")));
        assertArrayEquals(Pictures.png(seed), Files.readAllBytes(source));
        assertFalse(Files.exists(out.resolve("nowhere")));
    }

    @Test
    void resultsBelowTheInputAreNoInputs() throws Exception {
        batch("in in/out").run().expecting(ExitCode.OK);
        Cli.Run again = batch("in in/out").run().expecting(ExitCode.OK);

        assertTrue(Files.isRegularFile(folder.resolve("in/out/a.png")));
        assertEquals(1, provider.journal().snapshot().callsBilled());
        assertFalse(again.err().contains("skipped"), again.err());
    }

    @Test
    void resultThatDoesNotFitOnTheDiskIsFetchedByTheNextRun() throws Exception {
        byte[] large = Pictures.plain(4000, 4000);
        Files.write(folder.resolve("in/large.png"), large);

        Cli.Run full = batch("in out --json")
                .under("ulimit -f 16; \"$0\" \"$@\"")
                .run()
                .expecting(ExitCode.NOT_SAVED);
        assertEquals(
                Map.of("a.png", "done", "large.png", "unsaved"), Events.of(full).outcomes(), full.err());
        String message = Events.of(full).messages().get("large.png");
        assertTrue(message.startsWith("cannot save out/large: "), message);

        Cli.Run rest = batch("in out --json").run().expecting(ExitCode.OK);
        assertEquals(
                Map.of("a.png", "earlier", "large.png", "done"), Events.of(rest).outcomes());
        Journal.Snapshot journal = provider.journal().snapshot();
        assertEquals(Map.of(Sha256.of(PICTURE), 1, Sha256.of(large), 1), journal.imagesBilledByPicture());
        assertEquals(
                0,
                files().keySet().stream().filter(name -> name.endsWith(".part")).count());
    }

    @Test
    void outputThatCannotBeWrittenStopsNoPicture() throws Exception {
        Files.write(folder.resolve("in/b.png"), Pictures.png(2));
        Files.createDirectories(folder.resolve("out/contact-sheet.html"));

        Cli.Run run = batch("in out").under("\"$0\" \"$@\" > /dev/full").run().expecting(ExitCode.OWN_ERROR);

        assertTrue(run.err().contains("upscale4j: standard output cannot be written\n"), run.err());
        assertTrue(run.err().contains("no contact sheet out/contact-sheet.html: "), run.err());
        assertTrue(
                Files.isRegularFile(folder.resolve("out/a.png")) && Files.isRegularFile(folder.resolve("out/b.png")));
        assertEquals(2, provider.journal().snapshot().callsBilled());
    }

    @Test
    void folderThatCannotBeWrittenIsToldBeforeAnythingIsSent() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        Path below = Files.createDirectory(out.resolve("below"));
        Files.write(folder.resolve("in/below/b.png"), Pictures.png(2));
        Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("r-xr-xr-x"));

        Cli.Run partly = unprivileged("batch in out --json").run().expecting(ExitCode.PARTLY);
        assertEquals(
                Map.of("a.png", "done", "below/b.png", "refused"),
                Events.of(partly).outcomes());
        assertEquals(
                "cannot save out/below/b: its folder cannot be written: access denied",
                Events.of(partly).messages().get("below/b.png"));
        assertEquals(1, provider.journal().snapshot().callsBilled());

        Files.setPosixFilePermissions(folder.resolve("in"), PosixFilePermissions.fromString("r-xr-xr-x"));
        Cli.Run none = unprivileged("batch in in/out").run().expecting(ExitCode.USAGE);
        assertTrue(
                none.err()
                        .startsWith(
                                "upscale4j: OUT_DIR in/out: expected a folder, or a place for one, but found access denied"),
                none.err());
        Cli.Run single = unprivileged("upscale in/a.png").run().expecting(ExitCode.USAGE);
        assertTrue(single.err().contains("access denied"), single.err());
        assertEquals(1, provider.journal().snapshot().callsBilled());
    }

    private Cli.Command batch(String arguments) {
        return shell("batch " + arguments);
    }

    /** Arguments as a shell's user writes them. */
    private Cli.Command shell(String arguments) {
        return Cli.command()
                .under("\"$0\" \"$@\" " + arguments)
                .calling(provider)
                .in(folder);
    }

    private Cli.Command unprivileged(String arguments) {
        boolean isPrivileged = Files.isWritable(folder.resolve("out/below"));
        String privileges = isPrivileged ? "setpriv --bounding-set=-dac_override,-dac_read_search " : "";
        return Cli.command()
                .under(privileges + "\"$0\" \"$@\" " + arguments)
                .calling(provider)
                .in(folder);
    }

    /** All that is there, and what is in it. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.toList()) {
                boolean isFile = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
                files.put(folder.relativize(path).toString(), isFile ? Sha256.of(path) : "");
            }
        }
        return files;
    }
}
