package io.github.upscale4j.cli;

import io.github.upscale4j.UpscaleClient;
import io.github.upscale4j.api.UpscaleApi;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a batch would do: {@code batch --dry-run}. Everything is checked, and nothing is sent or written. */
final class BatchPlan {
    private final Terminal terminal;
    private long calls;
    private boolean complete = true;

    private BatchPlan(Terminal terminal) {
        this.terminal = terminal;
    }

    static ExitCode tell(BatchSettings settings, Inputs inputs, Invocation invocation) {
        try (Terminal terminal = invocation.terminal(settings.handling());
                UpscaleClient client = settings.client().build();
                Ledger ledger = Files.exists(settings.ledger())
                        ? Session.ledger(settings.ledger(), invocation.clock())
                        : Ledger.none(invocation.clock())) {
            Session session = settings.session(client, ledger, invocation);
            return new BatchPlan(terminal).tell(settings, session, inputs);
        }
    }

    private ExitCode tell(BatchSettings settings, Session session, Inputs inputs) {
        int images = settings.request().numImagesOrDefault();
        TargetNames names = TargetNames.of(inputs.pictures());
        Set<CallKey> seen = new HashSet<>();
        for (Skipped skipped : inputs.skipped()) {
            tell(skipped.name(), "skip", skipped.reason());
        }
        for (Input input : inputs.pictures()) {
            try {
                Picture picture = Picture.read(input.file(), UpscaleApi.IMAGE_FILE_MAX_BYTES);
                Targets targets = new Targets(settings.outDir(), names.base(input), null, images);
                PictureJob job =
                        new PictureJob(session, input.name(), session.key(picture), targets, (number, of) -> {});
                tell(job, !seen.add(job.key()), job.standing(picture.file()));
            } catch (UnusablePicture e) {
                complete = false;
                tell(input.name(), "refuse", e.reason());
            } catch (NotSaved e) {
                complete = false;
                tell(input.name(), "refuse", e.getMessage());
            }
        }
        Spent spent = session.ledger().spent();
        boolean withinLimits =
                spent.calls() + calls <= settings.maxCalls() && calls * images <= settings.maxImages() - spent.images();
        if (terminal.isJson()) {
            terminal.data(JsonLines.planSummary(calls, calls * images));
        }
        terminal.say("would send " + Figures.count(calls, "call") + " for " + Figures.count(calls * images, "image")
                + (withinLimits
                        ? ""
                        : ", as far as --max-calls and --max-images allow; the ledger has spent "
                                + Figures.count(spent.calls(), "call") + " / " + Figures.count(spent.images(), "image"))
                + "; nothing was sent");
        return complete ? ExitCode.OK : ExitCode.PARTLY;
    }

    private void tell(PictureJob job, boolean isDuplicate, @Nullable String standing) {
        switch (job.need()) {
            case NOTHING -> {
                complete = false;
                Outcome outcome = job.nothing().outcome();
                tell(job.name(), outcome.kind().id(), outcome.message());
            }
            case FETCH -> tell(job.name(), job.isComplete() ? "done" : "fetch", null);
            case CALL -> {
                if (isDuplicate) {
                    tell(job.name(), "copy", "the same content as another one");
                } else if (standing != null) {
                    complete = false;
                    tell(job.name(), "refuse", standing);
                } else {
                    calls++;
                    tell(job.name(), "send", null);
                }
            }
        }
    }

    private void tell(String name, String action, @Nullable String message) {
        if (terminal.isJson()) {
            terminal.data(JsonLines.plan(name, action, message));
        } else {
            terminal.data(action + "\t" + Shown.text(name) + (message == null ? "" : "\t" + message));
        }
    }
}
