package io.github.upscale4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the results of one call go.
 *
 * @param folder which exists, and what names in the ledger are relative to
 * @param base the files' name in it, without number and extension; the extension is that of what was made
 * @param exact the file that the user named, extension and all; null without
 * @param count how many images are asked for
 */
record Targets(Path folder, String base, @Nullable Path exact, int count) {

    Target of(int index) {
        if (exact != null) {
            return Target.exactly(numbered(exact, index));
        }
        return Target.withoutExtension(folder, base + number(index));
    }

    /** One more than was asked for stands beside the others, under a name that no other input has. */
    private String number(int index) {
        if (index >= count) {
            return "~" + (index + 1);
        }
        return count == 1 ? "" : "-" + (index + 1);
    }

    private Path numbered(Path file, int index) {
        if (number(index).isEmpty()) {
            return file;
        }
        String name = PathText.ofNames(Objects.requireNonNull(file.getFileName(), "a file's name"));
        String stem = FileName.stem(name);
        String suffix = number(index) + name.substring(stem.length());
        return file.resolveSibling(FileName.base(stem, suffix, name));
    }

    /** A file that stands where one of the results would go. */
    Optional<Path> standing() throws NotSaved {
        for (int index = 0; index < count; index++) {
            Optional<Path> found = standing(index);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** What stands where this result goes, whichever kind of picture it is. */
    Optional<Path> standing(int index) throws NotSaved {
        Target target = of(index);
        for (PictureKind kind : PictureKind.values()) {
            if (Saver.isThere(target.file(kind))) {
                return Optional.of(target.file(kind));
            }
        }
        return Optional.empty();
    }

    /** The picture itself, where one of the results would go, links followed. */
    Optional<Path> same(Path picture) throws NotSaved {
        for (int index = 0; index < count; index++) {
            Target target = of(index);
            for (PictureKind kind : PictureKind.values()) {
                Path file = target.file(kind);
                if (Saver.isThere(file) && isSame(file, picture)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isSame(Path file, Path picture) {
        try {
            return Files.isSameFile(file, picture);
        } catch (IOException e) {
            return false; // a link that leads nowhere
        }
    }

    /** Whether the file is this result's, also where it had to stand beside another one of its name. */
    boolean owns(int index, Path file) {
        Target target = of(index);
        for (PictureKind kind : PictureKind.values()) {
            Path wanted = target.file(kind);
            if (wanted.equals(file) || (isSibling(wanted, file) && plain(file).equals(plain(wanted)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSibling(Path one, Path other) {
        return Objects.equals(one.getParent(), other.getParent());
    }

    private static String plain(Path file) {
        return file.toString().replaceFirst("~\\d+(\\.[^.]*)?$", "$1");
    }
}
