package io.github.upscale4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import okio.Buffer;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's file, which one process has for itself. The channel is an asynchronous one since a plain one is closed, with
 * all that others write, by an interrupt of any thread that writes.
 */
final class LedgerFile implements Disk {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int MOST_LINKS = 40;
    private static final int MOST_TRIES = 10;

    /**
     * What this JVM has open. Looked at before a file is opened: closing a second channel of a file would release, by the rules
     * of POSIX, the lock that the first one has.
     */
    private static final Set<Object> OPEN = new HashSet<>();

    private final Path path;
    private final Object identity;
    private final AsynchronousFileChannel channel;
    private long size;

    private LedgerFile(Path path, Object identity, AsynchronousFileChannel channel, long size) {
        this.path = path;
        this.identity = identity;
        this.channel = channel;
        this.size = size;
    }

    /** Opens or makes the file, and locks it. Nothing but a file is ever opened: opening a FIFO could wait for ever. */
    static LedgerFile open(Path file) throws LedgerException {
        try {
            Path path = linked(file.toAbsolutePath());
            for (int i = 0; i < MOST_TRIES; i++) {
                LedgerFile opened = tryOpen(file, path);
                if (opened != null) {
                    return opened;
                }
            }
        } catch (LedgerException e) {
            throw e;
        } catch (IOException e) {
            throw LedgerException.unusable(file, LedgerException.reason(e), e);
        }
        throw LedgerException.unusable(file, "expected a file that stays but others make and delete it", null);
    }

    /** What links lead to, also where nothing is there yet. */
    private static Path linked(Path file) throws IOException {
        Path path = file;
        for (int i = 0; i < MOST_LINKS && Files.isSymbolicLink(path); i++) {
            path = path.resolveSibling(Files.readSymbolicLink(path));
        }
        if (Files.isSymbolicLink(path)) {
            throw LedgerException.unusable(file, "expected a file but found links that lead to links", null);
        }
        return path;
    }

    /** Null if the file was made or deleted by others meanwhile. */
    private static @Nullable LedgerFile tryOpen(Path file, Path path) throws IOException {
        synchronized (OPEN) {
            BasicFileAttributes before = attributes(path);
            if (before == null) {
                checkFolder(file, path);
            } else if (!before.isRegularFile()) {
                String found = before.isDirectory() ? "a directory" : "something else, such as a FIFO or a device";
                throw LedgerException.unusable(file, "expected a file but found " + found, null);
            } else if (OPEN.contains(identity(path, before))) {
                throw LedgerException.unusable(file, "this process works with it already", null);
            }
            AsynchronousFileChannel channel;
            try {
                channel = channel(path, before == null);
            } catch (FileAlreadyExistsException | NoSuchFileException e) {
                return null;
            }
            LedgerFile opened = null;
            try {
                opened = locked(file, path, before, channel);
            } finally {
                if (opened == null) {
                    channel.close();
                }
            }
            return opened;
        }
    }

    private static @Nullable LedgerFile locked(
            Path file, Path path, @Nullable BasicFileAttributes before, AsynchronousFileChannel channel)
            throws IOException {
        BasicFileAttributes opened = before == null ? attributes(path) : before;
        try {
            if (channel.tryLock() == null) {
                throw LedgerException.unusable(
                        file, "another process" + LockHolder.of(path) + " works with this ledger", null);
            }
        } catch (OverlappingFileLockException e) {
            throw LedgerException.unusable(file, "this process works with it already", null);
        } catch (LedgerException e) {
            throw e;
        } catch (IOException e) {
            throw LedgerException.unusable(
                    file, "expected a file system with locks but found " + LedgerException.reason(e), e);
        }
        // Who had the lock may have deleted the file before it was ours: then this is a file without a name.
        BasicFileAttributes now = attributes(path);
        if (opened == null || now == null || !identity(path, opened).equals(identity(path, now))) {
            return null;
        }
        LedgerFile locked = new LedgerFile(path, identity(path, now), channel, channel.size());
        OPEN.add(locked.identity);
        return locked;
    }

    private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static void checkFolder(Path file, Path path) throws LedgerException {
        Path folder = path.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            String found = folder != null && Files.exists(folder, LinkOption.NOFOLLOW_LINKS) ? "a file there" : "none";
            throw LedgerException.unusable(file, "expected its folder but found " + found, null);
        }
    }

    private static Object identity(Path path, BasicFileAttributes attributes) throws IOException {
        Object key = attributes.fileKey();
        return key == null ? path.toRealPath() : key;
    }

    /** A new one is for its owner's eyes: it has links. */
    private static AsynchronousFileChannel channel(Path path, boolean isNew) throws IOException {
        Set<OpenOption> options = new HashSet<>(Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
        if (!isNew) {
            return AsynchronousFileChannel.open(path, options, null);
        }
        options.add(StandardOpenOption.CREATE_NEW);
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return AsynchronousFileChannel.open(path, options, null);
        }
        FileAttribute<?> owners = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return AsynchronousFileChannel.open(path, options, null, owners);
    }

    /** All that is in the file. */
    Source source() {
        return new Source() {
            private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
            private long position;

            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                bytes.clear();
                int n = uninterrupted(channel.read(bytes, position));
                if (n > 0) {
                    sink.write(bytes.array(), 0, n);
                    position += n;
                }
                return n;
            }

            @Override
            public Timeout timeout() {
                return Timeout.NONE;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void truncate(long length) throws IOException {
        channel.truncate(length);
        size = length;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            size += uninterrupted(channel.write(bytes, size));
        }
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void forceName() {
        Path folder = path.getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        } catch (IOException e) {
            // Windows opens no folder, and some file systems force none.
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    /** Releases the lock. */
    void close() {
        synchronized (OPEN) {
            try {
                channel.close();
            } catch (IOException e) {
                // Whatever was appended was forced.
            }
            OPEN.remove(identity);
        }
    }

    private static int uninterrupted(Future<Integer> bytes) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return bytes.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
