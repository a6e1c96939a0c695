package io.github.upscale4j.cli;

import io.github.upscale4j.CallListener;
import io.github.upscale4j.UpscaleClient;
import io.github.upscale4j.api.UpscaleApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** All pictures of a folder: {@code upscale4j batch}. */
final class Batch {
    private static final CallListener NOBODY = new CallListener() {};

    private final BatchSettings settings;
    private final Session session;
    private final BatchReport report;
    private final Dispatcher dispatcher;
    private final TargetNames names;
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "upscale4j-picture");
        thread.setDaemon(true);
        return thread;
    });
    /** Pictures by what they are: the first one is sent, and the others get copies. */
    private final Map<CallKey, Finished> finished = new HashMap<>();

    private final Set<CallKey> seen = new HashSet<>();
    /** Names of pictures that the ledger has: only these are read when nothing is sent any more. */
    private final Set<String> known = new HashSet<>();

    private final List<PictureJob> duplicates = new ArrayList<>();
    private final Set<PictureJob> working = new HashSet<>();

    private Batch(BatchSettings settings, Session session, BatchReport report, TargetNames names) {
        this.settings = settings;
        this.session = session;
        this.report = report;
        this.names = names;
        this.dispatcher = new Dispatcher(settings, session.ledger());
    }

    @SuppressWarnings("try") // of the logging only the end matters
    static ExitCode run(BatchSettings settings, Invocation invocation) throws IOException {
        Inputs inputs = Inputs.walk(settings.inDir(), settings.outDir());
        if (settings.handling().dryRun()) {
            return BatchPlan.tell(settings, inputs, invocation);
        }
        makeFolder(settings.outDir());
        try (Terminal terminal = invocation.terminal(settings.handling());
                Ledger ledger = Session.ledger(settings.ledger(), invocation.clock());
                Logging logging = Logging.warnings(
                        line -> terminal.say(invocation.secrets().shown(line)))) {
            PartFiles.remove(settings.outDir());
            TargetNames names = TargetNames.of(inputs.pictures());
            BatchReport report = new BatchReport(settings, ledger, terminal, invocation);
            UpscaleClient client = settings.client().onViolations(result -> {}).build();
            Batch batch = new Batch(settings, settings.session(client, ledger, invocation), report, names);
            try {
                return batch.run(inputs);
            } finally {
                batch.close(client);
            }
        }
    }

    /** Waits for nothing that was given up. */
    private void close(UpscaleClient client) {
        if (dispatcher.isAborted()) {
            Thread.currentThread().interrupt();
        }
        client.close();
        Thread.interrupted(); // lest it closes the ledger
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            String found = Files.isSymbolicLink(folder) ? "a link that leads nowhere" : FileState.reason(e);
            throw new WrongUsage(
                    "OUT_DIR " + Shown.name(folder) + ": expected a folder, or a place for one, but found " + found);
        }
    }

    private ExitCode run(Inputs inputs) {
        try (Interrupts interrupts = Interrupts.handle(this::interrupted, dispatcher::abort)) {
            report.begins(inputs, dispatcher);
            ordered(inputs.pictures()).forEach(this::begin);
            awaitEnd();
            if (dispatcher.fetches()) {
                fetchWhatIsLeft();
            }
            duplicates.forEach(this::copy);
            awaitEnd();
            return report.ends(dispatcher.stopped(), interrupts.happened());
        } finally {
            workers.shutdown();
        }
    }

    /** All have ended then, or were given up. */
    private void awaitEnd() {
        dispatcher.awaitEnd();
        List<PictureJob> givenUp;
        synchronized (working) {
            givenUp = List.copyOf(working);
        }
        givenUp.forEach(job -> end(job, job.givenUp()));
    }

    private void interrupted() {
        dispatcher.stop(new Stop(ExitCode.INTERRUPTED, "interrupted", Stop.SAME_COMMAND));
        report.warn("interrupted: finishing what was sent, which is paid for; Ctrl-C again gives it up");
    }

    /**
     * Results whose links die come first, and then what is known, lest a limit keeps it from being told. What failed before comes
     * last, lest it keeps the others from their turn.
     */
    private List<Input> ordered(List<Input> inputs) {
        Map<String, Integer> ranks = new HashMap<>();
        for (Entry entry : session.ledger().entries()) {
            known.add(entry.source());
            boolean failed =
                    entry.state() == State.NOT_RUN || entry.results().stream().anyMatch(Result::isLost);
            ranks.put(entry.source(), entry.isToBeFetched() ? 0 : failed ? 3 : 1);
        }
        return inputs.stream()
                .sorted(Comparator.comparingInt(input -> ranks.getOrDefault(input.name(), 2)))
                .toList();
    }

    private void begin(Input input) {
        if (!dispatcher.fetches() || (dispatcher.stopped() != null && !known.contains(input.name()))) {
            report.tell(Finished.of(input.name(), Outcome.Kind.LEFT, null));
            return;
        }
        Picture picture;
        try {
            picture = Picture.read(input.file(), UpscaleApi.IMAGE_FILE_MAX_BYTES);
        } catch (UnusablePicture e) {
            report.tell(Finished.of(input.name(), Outcome.Kind.REFUSED, e.reason()));
            return;
        }
        PictureJob job = job(input.name(), session.key(picture), names.base(input), images());
        if (!seen.add(job.key())) {
            duplicates.add(job);
            return;
        }
        begin(job, picture.file());
    }

    private PictureJob job(String name, CallKey key, String base, int images) {
        return new PictureJob(
                session, name, key, new Targets(settings.outDir(), base, null, images), (number, of) -> {});
    }

    private int images() {
        return settings.request().numImagesOrDefault();
    }

    private void begin(PictureJob job, Path file) {
        begins(job);
        switch (job.need()) {
            case NOTHING -> end(job, job.nothing());
            case FETCH -> fetch(job);
            case CALL -> {
                Finished inTheWay = job.inTheWay(file);
                if (inTheWay != null) {
                    end(job, inTheWay);
                    return;
                }
                PaidCall call = job.call(NOBODY);
                if (dispatcher.admit(call)) {
                    workers.execute(() ->
                            work(job, false, () -> job.pay(file, call, failure -> dispatcher.answered(call, failure))));
                } else {
                    left(job);
                }
            }
        }
    }

    private void begins(PictureJob job) {
        synchronized (working) {
            working.add(job);
        }
    }

    private void fetch(PictureJob job) {
        if (dispatcher.admitFree()) {
            workers.execute(() -> work(job, true, job::fetch));
        } else {
            left(job);
        }
    }

    private void left(PictureJob job) {
        end(job, Finished.of(job.name(), Outcome.Kind.LEFT, null));
    }

    private void work(PictureJob job, boolean isFree, Supplier<Finished> task) {
        Finished done;
        try {
            done = task.get();
        } catch (RuntimeException | Error e) { // whatever it is, the others go on, and the ledger has what was paid for
            done = job.broken(e);
        }
        try {
            end(job, done);
        } finally {
            dispatcher.ended(done, isFree);
        }
    }

    private void end(PictureJob job, Finished done) {
        synchronized (working) {
            if (!working.remove(job)) {
                return; // it was given up, and told so
            }
        }
        Finished told = dispatcher.stopped() == null ? done : done.leftIfStopped();
        synchronized (finished) {
            finished.putIfAbsent(job.key(), told);
        }
        report.tell(told);
    }

    /** The same picture under another name. What could not be had for the first is not tried again for each of the others. */
    private void copy(PictureJob job) {
        Finished first;
        synchronized (finished) {
            first = Objects.requireNonNull(finished.get(job.key()), "what became of the first");
        }
        begins(job);
        switch (first.outcome().kind()) {
            case DONE, COPIED, EARLIER, WITHHELD -> fetch(job);
            default -> end(job, first.as(job.name()));
        }
    }

    /** Results that are paid for, and whose pictures are not there any more. */
    private void fetchWhatIsLeft() {
        Map<CallKey, Entry> orphans = new LinkedHashMap<>();
        session.ledger().entries().stream()
                .filter(entry -> entry.isToBeFetched() && !seen.contains(entry.key()))
                .forEach(entry -> orphans.put(entry.key(), entry));
        for (Entry entry : orphans.values()) {
            PictureJob job = job(entry.source(), entry.key(), names.baseOfOther(entry.source()), entry.images());
            begins(job);
            fetch(job);
        }
    }
}
