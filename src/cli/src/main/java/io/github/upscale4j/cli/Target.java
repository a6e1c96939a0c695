package io.github.upscale4j.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a result goes.
 *
 * @param root a folder that must exist; those between it and the file are made
 * @param path of the file, root included
 * @param hasExtension whether the path is whole; otherwise the extension of the picture's kind is added
 */
record Target(Path root, Path path, boolean hasExtension) {
    /** The file that the user named, whatever the picture's kind. */
    static Target exactly(Path file) {
        return new Target(folderOf(file), file, true);
    }

    /** A file whose extension tells the picture's kind. */
    static Target withoutExtension(Path root, String name) {
        return new Target(root, root.resolve(name), false);
    }

    /** As {@link #withoutExtension(Path, String)}, in a folder that exists. */
    static Target withoutExtension(Path path) {
        return new Target(folderOf(path), path, false);
    }

    /** The file of a picture of this kind. */
    Path file(PictureKind kind) {
        return hasExtension ? path : path.resolveSibling(name() + "." + kind.extension);
    }

    /** Another file in the same folder, for a picture that must not replace what has its name. */
    Path fileBeside(PictureKind kind, int number) {
        String name = name();
        String stem = hasExtension ? FileName.stem(name) : name;
        String extension = hasExtension ? name.substring(stem.length()) : "." + kind.extension;
        String suffix = "~" + number + (FileName.isExtension(extension) ? extension : "");
        return path.resolveSibling(FileName.base(stem, suffix, name));
    }

    /** The folder of the file. Those that are missing below the root are made, durably. */
    Path folder() throws NotSaved {
        Path folder = folderOf(path);
        make(folder);
        return folder;
    }

    private String name() {
        return PathText.ofNames(Objects.requireNonNull(path.getFileName(), "a file's name"));
    }

    private void make(Path folder) throws NotSaved {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.equals(root) || Files.exists(folder)) {
            throw noFolder(folder, null);
        }
        Path parent = folderOf(folder);
        make(parent);
        try {
            Files.createDirectory(folder);
            Durable.folder(parent);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) { // else somebody else made it just now
                throw noFolder(folder, e);
            }
        } catch (IOException e) {
            throw NotSaved.because(path, "its folder cannot be made", e);
        }
    }

    private NotSaved noFolder(Path folder, @Nullable IOException cause) {
        String found = Files.exists(folder) ? "something else there" : "none";
        return new NotSaved(path, "expected the folder " + Shown.name(folder) + " but found " + found, cause);
    }

    private static Path folderOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? file.getFileSystem().getPath("") : parent;
    }
}
