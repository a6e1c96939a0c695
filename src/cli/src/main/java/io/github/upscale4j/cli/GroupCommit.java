package io.github.upscale4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Appends lines for many threads, and returns to each when its line is on disk. What is queued while one thread writes is
 * written and forced at once by the next: a disk forces some hundred times a second, and that often is enough. Interrupts are
 * kept for later, since a line that others wait for is not given up for one of them.
 *
 * <p>After one failure all that follows fails: what a disk did with the bytes of a failed force, nobody knows.
 */
final class GroupCommit {
    private final Path file;
    private final Disk disk;
    private final Consumer<LedgerLine> durable;

    private List<Line> queue = new ArrayList<>();
    private boolean isWriting;
    private boolean isClosed;
    private @Nullable IOException failure;

    private static final class Line {
        final LedgerLine line;
        final Buffer json;
        boolean isDurable;

        Line(LedgerLine line, Buffer json) {
            this.line = line;
            this.json = json;
        }
    }

    /**
     * @param file for messages
     * @param durable is told each line once it is on disk, in the order of the file, before its append returns
     */
    GroupCommit(Path file, Disk disk, Consumer<LedgerLine> durable) {
        this.file = file;
        this.disk = disk;
        this.durable = durable;
    }

    synchronized boolean isBroken() {
        return failure != null;
    }

    void append(LedgerLine line, Buffer json) throws LedgerException {
        Line mine = new Line(line, json);
        List<Line> batch;
        synchronized (this) {
            checkFailure();
            if (isClosed) {
                throw LedgerException.unwritten(file, "it is closed", null);
            }
            queue.add(mine);
            waitWhile(() -> isWriting && !mine.isDurable);
            if (mine.isDurable) {
                return;
            }
            checkFailure();
            batch = queue;
            queue = new ArrayList<>();
            isWriting = true;
        }
        write(batch);
    }

    private void write(List<Line> batch) throws LedgerException {
        @Nullable IOException failed = new IOException("an error of upscale4j's own");
        try {
            writeToDisk(batch);
            failed = null;
        } catch (IOException e) {
            failed = e;
            throw LedgerException.unwritten(file, LedgerException.reason(e), e);
        } finally {
            written(batch, failed);
        }
    }

    /** What is about to happen comes last, so that it can be taken back: after a failure it does not happen. */
    private void writeToDisk(List<Line> batch) throws IOException {
        Buffer outcomes = new Buffer();
        Buffer intents = new Buffer();
        for (Line line : batch) {
            (line.line instanceof LedgerLine.Sending ? intents : outcomes).writeAll(line.json);
        }
        long kept = disk.size() + outcomes.size();
        outcomes.writeAll(intents);
        try {
            disk.write(ByteBuffer.wrap(outcomes.readByteArray()));
            disk.force();
        } catch (IOException e) {
            takeBack(kept, e);
            throw e;
        }
    }

    private void takeBack(long kept, IOException failed) {
        try {
            if (disk.size() > kept) {
                disk.truncate(kept);
            }
        } catch (IOException e) {
            failed.addSuppressed(e);
        }
    }

    private synchronized void written(List<Line> batch, @Nullable IOException failed) {
        isWriting = false;
        failure = failed;
        notifyAll();
        if (failed != null) {
            queue.clear();
            return;
        }
        for (Line line : batch) {
            durable.accept(line.line);
            line.isDurable = true;
        }
    }

    /** Throws if an earlier line failed, as {@link #append} does. */
    synchronized void checkFailure() throws LedgerException {
        if (failure != null) {
            throw LedgerException.unwritten(
                    file, "an earlier line failed (" + LedgerException.reason(failure) + ")", failure);
        }
    }

    /** Lets lines that wait be written, and none after. */
    synchronized void close() {
        isClosed = true;
        waitWhile(() -> isWriting || !queue.isEmpty());
    }

    private synchronized void waitWhile(BooleanSupplier condition) {
        boolean interrupted = false;
        while (condition.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
