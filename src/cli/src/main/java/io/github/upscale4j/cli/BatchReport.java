package io.github.upscale4j.cli;

import io.github.upscale4j.cli.Outcome.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a batch tells while it runs and at its end, and what that means for the exit code. Thread-safe. */
final class BatchReport {
    static final String CONTACT_SHEET = "contact-sheet.html";

    private static final Set<Kind> GOOD = Set.of(Kind.DONE, Kind.COPIED, Kind.EARLIER, Kind.WITHHELD);

    /** What the pace of a run is told from. */
    private static final Set<Kind> TOOK_TIME =
            Set.of(Kind.DONE, Kind.WITHHELD, Kind.UNKNOWN, Kind.BILLED, Kind.LOST, Kind.UNSAVED);

    private final BatchSettings settings;
    private final Ledger ledger;
    private final Terminal terminal;
    private final Invocation invocation;
    private final Instant begin;
    private final Spent before;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<ExitCode, Long> codes = new EnumMap<>(ExitCode.class);
    private long worked;

    BatchReport(BatchSettings settings, Ledger ledger, Terminal terminal, Invocation invocation) {
        this.settings = settings;
        this.ledger = ledger;
        this.terminal = terminal;
        this.invocation = invocation;
        this.begin = invocation.clock().instant();
        this.before = ledger.spent();
    }

    void begins(Inputs inputs, Dispatcher dispatcher) {
        long total = inputs.pictures().size();
        if (terminal.isJson()) {
            terminal.data(JsonLines.start(total, inputs.skipped().size()));
        } else if (total == 0) {
            warn("no pictures in " + Shown.name(settings.inDir()));
        }
        inputs.skipped().forEach(skipped -> tell(Finished.of(skipped.name(), Kind.SKIPPED, skipped.reason())));
        terminal.progress(() -> progress(total, dispatcher).line(terminal.columns()));
    }

    private BatchProgress progress(long total, Dispatcher dispatcher) {
        int inFlight = dispatcher.inFlight(); // before this is locked: that one waits for nobody
        Costs costs = costs();
        synchronized (this) {
            long done = count(Kind.DONE) + count(Kind.COPIED) + count(Kind.EARLIER) + count(Kind.WITHHELD);
            long all = counts.values().stream().mapToLong(Long::longValue).sum();
            return new BatchProgress(
                    total,
                    done,
                    all - done - count(Kind.SKIPPED) - count(Kind.LEFT),
                    inFlight,
                    costs.calls(),
                    costs.images(),
                    elapsed(),
                    worked);
        }
    }

    private Duration elapsed() {
        return Duration.between(begin, invocation.clock().instant());
    }

    private Costs costs() {
        Spent now = ledger.spent();
        return new Costs(now.calls() - before.calls(), now.images() - before.images(), now.calls(), now.images());
    }

    /** The pages show what all runs came to. */
    private Costs ledgerCosts() {
        Spent now = ledger.spent();
        return new Costs(now.calls(), now.images(), now.calls(), now.images());
    }

    void warn(String line) {
        terminal.warn(invocation.secrets().shown(line));
    }

    /** Tells what became of a picture. */
    void tell(Finished finished) {
        Outcome outcome = finished.outcome();
        synchronized (this) {
            outcomes.add(outcome);
            counts.merge(outcome.kind(), 1L, Long::sum);
            codes.merge(finished.exitCode(settings.handling().strict()), 1L, Long::sum);
            worked += TOOK_TIME.contains(outcome.kind()) ? 1 : 0;
        }
        if (terminal.isJson()) {
            terminal.data(JsonLines.picture(settings.outDir(), finished, null));
        } else if (outcome.kind() != Kind.EARLIER) {
            outcome.files().stream()
                    .filter(saved -> !saved.withheld())
                    .forEach(saved -> terminal.data(
                            settings.outDir().resolve(saved.file()).toString()));
        }
        if (outcome.message() != null && outcome.kind() != Kind.SKIPPED) {
            String label =
                    GOOD.contains(outcome.kind()) && outcome.kind() != Kind.WITHHELD ? "" : outcome.kind().label + ": ";
            warn(Shown.text(outcome.name()) + ": " + label + outcome.message());
        }
    }

    /** Tells what it came to, and says the exit code. */
    ExitCode ends(@Nullable Stop stop, boolean interrupted) {
        terminal.endProgress();
        ExitCode exitCode = exitCode(stop, interrupted);
        List<Outcome> all;
        synchronized (this) {
            all = new ArrayList<>(outcomes);
        }
        all.sort(Comparator.comparing(Outcome::name));
        if (stop != null && !interrupted) {
            warn("stopped: " + stop.message());
        }
        String rest = "see --json";
        if (settings.contactSheet() && all.stream().anyMatch(outcome -> outcome.kind() != Kind.SKIPPED)) {
            Path sheet = settings.outDir().resolve(CONTACT_SHEET);
            try {
                ContactSheet.write(
                        sheet,
                        settings.inDir(),
                        settings.outDir(),
                        all,
                        ledgerCosts(),
                        invocation.clock().instant());
                rest = "see " + Shown.name(sheet);
                terminal.say("before and after: " + Shown.name(sheet));
            } catch (IOException e) {
                warn("no contact sheet " + Shown.name(sheet) + ": " + FileState.reason(e));
            }
        }
        if (terminal.isJson()) {
            terminal.data(JsonLines.summary(counts, costs(), elapsed().toMillis(), stop, exitCode));
        }
        SummaryTable.say(
                terminal,
                SummaryTable.of(all, costs(), elapsed(), rest, stop == null ? Stop.SAME_COMMAND : stop.remedy()));
        return exitCode;
    }

    private synchronized long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    private synchronized ExitCode exitCode(@Nullable Stop stop, boolean interrupted) {
        if (interrupted) {
            return ExitCode.INTERRUPTED;
        }
        if (stop != null && stop.exitCode() == ExitCode.OWN_ERROR) {
            return ExitCode.OWN_ERROR;
        }
        if (codes.containsKey(ExitCode.NOT_SAVED)) {
            return ExitCode.NOT_SAVED;
        }
        if (stop != null) {
            return stop.exitCode();
        }
        boolean allGood = counts.keySet().stream().allMatch(kind -> GOOD.contains(kind) || kind == Kind.SKIPPED);
        if (!allGood) {
            if (codes.containsKey(ExitCode.CONTRACT)) {
                return ExitCode.CONTRACT;
            }
            boolean anyGood = counts.keySet().stream().anyMatch(GOOD::contains);
            return !anyGood && codes.containsKey(ExitCode.NO_ANSWER) ? ExitCode.NO_ANSWER : ExitCode.PARTLY;
        }
        return codes.containsKey(ExitCode.CONTRACT) ? ExitCode.CONTRACT : ExitCode.OK;
    }
}
