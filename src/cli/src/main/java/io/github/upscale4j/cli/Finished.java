package io.github.upscale4j.cli;

import io.github.upscale4j.ErrorAnswerException;
import io.github.upscale4j.NoAnswerException;
import io.github.upscale4j.UpscaleException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture that is done with in this run.
 *
 * @param violations what its answer breaks of the contract
 * @param cause what went wrong, as the client or the file system said; null where nothing did
 */
record Finished(
        Outcome outcome, List<String> violations, @Nullable Throwable cause) {
    static Finished of(String name, Outcome.Kind kind, @Nullable String message) {
        return new Finished(new Outcome(name, kind, message, List.of()), List.of(), null);
    }

    /** The same for a picture with the same content. */
    Finished as(String name) {
        String message =
                "the same content as " + outcome.name() + (outcome.message() == null ? "" : ": " + outcome.message());
        return new Finished(new Outcome(name, outcome.kind(), message, List.of()), List.of(), null);
    }

    /** The same, if it was only kept from being sent, as one that is left. */
    Finished leftIfStopped() {
        boolean stopped = cause instanceof NoAnswerException failure
                && failure.isSafeToRetry()
                && outcome.kind() == Outcome.Kind.FAILED;
        return stopped ? of(outcome.name(), Outcome.Kind.LEFT, null) : this;
    }

    /** Ids to quote to the provider's support. */
    List<String> requestIds() {
        return cause instanceof UpscaleException failure ? failure.requestIds() : List.of();
    }

    /** What this alone means for the exit code. */
    ExitCode exitCode(boolean strict) {
        return switch (outcome.kind()) {
            case DONE, COPIED, EARLIER ->
                strict && (!violations.isEmpty() || outcome.files().stream().anyMatch(Saved::withheld))
                        ? ExitCode.CONTRACT
                        : ExitCode.OK;
            case WITHHELD -> strict ? ExitCode.CONTRACT : ExitCode.OK;
            case REFUSED -> cause instanceof ErrorAnswerException ? ExitCode.REFUSED : ExitCode.USAGE;
            case FAILED, UNKNOWN -> ExitCode.NO_ANSWER;
            case BILLED -> cause == null ? ExitCode.CONTRACT : ExitCode.NOT_SAVED;
            case LOST, UNSAVED -> ExitCode.NOT_SAVED;
            case SKIPPED -> ExitCode.OK;
            case LEFT -> ExitCode.PARTLY;
        };
    }
}
