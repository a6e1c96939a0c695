package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a killed run leaves. */
@Timeout(60)
class PartFilesTest {
    @TempDir
    Path folder;

    @Test
    void leftPartsAreRemovedAndNothingElse() throws Exception {
        String part = ".upscale4j-123e4567-e89b-12d3-a456-426614174000.part";
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path root = Files.createDirectories(folder.resolve("root/sub")).getParent();
        List<Path> kept = List.of(
                elsewhere.resolve(part),
                root.resolve(".upscale4j-1.part"),
                root.resolve("x" + part),
                root.resolve("upscale4j-ledger.jsonl"));
        for (Path one : kept) {
            Files.createFile(one);
        }
        Files.createFile(root.resolve(part));
        Files.createFile(root.resolve("sub").resolve(part));
        Files.createSymbolicLink(root.resolve("link"), elsewhere);
        Files.createDirectory(Files.createDirectory(root.resolve("deep")).resolve(part));

        Path link = Files.createSymbolicLink(root.resolve(part.replace('1', '2')), elsewhere.resolve(part));

        PartFiles.remove(root);

        assertTrue(Files.isSymbolicLink(link));

        for (Path one : kept) {
            assertTrue(Files.exists(one), one.toString());
        }
        assertEquals(
                kept.stream().map(one -> folder.relativize(one).toString()).collect(Collectors.toSet()),
                Saving.files(folder));
        assertTrue(Files.isDirectory(root.resolve("deep").resolve(part)));
    }

    @Test
    void partsThatAreMadeAreThoseThatAreRemoved() throws Exception {
        Files.createFile(PartFiles.in(folder));

        PartFiles.remove(folder);

        assertEquals(Set.of(), Saving.files(folder));
    }
}
