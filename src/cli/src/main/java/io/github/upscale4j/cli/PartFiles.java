package io.github.upscale4j.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hidden files under which results come into being, ours and the client's. */
final class PartFiles {
    private static final Pattern NAME =
            Pattern.compile("\\.upscale4j-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.part");

    private PartFiles() {}

    /** A new one in a folder, which is not made. */
    static Path in(Path folder) {
        return folder.resolve(".upscale4j-" + UUID.randomUUID() + ".part");
    }

    /**
     * Deletes what a killed run left in a folder and in those below it. Links are not followed, and what cannot be read or deleted
     * stays. Nothing may save there meanwhile.
     */
    static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()
                        && NAME.matcher(file.getFileName().toString()).matches()) {
                    delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // It is hidden, and no picture.
        }
    }
}
