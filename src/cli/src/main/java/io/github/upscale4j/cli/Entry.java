package io.github.upscale4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of a call, at one moment.
 *
 * @param key what was asked for
 * @param state what became of it
 * @param images how many images it asked for
 * @param source the picture's name, for people
 * @param message why it did not run, or has no usable answer; null otherwise
 * @param requestIds to quote to the provider's support; may be empty
 * @param results in the answer's order; empty unless {@link State#RECEIVED}
 * @param violations of the contract that the answer has; may be empty
 */
record Entry(
        CallKey key,
        State state,
        int images,
        String source,
        @Nullable String message,
        List<String> requestIds,
        List<Result> results,
        List<String> violations) {
    Entry {
        requestIds = List.copyOf(requestIds);
        results = List.copyOf(results);
        violations = List.copyOf(violations);
    }

    /** A call of which nothing is known but that it was sent. */
    static Entry sent(CallKey key, int images, String source) {
        return new Entry(key, State.UNKNOWN, images, source, null, List.of(), List.of(), List.of());
    }

    /** Whether nothing is left to do: there are results, and each is saved or was withheld. */
    boolean isComplete() {
        return state == State.RECEIVED
                && !results.isEmpty()
                && results.stream().allMatch(result -> result.withheld() || result.isSaved());
    }

    /** Whether a result is paid for and not fetched yet, and nobody found that it cannot be. */
    boolean isToBeFetched() {
        return results.stream().anyMatch(Result::isOpen);
    }

    boolean hasResult(int index) {
        return results.stream().anyMatch(result -> result.index() == index);
    }

    Entry without(State outcome, String why, List<String> ids) {
        return new Entry(key, outcome, images, source, why, ids, List.of(), List.of());
    }

    Entry received(List<Result> answered, List<String> ids, List<String> found) {
        return new Entry(key, State.RECEIVED, images, source, null, ids, answered, found);
    }

    Entry saved(int index, String file, String sha256) {
        List<Result> now = new ArrayList<>(results);
        now.replaceAll(result -> result.index() == index ? result.saved(file, sha256) : result);
        return new Entry(key, state, images, source, message, requestIds, now, violations);
    }

    Entry lost(int index, String why) {
        List<Result> now = new ArrayList<>(results);
        now.replaceAll(result -> result.index() == index ? result.lost(why) : result);
        return new Entry(key, state, images, source, message, requestIds, now, violations);
    }
}
