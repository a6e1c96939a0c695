package io.github.upscale4j.cli;

import io.github.upscale4j.Billing;
import io.github.upscale4j.CallListener;
import io.github.upscale4j.ErrorAnswerException;
import io.github.upscale4j.ImageFile;
import io.github.upscale4j.ImageRefusedException;
import io.github.upscale4j.ResultImage;
import io.github.upscale4j.UpscaleException;
import io.github.upscale4j.UpscaleResult;
import io.github.upscale4j.cli.Outcome.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One picture: what the ledger knows of it is fetched, and only what is new, or was asked for again, is sent and paid. */
final class PictureJob {
    /** What has to be done for a picture. */
    enum Need {
        CALL,
        FETCH,
        NOTHING
    }

    private final Session session;
    private final String name;
    private final CallKey key;
    private final Targets targets;
    private final BiConsumer<Integer, Integer> progress;

    /** @param progress is told which image is fetched, from 1, and how many there are */
    PictureJob(Session session, String name, CallKey key, Targets targets, BiConsumer<Integer, Integer> progress) {
        this.session = session;
        this.name = name;
        this.key = key;
        this.targets = targets;
        this.progress = progress;
    }

    String name() {
        return name;
    }

    CallKey key() {
        return key;
    }

    /** By what the ledger knows now. */
    Need need() {
        Entry entry = session.ledger().entry(key);
        if (entry == null) {
            return Need.CALL;
        }
        Handling handling = session.handling();
        return switch (entry.state()) {
            case NOT_RUN -> Need.CALL;
            case UNKNOWN -> handling.retryUnknown() ? Need.CALL : Need.NOTHING;
            case BILLED -> handling.retryLost() ? Need.CALL : Need.NOTHING;
            case RECEIVED -> handling.retryLost() && isLost(entry) ? Need.CALL : Need.FETCH;
        };
    }

    /** Whether an earlier run found that a result cannot be had any more. */
    private static boolean isLost(Entry entry) {
        return entry.results().isEmpty()
                || entry.results().stream()
                        .anyMatch(result ->
                                result.isLost() || (result.link() == null && !result.isSaved() && !result.withheld()));
    }

    /** Why there is nothing to do. */
    Finished nothing() {
        Entry entry = Objects.requireNonNull(session.ledger().entry(key));
        Kind kind = entry.state() == State.UNKNOWN ? Kind.UNKNOWN : Kind.BILLED;
        String said = entry.message() == null ? "the program ended while it was in progress" : entry.message();
        return Finished.of(name, kind, said);
    }

    /** What it comes to if nobody waits for it any more. */
    Finished givenUp() {
        Entry entry = session.ledger().entry(key);
        if (entry == null || entry.state() == State.NOT_RUN) {
            return Finished.of(name, Kind.LEFT, null);
        }
        if (entry.state() != State.RECEIVED) {
            return nothing();
        }
        return entry.isComplete()
                ? fetch()
                : Finished.of(name, Kind.UNSAVED, "given up while it was fetched; the same command again fetches it");
    }

    /** What keeps the results from their places, before anything is paid for them; null where nothing does. */
    @Nullable Finished inTheWay(Path picture) {
        try {
            String standing = standing(picture);
            if (standing != null) {
                return Finished.of(name, Kind.REFUSED, standing);
            }
            new Saver(session.handling().overwrite()).tryOut(targets.of(0));
            return null;
        } catch (NotSaved e) {
            return new Finished(new Outcome(name, Kind.REFUSED, e.getMessage(), List.of()), List.of(), e);
        }
    }

    /**
     * What stands where the results would go, in words; null where nothing does. Nothing is written.
     *
     * @throws NotSaved if that can be neither replaced nor looked at
     */
    @Nullable String standing(Path picture) throws NotSaved {
        Path same = targets.same(picture).orElse(null);
        if (same != null) {
            return "expected another file for the result than the picture itself but found " + Shown.name(same);
        }
        if (session.handling().overwrite()) {
            Saver saver = new Saver(true);
            for (int index = 0; index < targets.count(); index++) {
                saver.requireReplaceable(targets.of(index));
            }
            return null;
        }
        return targets.standing()
                .map(file -> "expected no file at " + Shown.name(file)
                        + " but found one; --overwrite replaces it, and another folder leaves it")
                .orElse(null);
    }

    /** Whether all is there that was paid for. */
    boolean isComplete() {
        Entry entry = session.ledger().entry(key);
        return entry != null && entry.isComplete();
    }

    /** A call for the picture, to be given to {@link #pay}. */
    PaidCall call(CallListener listener) {
        return new PaidCall(session.ledger(), key, name, session.secrets(), listener);
    }

    /**
     * Sends the picture, and saves what comes.
     *
     * @param answered is told when the provider does not work on it any more, and the failure if there is one
     */
    Finished pay(Path file, PaidCall call, Consumer<@Nullable UpscaleException> answered) {
        UpscaleException failure = null;
        UpscaleResult result;
        try {
            ImageFile image = ImageFile.of(file).withSha256(key.sha256());
            result = call.run(session.client(), image, session.request());
        } catch (UpscaleException e) {
            failure = e;
            return failed(e);
        } finally {
            answered.accept(failure);
        }
        List<Result> results = result.images().stream()
                .map(image -> PaidCall.kept(image, session.secrets()))
                .toList();
        List<String> violations =
                result.violations().stream().map(Object::toString).toList();
        return saved(results, result.images()::get, violations, Kind.DONE);
    }

    /** Fetches what an earlier call made, as far as it is not there. */
    Finished fetch() {
        Entry entry = Objects.requireNonNull(session.ledger().entry(key));
        return saved(entry.results(), index -> kept(entry, index), entry.violations(), Kind.EARLIER);
    }

    private @Nullable ResultImage kept(Entry entry, int index) {
        for (Result result : entry.results()) {
            if (result.index() == index && result.link() != null) {
                return session.client().resultImage(index, result.link());
            }
        }
        return null;
    }

    private Finished failed(UpscaleException failure) {
        Kind kind;
        if (failure.billing() == Billing.BILLED) {
            kind = Kind.BILLED;
        } else if (failure.billing() == Billing.UNKNOWN) {
            kind = Kind.UNKNOWN;
        } else if (failure instanceof ErrorAnswerException || failure instanceof ImageRefusedException) {
            kind = Kind.REFUSED;
        } else {
            kind = Kind.FAILED;
        }
        return broken(kind, failure);
    }

    /** Something that nobody foresaw; what the ledger knows decides. */
    Finished broken(Throwable failure) {
        Entry entry = session.ledger().entry(key);
        Kind kind = Kind.FAILED;
        if (entry != null && entry.state() != State.NOT_RUN) {
            kind = entry.state() == State.RECEIVED ? Kind.UNSAVED : Kind.UNKNOWN;
        }
        return broken(kind, failure);
    }

    private Finished broken(Kind kind, Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new Finished(new Outcome(name, kind, message, List.of()), List.of(), failure);
    }

    private Finished saved(
            List<Result> results, IntFunction<@Nullable ResultImage> images, List<String> violations, Kind best) {
        Placing placing = new Placing(session, key, targets);
        List<Saved> saved = new ArrayList<>();
        Kind kind = best;
        String message = violations.isEmpty() ? null : "the answer breaks the contract: " + violations.get(0);
        Throwable cause = null;
        for (Result result : results) {
            if (result.withheld()) {
                saved.add(new Saved("", 0, result.resolution(), result.seed(), true));
                continue;
            }
            progress.accept(result.index() + 1, results.size());
            try {
                Placing.Placed placed = placing.place(result, images.apply(result.index()));
                String file = session.name(placed.file());
                saved.add(new Saved(file, placed.bytes(), result.resolution(), result.seed(), false));
                message = message == null ? placed.note() : message;
                if (kind == Kind.EARLIER) {
                    kind = placed.kind();
                }
            } catch (Placing.Failed e) {
                kind = e.kind;
                message = e.getMessage();
                cause = e.getCause();
            }
        }
        if (results.isEmpty()) {
            kind = Kind.BILLED;
            message = "expected images in the answer but found none";
        } else if (results.stream().allMatch(Result::withheld)) {
            kind = Kind.WITHHELD;
            message = "the safety check withheld " + Figures.count(results.size(), "image") + "; billed all the same";
        }
        String missing = missing(results);
        if (missing != null) {
            message = message == null ? missing : message + "; " + missing;
        }
        return new Finished(new Outcome(name, kind, message, saved), violations, cause);
    }

    /** What was billed and did not come beside what came; null where all came, or none. */
    private @Nullable String missing(List<Result> results) {
        long withheld = results.stream().filter(Result::withheld).count();
        if (withheld > 0 && withheld < results.size()) {
            return "the safety check withheld " + withheld + " of " + Figures.count(results.size(), "image")
                    + "; billed all the same";
        }
        return results.isEmpty() || results.size() >= targets.count()
                ? null
                : "expected " + Figures.count(targets.count(), "image") + " in the answer but found " + results.size();
    }
}
