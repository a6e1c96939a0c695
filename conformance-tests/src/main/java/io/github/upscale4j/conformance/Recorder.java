package io.github.upscale4j.conformance;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Keeps each exchange of a run as soon as it was made, with other secrets in place of those that it has. An older recording
 * stays until a call ran or there is a verdict. Not thread-safe.
 */
final class Recorder implements Sender {
    private static final int SALT = 32;

    private final Sender sender;
    private final RecordingFolder folder;
    /** Where the run is kept by now: the folder, or the one beside it. */
    private RecordingFolder current;

    private final Target target;
    private final Recording recording;
    private final Disguise disguise;
    private int exchanges;
    private Optional<Throwable> failure = Optional.empty();

    /**
     * Begins a recording.
     *
     * @throws WrongUsage if nothing can be kept
     */
    Recorder(
            Sender sender,
            RecordingFolder folder,
            Contract contract,
            Target target,
            Allowance allowance,
            Instant startedAt,
            RandomGenerator random) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        byte[] id = new byte[Long.BYTES];
        random.nextBytes(id);
        String madeUp = MadeUpKey.like(target.key(), random);
        checkKey(target, contract);
        this.sender = sender;
        this.folder = folder;
        this.target = target;
        this.disguise = new Disguise(target.key(), madeUp, salt);
        this.recording = new Recording(
                HexFormat.of().formatHex(id),
                contract.sha256(),
                startedAt.truncatedTo(ChronoUnit.SECONDS),
                new Target(target.baseUrl(), madeUp, target.scheme(), target.path(), Optional.empty()),
                sender.deadline(),
                allowance,
                false,
                Map.of());
        this.current = folder.holdsRecording() ? folder.next() : folder;
        current.begin(recording.tree());
    }

    /** @throws WrongUsage if the key cannot be replaced, since answers may say the same word */
    static void checkKey(Target target, Contract contract) {
        MadeUpKey key = new MadeUpKey(target.key(), target.key());
        if (!target.key().isEmpty() && key.isWordOf(contract.tree().toString())) {
            throw new WrongUsage("--record: expected a key that is no word of the contract's, found one in " + Main.KEY
                    + ", which cannot be told from what answers say; take another key, or leave --record out");
        }
    }

    /** The answer counts, also if it cannot be kept: it may have been paid for. */
    @Override
    public Optional<Exchange> exchange(Probe probe) {
        Optional<Exchange> exchange = sender.exchange(probe);
        if (exchange.isPresent() && failure.isEmpty()) {
            tryTo(() -> {
                keep(probe, exchange.get());
                if (exchange.get().answer().ran()) {
                    takeOver();
                }
            });
        }
        return exchange;
    }

    private interface Step {
        void take() throws IOException;
    }

    /** An answer may be so large that there is no memory to look into it, or so deep. */
    private void tryTo(Step step) {
        try {
            step.take();
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            failure = Optional.of(e);
        }
    }

    private boolean isBeside() {
        return !current.path().equals(folder.path());
    }

    private void takeOver() throws IOException {
        if (isBeside()) {
            RecordingFolder next = current;
            current = folder;
            folder.takeOver(next, recording.tree());
        }
    }

    private void keep(Probe probe, Exchange exchange) throws IOException {
        Answer answer = exchange.answer();
        Credential credential = exchange.request().credential();
        boolean own = credential != null && credential.key().equals(target.key());
        String sent = credential == null || own ? "" : credential.key();
        byte[] raw = disguise.raw(answer, sent);
        Optional<byte[]> body =
                Disguise.isCoded(answer) ? Optional.of(disguise.decoded(answer, sent)) : Optional.empty();
        Request request = exchange.request();
        RecordedExchange recorded = new RecordedExchange(
                probe.sentAs(new Request(
                        request.method(),
                        request.uri(),
                        request.headers(),
                        own ? recording.target().credential() : credential,
                        request.contentType(),
                        request.body(),
                        request.parts())),
                answer.status(),
                answer.ending(),
                answer.late(),
                disguise.words(answer.detail(), sent),
                Digest.of(raw),
                body.map(Digest::of),
                body.isPresent() ? disguise.words(answer.faults(), sent) : List.of());
        String name = RecordingFolder.name(++exchanges, probe.id());
        current.write(name + RecordingFolder.ANSWER, raw);
        if (body.isPresent()) {
            current.write(name + RecordingFolder.BODY, body.get());
        }
        current.write(name + RecordingFolder.EXCHANGE, recorded.tree(recording.id()));
    }

    /**
     * The run came to its end.
     *
     * @throws IllegalStateException that says so if not all of it could be kept
     */
    void end(Verdict verdict) {
        if (failure.isEmpty()) {
            tryTo(() -> {
                if (isWorthMore(verdict)) {
                    takeOver();
                }
                current.write(RecordingFolder.RECORDING, recording.treeOfEnded(exchanges));
            });
        }
        if (failure.isPresent()) {
            // Without the cause: its words may be an answer's, and whoever shows the innermost one would lose these.
            throw new IllegalStateException(
                    "the run could not be recorded in " + current.path() + ": " + words(failure.get()));
        }
    }

    private static boolean isWorthMore(Verdict verdict) {
        return verdict != Verdict.INCONCLUSIVE;
    }

    private static String words(Throwable failure) {
        String reason = failure instanceof FileSystemException file
                ? file.getReason()
                : failure instanceof IOException ? failure.getMessage() : null;
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }

    @Override
    public Duration deadline() {
        return sender.deadline();
    }

    @Override
    public Optional<String> recording(Verdict verdict) {
        boolean older = isBeside() && (failure.isPresent() || !isWorthMore(verdict));
        return Optional.of(
                older
                        ? "kept the older recording in " + folder.path() + "; this run is in " + current.path()
                        : folder.path().toString());
    }
}
