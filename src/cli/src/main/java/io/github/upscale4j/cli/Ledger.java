package io.github.upscale4j.cli;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.github.upscale4j.Billing;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import okio.Buffer;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each call, in a file that survives the process and a loss of power: JSON Lines, only ever appended to. Each
 * method that records returns when its line is on disk, and throws if it is not; after one failure all further ones throw.
 * What is asked for is what is on disk. One process has it at a time. Thread-safe.
 *
 * <p>While it is open nothing else in this process may open its file, not even to read it: on POSIX systems closing it again
 * would release the lock.
 */
final class Ledger implements Closeable {
    private final Path path;
    private final Clock clock;
    private final @Nullable LedgerFile file;
    private final LedgerCalls calls;
    private final GroupCommit commit;

    private Ledger(Path path, Clock clock, @Nullable LedgerFile file, LedgerCalls calls, Disk disk) {
        this.path = path;
        this.clock = clock;
        this.file = file;
        this.calls = calls;
        this.commit = new GroupCommit(path, disk, calls::apply);
    }

    /**
     * Opens a ledger, or makes one that only its owner can read, and locks it for this process. What a crash left of a last line
     * is cut off.
     *
     * @throws LedgerException if another process has it, if it is no ledger, or if it cannot be read or written
     */
    static Ledger open(Path path, Clock clock) throws LedgerException {
        return open(path, clock, disk -> disk);
    }

    /** A ledger without a file, of which nothing is known and which takes nothing: for looking ahead. */
    static Ledger none(Clock clock) {
        return new Ledger(Path.of(""), clock, null, new LedgerCalls(), new NoDisk());
    }

    static Ledger open(Path path, Clock clock, UnaryOperator<Disk> through) throws LedgerException {
        LedgerFile file = LedgerFile.open(path);
        boolean isOpen = false;
        try {
            Disk disk = through.apply(file);
            LedgerCalls calls = read(path, clock, file, disk);
            isOpen = true;
            return new Ledger(path, clock, file, calls, disk);
        } catch (LedgerException e) {
            throw e;
        } catch (IOException e) {
            throw LedgerException.unusable(path, LedgerException.reason(e), e);
        } finally {
            if (!isOpen) {
                file.close();
            }
        }
    }

    private static LedgerCalls read(Path path, Clock clock, LedgerFile file, Disk disk) throws IOException {
        LedgerCalls calls = new LedgerCalls();
        long end = new LedgerReader(path, calls).read(Okio.buffer(file.source()));
        file.truncate(end);
        if (end == 0) {
            disk.write(ByteBuffer.wrap(LedgerReader.header(clock.instant())));
        }
        disk.force();
        disk.forceName();
        calls.beginRun();
        return calls;
    }

    /** What is known of a call; null where it was never begun. */
    @Nullable Entry entry(CallKey key) {
        return calls.entry(key);
    }

    /** In the order in which they first began. */
    List<Entry> entries() {
        return calls.entries();
    }

    /** Whether what was saved to a file last is another result than this. */
    boolean isOthers(String file, CallKey key, int index) {
        return calls.isOthers(file, key, index);
    }

    /** Over the ledger's life. */
    Spent spent() {
        return calls.spent();
    }

    /**
     * A call is about to be sent, perhaps again. Until more is recorded it is {@link State#UNKNOWN}.
     *
     * @param source the picture's name, for people
     */
    void sending(CallKey key, int images, String source) throws LedgerException {
        if (images < 1) {
            throw new IllegalArgumentException("images: expected at least 1 but found " + images);
        }
        checkParameters(key.parameters());
        append(new LedgerLine.Sending(calls.nextNumber(), key, images, source));
    }

    /** The parameters become part of a line as they are. */
    private static void checkParameters(String parameters) {
        boolean isObject = parameters.indexOf('\n') < 0;
        try (JsonReader json = JsonReader.of(new Buffer().writeUtf8(parameters))) {
            isObject &= json.peek() == JsonReader.Token.BEGIN_OBJECT;
            json.skipValue();
            isObject &= json.peek() == JsonReader.Token.END_DOCUMENT;
        } catch (IOException | JsonDataException e) {
            isObject = false;
        }
        if (!isObject) {
            throw new IllegalArgumentException(
                    "parameters: expected a JSON object in one line but found something else");
        }
    }

    /**
     * A call that was sent in this run did not run after all, so that its money is not spent. What was known of earlier calls
     * of the same work counts again, and where there is none it is {@link State#NOT_RUN}. Does nothing where no call is under
     * way, as when a call failed before it was to be sent.
     */
    void notRun(CallKey key, Billing billing, String message) throws LedgerException {
        if (!billing.isSafeToRetry()) {
            throw new IllegalArgumentException(
                    "billing: expected that of a call that did not run but found " + billing);
        }
        if (calls.isUnderWay(key)) {
            append(new LedgerLine.NotRun(sent(key), billing, message));
        }
    }

    /** A call has no usable answer: {@link Billing#UNKNOWN} or {@link Billing#BILLED}. */
    void failed(CallKey key, Billing billing, String message, List<String> requestIds) throws LedgerException {
        if (billing.isSafeToRetry()) {
            throw new IllegalArgumentException("billing: expected UNKNOWN or BILLED but found " + billing);
        }
        append(new LedgerLine.Failed(sent(key), billing, message, List.copyOf(requestIds)));
    }

    /** A call was answered, perhaps after it was given up. */
    void received(CallKey key, List<Result> results, List<String> requestIds, List<String> violations)
            throws LedgerException {
        for (Result result : results) {
            if (result.index() < 0) {
                throw new IllegalArgumentException("index: expected at least 0 but found " + result.index());
            }
        }
        append(new LedgerLine.Received(sent(key), results, List.copyOf(requestIds), List.copyOf(violations)));
    }

    /**
     * A result is in its place, durably.
     *
     * @param file as the caller will look for it
     */
    void saved(CallKey key, int index, String file, String sha256) throws LedgerException {
        append(new LedgerLine.Saved(received(key, index), index, file, sha256));
    }

    /** A result is billed and cannot be had any more. */
    void lost(CallKey key, int index, String message) throws LedgerException {
        append(new LedgerLine.Lost(received(key, index), index, message));
    }

    private long sent(CallKey key) {
        Long number = calls.number(key);
        if (number == null) {
            throw new IllegalStateException("expected a call that was sent but found none");
        }
        return number;
    }

    private long received(CallKey key, int index) throws LedgerException {
        commit.checkFailure(); // what is not on disk is not known here
        Entry entry = calls.entry(key);
        if (entry == null || !entry.hasResult(index)) {
            throw new IllegalStateException("expected a result that was received but found none of index " + index);
        }
        return sent(key);
    }

    private void append(LedgerLine line) throws LedgerException {
        commit.append(line, line.json(clock.instant()));
    }

    /** Whether a line could not be written, so that no further one will be. */
    boolean isBroken() {
        return commit.isBroken();
    }

    /** Releases the lock. The file stays. */
    @Override
    public void close() {
        commit.close();
        if (file != null) {
            file.close();
        }
    }

    /** Takes nothing. */
    private static final class NoDisk implements Disk {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            throw new IOException("expected a file but found none");
        }

        @Override
        public void force() {}

        @Override
        public void forceName() {}

        @Override
        public long size() {
            return 0;
        }

        @Override
        public void truncate(long size) {}
    }

    /** Deletes the file, and closes it. */
    void delete() throws LedgerException {
        commit.close();
        if (file == null) {
            return;
        }
        try {
            file.delete();
        } catch (IOException e) {
            throw LedgerException.unwritten(path, "it cannot be deleted: " + LedgerException.reason(e), e);
        } finally {
            file.close();
        }
    }
}
