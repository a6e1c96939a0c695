package io.github.upscale4j.cli;

import io.github.upscale4j.CallListener;
import io.github.upscale4j.UpscaleClient;
import io.github.upscale4j.UpscaleException;
import io.github.upscale4j.api.UpscaleApi;
import io.github.upscale4j.cli.Outcome.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One picture: {@code upscale4j upscale}. A ledger beside the target, which is deleted at the end, is its memory. */
final class Upscaling {
    private static final String LEDGER_EXTENSION = ".upscale4j.jsonl";

    private final UpscaleSettings settings;
    private final Invocation invocation;
    private final Terminal terminal;
    private final String name;
    private volatile Supplier<String> progress = () -> "";
    private @Nullable PaidCall call;
    private boolean stopped;
    private @Nullable LedgerException notNoted;
    private final Thread main = Thread.currentThread();

    private Upscaling(UpscaleSettings settings, Invocation invocation, Terminal terminal) {
        this.settings = settings;
        this.invocation = invocation;
        this.terminal = terminal;
        this.name = PathText.of(settings.picture());
    }

    static ExitCode run(UpscaleSettings settings, Invocation invocation) throws IOException {
        try (Terminal terminal = invocation.terminal(settings.handling())) {
            return new Upscaling(settings, invocation, terminal).run();
        }
    }

    private ExitCode run() throws IOException {
        Picture picture;
        try {
            picture = Picture.read(settings.picture(), UpscaleApi.IMAGE_FILE_MAX_BYTES);
        } catch (UnusablePicture e) {
            return tell(Finished.of(name, Kind.REFUSED, e.reason()), false);
        }
        Path target = target();
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file's folder");
        String targetName = PathText.ofNames(Objects.requireNonNull(target.getFileName(), "a file's name"));
        Path ledgerFile = folder.resolve(FileName.base("." + targetName, LEDGER_EXTENSION, targetName));
        boolean exact = settings.output() != null && !Files.isDirectory(settings.output());
        Targets targets = new Targets(
                folder,
                exact ? "" : targetName,
                exact ? folder.resolve(target.getFileName()) : null,
                settings.request().numImagesOrDefault());
        try {
            targets.of(0).folder(); // whoever named a file knows of no ledger beside it
        } catch (NotSaved e) {
            return tell(Finished.of(name, Kind.REFUSED, e.getMessage()), false);
        }
        return settings.handling().dryRun() ? dryRun(picture, targets, ledgerFile) : run(picture, targets, ledgerFile);
    }

    /** The file, or without an extension where nobody named one. */
    private Path target() {
        Path output = settings.output();
        Path usual = TargetNames.defaultTarget(settings.picture());
        if (output == null) {
            return usual;
        }
        return Files.isDirectory(output) ? output.resolve(usual.getFileName()) : output;
    }

    private ExitCode dryRun(Picture picture, Targets targets, Path ledgerFile) throws IOException {
        try (UpscaleClient client = settings.client().build();
                Ledger ledger = Files.exists(ledgerFile)
                        ? Session.ledger(ledgerFile, invocation.clock())
                        : Ledger.none(invocation.clock())) {
            PictureJob job = job(client, ledger, picture, targets);
            Finished refused = job.need() == PictureJob.Need.CALL ? job.inTheWay(picture.file()) : null;
            if (refused != null || job.need() == PictureJob.Need.NOTHING) {
                return tell(refused == null ? job.nothing() : refused, false);
            }
            boolean free = job.need() == PictureJob.Need.FETCH;
            String images = Figures.count(settings.request().numImagesOrDefault(), "image");
            if (terminal.isJson()) {
                terminal.data(JsonLines.plan(name, free ? "fetch" : "send", null));
            }
            terminal.say(
                    (free ? "would fetch what was paid for: " : "would send: ") + Shown.name(settings.picture()) + ", "
                            + picture.mediaType() + ", " + Figures.bytes(picture.bytes())
                            + (free ? "" : ", 1 call for " + images) + ", to "
                            + client.toString().replaceAll("^\\w+\\[(.*)]$", "$1") + "; nothing was sent");
            return ExitCode.OK;
        }
    }

    @SuppressWarnings("try") // of the logging only the end matters
    private ExitCode run(Picture picture, Targets targets, Path ledgerFile) throws IOException {
        try (Ledger ledger = Session.ledger(ledgerFile, invocation.clock());
                Logging logging = settings.handling().quiet() ? Logging.warnings(this::log) : Logging.to(this::log);
                UpscaleClient client =
                        settings.client().onViolations(result -> {}).build();
                Interrupts interrupts = Interrupts.handle(this::stop, this::abort)) {
            PictureJob job = job(client, ledger, picture, targets);
            Finished finished = finish(job, picture);
            terminal.endProgress();
            if (ledger.entries().stream().noneMatch(Upscaling::isWorthKeeping) && !ledger.isBroken()) {
                delete(ledger);
            }
            ExitCode exitCode = tell(finished, interrupts.happened());
            advise(finished.outcome().kind());
            return exitCode;
        }
    }

    /** Whether a further run would pay for it a second time, or could not fetch it, if nobody knew of it. */
    private static boolean isWorthKeeping(Entry entry) {
        boolean isInPlace = entry.isComplete() && entry.results().stream().anyMatch(Result::isSaved);
        return !isInPlace && entry.state() != State.NOT_RUN;
    }

    private void log(String line) {
        terminal.say(invocation.secrets().shown(line));
    }

    /** What is left does no harm: all that is in it is complete. */
    private void delete(Ledger ledger) {
        try {
            ledger.delete();
        } catch (LedgerException e) {
            terminal.warn(String.valueOf(e.getMessage()));
        }
    }

    private PictureJob job(UpscaleClient client, Ledger ledger, Picture picture, Targets targets) {
        Session session = new Session(
                client,
                ledger,
                settings.request(),
                invocation.secrets(),
                targets.folder(),
                settings.handling(),
                invocation.clock());
        return new PictureJob(session, name, session.key(picture), targets, this::fetching);
    }

    private Finished finish(PictureJob job, Picture picture) {
        PictureJob.Need need = job.need();
        if (need == PictureJob.Need.NOTHING) {
            return job.nothing();
        }
        Finished refused = need == PictureJob.Need.CALL ? job.inTheWay(picture.file()) : null;
        if (refused != null) {
            return refused;
        }
        terminal.progress(() -> progress.get());
        if (need == PictureJob.Need.FETCH) {
            return job.fetch();
        }
        PaidCall paid = job.call(new Watch());
        synchronized (this) {
            if (stopped) {
                return Finished.of(name, Kind.LEFT, "interrupted before it was sent");
            }
            call = paid;
        }
        Finished paidFor = job.pay(picture.file(), paid, failure -> {});
        notNoted = paid.notNoted();
        synchronized (this) {
            return stopped ? paidFor.leftIfStopped() : paidFor;
        }
    }

    private void fetching(int number, int images) {
        progress = () -> Progress.fetching(name, number, images);
    }

    private synchronized void stop() {
        stopped = true;
        if (call != null) {
            call.stop();
        }
        terminal.warn("interrupted: finishing what was sent, which is paid for; Ctrl-C again gives it up");
    }

    private synchronized void abort() {
        if (call != null && !call.hasEnded()) {
            call.abort();
        } else {
            main.interrupt(); // it fetches, which can be done again
        }
    }

    private ExitCode tell(Finished finished, boolean interrupted) {
        ExitCode exitCode = interrupted
                ? ExitCode.INTERRUPTED
                : finished.exitCode(settings.handling().strict());
        Outcome outcome = finished.outcome();
        if (notNoted != null) {
            terminal.warn(String.valueOf(notNoted.getMessage()));
            exitCode = outcome.kind() == Kind.FAILED ? ExitCode.OWN_ERROR : exitCode;
        }
        if (terminal.isJson()) {
            terminal.data(JsonLines.picture(folder(), finished, exitCode));
        } else {
            outcome.files().stream()
                    .filter(saved -> !saved.withheld())
                    .forEach(saved ->
                            terminal.data(folder().resolve(saved.file()).toString()));
        }
        if (outcome.message() != null) {
            boolean good = outcome.kind() == Kind.DONE || outcome.kind() == Kind.EARLIER;
            terminal.warn(invocation
                    .secrets()
                    .shown(Shown.text(name) + ": " + (good ? "" : outcome.kind().label + ": ") + outcome.message()));
        }
        return exitCode;
    }

    private Path folder() {
        Path parent = target().getParent();
        return parent == null ? Path.of("") : parent;
    }

    /** What is left to do about a call that was paid for, or may have been. */
    private void advise(Kind kind) {
        switch (kind) {
            case UNSAVED ->
                terminal.warn("the same command again fetches it without another call, as long as its link lives");
            case UNKNOWN -> terminal.warn("--retry-unknown sends it again, which may be a second bill");
            case BILLED, LOST -> terminal.warn("--retry-lost sends it again, which is a second bill");
            case WITHHELD ->
                terminal.warn(
                        "the same command again pays nothing and tells the same; another --seed or --prompt is another call");
            default -> {}
        }
    }

    /** Follows the call for the line of progress. */
    private final class Watch implements CallListener {
        @Override
        public void sent(long bytes, long total) {
            if (bytes < total) {
                progress = () -> Progress.uploading(name, bytes, total);
            } else {
                long begin = System.nanoTime();
                progress = () -> Progress.waiting(name, Duration.ofNanos(System.nanoTime() - begin));
            }
        }

        @Override
        public void retrying(UpscaleException failure, Duration wait) {
            long begin = System.nanoTime();
            progress = () -> Progress.retrying(name, wait.minusNanos(System.nanoTime() - begin));
        }
    }
}
