package io.github.upscale4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;

/**
 * Puts results durably into place. A file appears under its name at once and whole, or not at all; when it is told to be saved, no
 * crash takes it away. Thread-safe.
 */
final class Saver {
    /** The most files that stand beside each other because of one name. */
    private static final int MAX_BESIDE = 999;

    /** Less would be left free by a picture that did not fit. */
    private static final int ROOM_BYTES = 1 << 20;

    private final boolean overwrite;

    /** @param overwrite whether a result replaces what has its name; otherwise it never does */
    Saver(boolean overwrite) {
        this.overwrite = overwrite;
    }

    /** What brings a picture to a file. */
    interface Fetch {
        /**
         * Brings it.
         *
         * @param file not there yet
         */
        void to(Path file) throws IOException;
    }

    /**
     * Fetches a result under a hidden name and publishes it. Where another file has its name, and may not be replaced, it is saved
     * beside that: a result that was paid for is not lost. The same bytes under its name are the result already.
     *
     * @throws NotSaved if something here is in the way
     * @throws IOException as the fetch throws it
     */
    SavedFile save(Target target, Fetch fetch) throws IOException {
        Path folder = target.folder();
        Path part = PartFiles.in(folder);
        try {
            fetch.to(part);
            return published(target, folder, part);
        } finally {
            deleteQuietly(part);
        }
    }

    /** As {@link #save}, from a file that is there already. */
    SavedFile copy(Target target, Path saved) throws IOException {
        return save(target, part -> {
            try {
                Files.copy(saved, part);
            } catch (IOException e) {
                throw NotSaved.because(target.path(), "copying " + Shown.name(saved) + " failed", e);
            }
        });
    }

    /** Whether anything has that name, a link that leads nowhere too. */
    static boolean isThere(Path file) throws NotSaved {
        try {
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw NotSaved.because(file, "it cannot be looked at", e);
        }
    }

    /**
     * Makes the target's folder, and a file in it that is deleted; where it overwrites, looks at what would be replaced. For noticing
     * what is in the way before anything is paid.
     */
    void tryOut(Target target) throws NotSaved {
        Path part = PartFiles.in(target.folder());
        try {
            Files.createFile(part);
            requireReplaceable(target);
        } catch (NotSaved e) {
            throw e;
        } catch (IOException e) {
            throw NotSaved.because(target.path(), "its folder cannot be written", e);
        } finally {
            deleteQuietly(part);
        }
    }

    /**
     * Writes and deletes as much as a picture may have, since what a fetch says of a full disk is what it says of a broken
     * connection, too.
     *
     * @throws NotSaved if that fails
     */
    static void requireRoom(Target target) throws NotSaved {
        Path part = PartFiles.in(target.folder());
        try {
            Files.write(part, new byte[ROOM_BYTES]);
            Durable.file(part);
        } catch (IOException e) {
            throw NotSaved.because(target.path(), "its folder cannot be written", e);
        } finally {
            deleteQuietly(part);
        }
    }

    private SavedFile published(Target target, Path folder, Path part) throws NotSaved {
        try {
            Durable.file(part);
            PictureKind kind = kind(target, part);
            String sha256 = Sha256.of(part);
            long bytes = Files.size(part);
            Path file = place(target, kind, part, sha256, bytes);
            Durable.folder(folder);
            return new SavedFile(file, sha256, bytes, kind.extension, !file.equals(target.file(kind)));
        } catch (NotSaved e) {
            throw e;
        } catch (IOException e) {
            throw NotSaved.because(target.path(), "writing failed", e);
        }
    }

    private static PictureKind kind(Target target, Path part) throws IOException {
        try (InputStream in = Files.newInputStream(part)) {
            byte[] start = in.readNBytes(PictureKind.MAGIC_BYTES);
            PictureKind kind = PictureKind.of(start);
            if (kind == null) {
                List<PictureKind> expected = Arrays.asList(PictureKind.values());
                String found = OtherKind.of(start).name;
                throw new NotSaved(target.path(), "expected one of " + expected + " but found " + found, null);
            }
            return kind;
        }
    }

    private Path place(Target target, PictureKind kind, Path part, String sha256, long bytes) throws IOException {
        Path file = target.file(kind);
        if (overwrite) {
            requireReplaceable(file);
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        for (int number = 2; !linked(file, part) && !hasBytes(file, sha256, bytes); number++) {
            if (number > MAX_BESIDE) {
                throw new NotSaved(target.path(), "expected a free name beside it but found none", null);
            }
            file = target.fileBeside(kind, number);
        }
        return file;
    }

    /**
     * Looks at what overwriting would replace, whichever kind of picture comes.
     *
     * @throws NotSaved if that is no file
     */
    void requireReplaceable(Target target) throws NotSaved {
        for (PictureKind kind : PictureKind.values()) {
            if (overwrite) {
                requireReplaceable(target.file(kind));
            }
        }
    }

    /** A move would replace a device, too. */
    private static void requireReplaceable(Path file) throws NotSaved {
        if (!isThere(file)) {
            return;
        }
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (found.isDirectory() || found.isOther()) {
                throw new NotSaved(file, "expected a file but found " + FileState.of(file, found), null);
            }
        } catch (NotSaved e) {
            throw e;
        } catch (IOException e) {
            throw NotSaved.because(file, "it cannot be looked at", e);
        }
    }

    /**
     * Gives the part its name; false if that is taken. A link never replaces anything, but not every file system has links; a move
     * may replace what comes into being in its moment.
     */
    private static boolean linked(Path file, Path part) throws IOException {
        try {
            Files.createLink(file, part);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return moved(file, part);
        }
    }

    private static boolean moved(Path file, Path part) throws IOException {
        try {
            Files.move(part, file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Whether a crash came between publishing and recording, so that the result is there already. */
    private static boolean hasBytes(Path file, String sha256, long bytes) {
        try {
            return Files.isRegularFile(file)
                    && Files.size(file) == bytes
                    && Sha256.of(file).equals(sha256);
        } catch (IOException e) {
            return false;
        }
    }

    private static void deleteQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The outcome is decided already, and the next run deletes it.
        }
    }
}
