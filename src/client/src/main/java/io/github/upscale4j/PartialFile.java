package io.github.upscale4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written under a hidden name beside its target and appears there at once and whole, or not at all. One thread
 * uses it.
 */
final class PartialFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final String what;
    private final Path target;
    private final boolean replace;
    private final Path path;
    private SeekableByteChannel channel;
    private boolean isNew = true;

    /**
     * Checks the target and creates the file beside it, with the permissions that any new file gets.
     *
     * @param what what is saved, for messages
     * @throws DownloadException if the target cannot be written: its folder is missing, or it is there already
     */
    PartialFile(String what, Path target, boolean replace) throws DownloadException {
        this.what = what;
        this.target = target;
        this.replace = replace;
        Path absolute = target.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw failure("expected a file but found a root", null);
        }
        if (!Files.isDirectory(folder)) {
            throw failure("expected its folder but found " + (Files.exists(folder) ? "a file there" : "none"), null);
        }
        checkTarget(absolute);
        path = folder.resolve(".upscale4j-" + UUID.randomUUID() + ".part");
        try {
            channel = Files.newByteChannel(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure("its folder cannot be written", e);
        }
    }

    private void checkTarget(Path absolute) throws DownloadException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(absolute, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw failure("it cannot be looked at", e);
        }
        if (found.isDirectory()) {
            throw failure("expected a file but found a directory", null);
        }
        if (!replace) {
            throw exists(null);
        }
        if (found.isOther()) {
            throw failure("expected a file but found something else, such as a device", null);
        }
    }

    /** Replaces what was written by what the stream has. Failures of the stream are thrown as they are. */
    void write(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        begin();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            write(ByteBuffer.wrap(buffer, 0, n));
        }
    }

    /** Empties the file by opening it again: not every file system can truncate. */
    private void begin() throws DownloadException {
        if (!isNew) {
            try {
                channel.close();
                channel = Files.newByteChannel(path, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw failure("writing failed", e);
            }
        }
        isNew = false;
    }

    private void write(ByteBuffer bytes) throws DownloadException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failure("writing failed", e);
        }
    }

    /** Puts the file into its place. */
    void publish() throws DownloadException {
        try {
            channel.close();
            if (replace) {
                Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
            } else {
                linkOrMove();
            }
        } catch (FileAlreadyExistsException e) {
            throw exists(e);
        } catch (IOException e) {
            throw failure("moving it into place failed", e);
        }
    }

    /** A move may replace what somebody else made meanwhile, a link never does; not every file system has links. */
    private void linkOrMove() throws IOException {
        try {
            Files.createLink(target, path);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(path, target);
        }
    }

    private DownloadException exists(@Nullable IOException cause) {
        return failure("it exists already, and REPLACE_EXISTING was not given", cause);
    }

    private DownloadException failure(String why, @Nullable IOException cause) {
        return new DownloadException("cannot save " + what + " to " + target + ": " + why, null, cause);
    }

    /** Deletes what is left under the hidden name. */
    @Override
    public void close() {
        try {
            channel.close(); // before the deletion: some file systems make the file only then
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The outcome is decided already, and a hidden file is left.
        }
    }
}
