package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How results get into place. */
@Timeout(60)
class SaverTest {
    private static final byte[] OTHER = Pictures.png(2);

    @TempDir
    Path folder;

    private final Saver saver = new Saver(false);

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of("png", Pictures.PNG),
                Arguments.of("jpg", Pictures.JPEG),
                Arguments.of("webp", Pictures.WEBP));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void extensionTellsTheKind(String extension, byte[] picture) throws Exception {
        SavedFile saved = saver.save(Target.withoutExtension(folder, "a/b.c/photo"), Saving.fetch(picture));

        Path file = folder.resolve("a/b.c/photo." + extension);
        assertEquals(new SavedFile(file, Sha256.of(picture), picture.length, extension, false), saved);
        assertArrayEquals(picture, Files.readAllBytes(file));
        assertEquals(Set.of("a/b.c/photo." + extension), Saving.files(folder));
    }

    @Test
    void nameThatTheUserGaveIsKept() throws Exception {
        Path file = folder.resolve("photo.jpg");

        SavedFile saved = saver.save(Target.exactly(file), Saving.fetch(Pictures.PNG));

        assertEquals(new SavedFile(file, Sha256.of(Pictures.PNG), Pictures.PNG.length, "png", false), saved);
        assertEquals(Set.of("photo.jpg"), Saving.files(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nend", "'\" ", "😀 日本", "-rf", "a\\b", "é", "..."})
    void anyNameWillDo(String name) throws Exception {
        saver.save(Target.withoutExtension(folder, name + "/" + name), Saving.fetch(Pictures.PNG));
        saver.save(Target.withoutExtension(folder, name + "/" + name), Saving.fetch(OTHER));
        saver.save(Target.exactly(folder.resolve(name).resolveSibling(name + ".x")), Saving.fetch(OTHER));

        assertEquals(
                Set.of(name + "/" + name + ".png", name + "/" + name + "~2.png", name + ".x"), Saving.files(folder));
    }

    @Test
    void longestNamesLeaveRoomForWhatIsBeside() throws Exception {
        Path file = folder.resolve("x".repeat(251) + ".png");
        Path base = TargetNames.defaultTarget(file);
        for (Target target : List.of(Target.exactly(file), Target.withoutExtension(base))) {
            saver.save(target, Saving.fetch(Pictures.PNG));
            SavedFile beside = saver.save(target, Saving.fetch(OTHER));
            assertTrue(beside.renamed());
            assertTrue(beside.file().toString().endsWith("~2.png"), beside.toString());
        }
        assertEquals(4, Saving.files(folder).size());
    }

    @Test
    void whatIsThereIsNotReplacedButStoodBeside() throws Exception {
        Target target = Target.withoutExtension(folder, "photo");
        Files.writeString(folder.resolve("photo.png"), "of somebody else");
        Files.createDirectory(folder.resolve("photo~2.png"));
        Files.createSymbolicLink(folder.resolve("photo~3.png"), Path.of("nowhere"));
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", folder.resolve("photo~4.png").toString())
                        .start()
                        .waitFor());

        SavedFile saved = saver.save(target, Saving.fetch(OTHER));

        assertEquals(new SavedFile(folder.resolve("photo~5.png"), Sha256.of(OTHER), OTHER.length, "png", true), saved);
        assertEquals("of somebody else", Files.readString(folder.resolve("photo.png")));
        assertFalse(Files.exists(folder.resolve("nowhere")));
        assertEquals(saved, saver.save(target, Saving.fetch(OTHER)), "again");
        assertArrayEquals(OTHER, Files.readAllBytes(saved.file()));
    }

    @Test
    void sameBytesUnderTheNameAreTheResult() throws Exception {
        Target target = Target.withoutExtension(folder, "photo");
        SavedFile first = saver.save(target, Saving.fetch(Pictures.PNG));

        assertEquals(first, saver.save(target, Saving.fetch(Pictures.PNG)));
        assertEquals(Set.of("photo.png"), Saving.files(folder));
    }

    @Test
    void overwritingReplacesAtOnceAndLinksThemselves() throws Exception {
        Path file = Files.writeString(folder.resolve("photo.png"), "old");
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.png"), elsewhere);
        Saver overwriting = new Saver(true);

        SavedFile saved = overwriting.save(Target.withoutExtension(folder, "photo"), Saving.fetch(Pictures.PNG));
        overwriting.save(Target.exactly(link), Saving.fetch(OTHER));

        assertEquals(new SavedFile(file, Sha256.of(Pictures.PNG), Pictures.PNG.length, "png", false), saved);
        assertArrayEquals(Pictures.PNG, Files.readAllBytes(file));
        assertEquals("old", Files.readString(elsewhere));
        assertTrue(Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS));
        assertEquals(Set.of("photo.png", "elsewhere", "link.png"), Saving.files(folder));
    }

    @Test
    void foldersMayBeLinks() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path root = Files.createSymbolicLink(folder.resolve("root"), elsewhere);
        Files.createDirectory(folder.resolve("other"));
        Files.createSymbolicLink(elsewhere.resolve("sub"), folder.resolve("other"));

        SavedFile saved = saver.save(Target.withoutExtension(root, "sub/photo"), Saving.fetch(Pictures.PNG));

        assertEquals(root.resolve("sub/photo.png"), saved.file());
        assertArrayEquals(Pictures.PNG, Files.readAllBytes(folder.resolve("other/photo.png")));
    }

    @Test
    void copyHasTheSameGuarantees() throws Exception {
        SavedFile first = saver.save(Target.withoutExtension(folder, "a"), Saving.fetch(Pictures.JPEG));
        Files.write(folder.resolve("b.jpg"), OTHER);

        SavedFile copy = saver.copy(Target.withoutExtension(folder, "b"), first.file());

        assertEquals(new SavedFile(folder.resolve("b~2.jpg"), first.sha256(), first.bytes(), "jpg", true), copy);
        Files.delete(first.file());
        assertEquals(
                "cannot save " + folder + "/c: copying " + first.file() + " failed: nothing there",
                Saving.notSaved(() -> saver.copy(Target.withoutExtension(folder, "c"), first.file())));
    }

    @Test
    void whatStandsInTheWayIsFound() throws Exception {
        assertEquals(Optional.empty(), new Targets(folder, "sub/photo", null, 1).standing());
        Path sub = Files.createDirectory(folder.resolve("sub"));
        Files.createFile(sub.resolve("photo.gif"));
        Files.createFile(sub.resolve("photo-3.png"));
        assertEquals(Optional.empty(), new Targets(folder, "sub/photo", null, 1).standing());
        assertEquals(Optional.empty(), new Targets(folder, "sub/photo", null, 2).standing());
        assertEquals(Optional.of(sub.resolve("photo-3.png")), new Targets(folder, "sub/photo", null, 3).standing());
        Path broken = Files.createSymbolicLink(sub.resolve("photo.webp"), Path.of("nowhere"));
        assertEquals(Optional.of(broken), new Targets(folder, "sub/photo", null, 1).standing());
        assertTrue(Saving.notSaved(() -> new Targets(sub, "photo.gif/photo", null, 1).standing())
                .endsWith(": Not a directory"));
    }

    @Test
    void rootMayBeTheWorkingDirectory() throws Exception {
        Path picture = Files.write(folder.resolve("a.png"), Pictures.PNG);

        ChildJvm child = ChildJvm.run(
                List.of("bash", "-c", "cd '" + folder + "' && exec \"$@\"", "bash"),
                CopiedPicture.class,
                picture.toString(),
                "");

        assertEquals("sub/photo.png", child.out().strip(), child.err());
        assertEquals(Set.of("a.png", "sub/photo.png"), Saving.files(folder));
    }

    /** As that in a zip file. */
    @Test
    void fileSystemWithoutLinksWillDo() throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("x.zip"), Map.of("create", "true"))) {
            Path root = zip.getPath("/");
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> Files.createLink(root.resolve("link"), Files.createFile(root.resolve("file"))));

            for (byte[] picture : List.of(Pictures.PNG, OTHER)) {
                saver.save(Target.withoutExtension(root, "sub/photo"), Saving.fetch(picture));
            }

            assertArrayEquals(Pictures.PNG, Files.readAllBytes(root.resolve("sub/photo.png")));
            assertArrayEquals(OTHER, Files.readAllBytes(root.resolve("sub/photo~2.png")));
            try (Stream<Path> all = Files.list(root.resolve("sub"))) {
                assertEquals(2, all.count());
            }
        }
    }

    @Test
    void manyAtATimeGetTheirOwnFiles() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<SavedFile>> saves = IntStream.range(0, 40)
                    .<Callable<SavedFile>>mapToObj(i -> () ->
                            saver.save(Target.withoutExtension(folder, "a/b/c/photo"), Saving.fetch(Pictures.png(i))))
                    .toList();
            Set<Path> saved = new TreeSet<>();
            for (Future<SavedFile> one : threads.invokeAll(saves)) {
                saved.add(one.get().file());
            }
            assertEquals(40, saved.size());
            assertEquals(40, Saving.files(folder).size());
        } finally {
            threads.shutdownNow();
        }
    }
}
