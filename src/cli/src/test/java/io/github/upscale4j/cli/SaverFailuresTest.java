package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What keeps results from their place, and what is said of it. */
@Timeout(60)
class SaverFailuresTest {
    @TempDir
    Path folder;

    private final Saver saver = new Saver(false);

    /** Made here, since a mistake would replace that of the system. */
    @Test
    void overwritingReplacesNoFolderAndNoDevice() throws Exception {
        Path taken = Files.createDirectory(folder.resolve("folder.png"));
        Path fifo = folder.resolve("fifo.png");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        Saver overwriting = new Saver(true);

        assertEquals(
                "cannot save " + taken + ": expected a file but found a folder",
                Saving.notSaved(() -> overwriting.save(Target.exactly(taken), Saving.fetch(Pictures.PNG))));
        assertEquals(
                "cannot save " + fifo + ": expected a file but found a FIFO",
                Saving.notSaved(() -> overwriting.save(Target.exactly(fifo), Saving.fetch(Pictures.PNG))));
        assertEquals(
                "cannot save " + fifo + ": expected a file but found a FIFO",
                Saving.notSaved(() -> overwriting.tryOut(Target.exactly(fifo))));
        assertEquals(
                "cannot save /: expected a file but found a folder",
                Saving.notSaved(() -> overwriting.tryOut(Target.exactly(Path.of("/")))));
        saver.tryOut(Target.exactly(fifo));
        overwriting.tryOut(Target.exactly(folder.resolve("photo.png")));
        assertTrue(Files.isDirectory(taken) && Files.exists(fifo));
        assertEquals(Set.of(), Saving.files(folder));
    }

    @Test
    void fullDeviceGetsNothing() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "a system with /dev/full");
        Path link = Files.createSymbolicLink(folder.resolve("photo.png"), full);

        SavedFile saved = saver.save(Target.withoutExtension(folder, "photo"), Saving.fetch(Pictures.PNG));

        assertEquals(folder.resolve("photo~2.png"), saved.file());
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void missingFoldersBelowTheRootAreMadeAndTheRootIsNot() throws Exception {
        Path root = folder.resolve("missing");

        assertEquals(
                "cannot save " + root + "/a/photo: expected the folder " + root + " but found none",
                Saving.notSaved(
                        () -> saver.save(Target.withoutExtension(root, "a/photo"), Saving.fetch(Pictures.PNG))));
        assertEquals(
                "cannot save " + root + "/photo.png: expected the folder " + root + " but found none",
                Saving.notSaved(
                        () -> saver.save(Target.exactly(root.resolve("photo.png")), Saving.fetch(Pictures.PNG))));
        assertEquals(Set.of(), Saving.files(folder));
    }

    @Test
    void folderThatIsAFileIsTold() throws Exception {
        Files.createFile(folder.resolve("file"));
        Files.createSymbolicLink(folder.resolve("broken"), Path.of("nowhere"));

        for (String name : List.of("file/photo", "file/below/photo")) {
            assertEquals(
                    "cannot save " + folder.resolve(name) + ": expected the folder " + folder.resolve("file")
                            + " but found something else there",
                    Saving.notSaved(() -> saver.save(Target.withoutExtension(folder, name), Saving.fetch(Pictures.PNG)))
                            .replace("file/below but", "file but"));
        }
        assertTrue(Saving.notSaved(
                        () -> saver.save(Target.withoutExtension(folder, "broken/photo"), Saving.fetch(Pictures.PNG)))
                .startsWith("cannot save " + folder + "/broken/photo: expected the folder "));
    }

    @Test
    void failureOfTheFetchIsThrownAsItIsAndLeavesNothing() {
        IOException broken = new IOException("broken");

        IOException thrown = assertThrows(
                IOException.class,
                () -> saver.save(Target.withoutExtension(folder, "photo"), part -> {
                    Files.writeString(part, "a beginning");
                    throw broken;
                }));

        assertSame(broken, thrown);
        assertEquals(Set.of(), Saving.files(folder));
    }

    @Test
    void messageIsOneLine() {
        Target target = Target.withoutExtension(folder.resolve("missing"), "a\nb\u001B[2J");

        assertEquals(
                "cannot save " + folder + "/missing/a\\nb\\u001B[2J: expected the folder " + folder
                        + "/missing but found none",
                Saving.notSaved(() -> saver.save(target, Saving.fetch(Pictures.PNG))));
    }

    @Test
    void whatIsNoPictureIsNotPublished() {
        String message = Saving.notSaved(() -> saver.save(
                Target.withoutExtension(folder, "photo"), Saving.fetch("<html>".getBytes(StandardCharsets.US_ASCII))));

        assertEquals(
                "cannot save " + folder + "/photo: expected one of [PNG, JPEG, WEBP] but found an HTML page", message);
        assertEquals(Set.of(), Saving.files(folder));
    }

    /** As on a disk that is full, or beyond a quota: the limit is 4 KiB. */
    @Test
    void fileThatCannotBeWrittenInFullIsNotThere() throws Exception {
        Path large = Files.write(folder.resolve("large.png"), Arrays.copyOf(Pictures.PNG, 100_000));
        Path out = Files.createDirectory(folder.resolve("out"));

        ChildJvm child = ChildJvm.run(
                List.of("bash", "-c", "ulimit -f 4 && exec \"$@\"", "bash"),
                CopiedPicture.class,
                large.toString(),
                out.toString());

        assertEquals(
                "cannot save " + out + "/sub/photo: copying " + large + " failed: File too large",
                child.out().strip(),
                child.err());
        try (Stream<Path> left = Files.list(out.resolve("sub"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void folderThatCannotBeWrittenIsToldBeforeAnythingIsPaid() throws Exception {
        Path system = Path.of("/proc/self");
        assumeTrue(Files.exists(system), "a system with /proc");

        String message = Saving.notSaved(() -> saver.tryOut(Target.withoutExtension(system, "photo")));
        assertTrue(message.startsWith("cannot save /proc/self/photo: its folder cannot be written: "), message);
        message = Saving.notSaved(() -> saver.tryOut(Target.withoutExtension(system, "sub/photo")));
        assertTrue(message.startsWith("cannot save /proc/self/sub/photo: its folder cannot be made: "), message);

        saver.tryOut(Target.withoutExtension(folder, "sub/photo"));
        assertEquals(Set.of(), Saving.files(folder));
        assertTrue(Files.isDirectory(folder.resolve("sub")));
    }
}
