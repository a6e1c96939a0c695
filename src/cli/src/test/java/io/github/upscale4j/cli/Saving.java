package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/** What tests of saving share. */
final class Saving {
    private Saving() {}

    /** Brings a picture as the client does, which wants nothing to be there. */
    static Saver.Fetch fetch(byte[] picture) {
        return part -> {
            assertFalse(Files.exists(part), "a file that is there already");
            Files.write(part, picture);
        };
    }

    /** The message of what keeps a result from its place. */
    static String notSaved(Executable attempt) {
        return assertThrows(NotSaved.class, attempt).getMessage();
    }

    /** Regular files at any depth, hidden ones too. */
    static Set<String> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .map(path -> folder.relativize(path).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
