package io.github.upscale4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Whether results can be kept in a folder, tried with a real file. */
final class OutputFindings {
    private static final String OUTPUT = "output";
    private static final String SPACE = "free space";
    private static final String LOCALE = "locale";
    private static final long LITTLE = 1L << 30;

    private OutputFindings() {}

    static List<Finding> of(Path folder) {
        Path existing = folder.toAbsolutePath().normalize();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent(); // what is missing is made by a run
        }
        List<Finding> findings = new ArrayList<>();
        try {
            findings.add(written(existing));
            long free = Files.getFileStore(existing).getUsableSpace();
            String seen = String.format(Locale.ROOT, "%.1f GB", free / 1e9);
            findings.add(
                    free < LITTLE
                            ? Finding.warning(
                                    SPACE, seen, "results are some MB each; make room, or choose another folder")
                            : Finding.ok(SPACE, seen));
        } catch (IOException e) {
            findings.add(Finding.failed(
                    OUTPUT,
                    ExitCode.USAGE,
                    existing + ": no file can be written (" + e.getClass().getSimpleName() + ")",
                    "choose another folder, or change its permissions"));
        }
        return findings;
    }

    private static Finding written(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        Path file = folder.resolve(".upscale4j-" + UUID.randomUUID() + ".part");
        Path link = folder.resolve(".upscale4j-" + UUID.randomUUID() + ".part");
        boolean isLinked;
        try {
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(RootCommand.NAME.getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            isLinked = isLinked(link, file);
        } finally {
            Files.deleteIfExists(link);
            Files.deleteIfExists(file);
        }
        return isLinked
                ? Finding.ok(OUTPUT, folder + ": a file was written, forced to disk and deleted")
                : Finding.warning(
                        OUTPUT,
                        folder + ": a file was written, forced to disk and deleted, but hard links do not work",
                        "let no other program write there at the same time: a file of the same name could be replaced");
    }

    private static boolean isLinked(Path link, Path file) {
        try {
            Files.createLink(link, file);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** @param encoding of file names, as Java has it */
    static Finding locale(String encoding) {
        boolean isUtf8 = encoding.equalsIgnoreCase("UTF-8") || encoding.equalsIgnoreCase("UTF8");
        return isUtf8
                ? Finding.ok(LOCALE, "file names are in " + encoding)
                : Finding.warning(
                        LOCALE, "file names are in " + encoding + ", so some cannot be named", "set LC_ALL=C.UTF-8");
    }
}
