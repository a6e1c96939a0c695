package io.github.upscale4j;

import io.github.upscale4j.provider.Exchange;
import io.github.upscale4j.provider.Journal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a client fared in a case, and which promises it broke that hold whatever the provider does.
 *
 * @param failure null where there is a result
 * @param billing what the client says; null where it says nothing
 * @param links how many links it gives out
 * @param printed all that it wrote anywhere, or would
 * @param elsewhere how many connections it made to a host that the provider named
 */
record Fared(
        @Nullable Throwable failure,
        @Nullable Billing billing,
        int links,
        String printed,
        Duration time,
        Journal.Snapshot journal,
        long elsewhere) {
    private static final Duration NO_DEADLINE = Duration.ofSeconds(20);
    private static final Duration SLACK = Duration.ofSeconds(2);

    /** The promises that were broken, in words; empty for none. */
    List<String> broken(Case tried) {
        List<String> broken = new ArrayList<>();
        if (tried.expected().truth() == null) {
            if (journal.callsBilled() > 1
                    || journal.imagesBilled() > tried.call().numImages()) {
                broken.add("billed " + journal.callsBilled() + " times, " + journal.imagesBilled() + " images");
            }
            if (billing != null && !isTrue(billing)) {
                broken.add("says " + billing + " but " + journal.imagesBilled() + " images were billed, of requests "
                        + journal.calls());
            }
        }
        if (tried.expected().givesResult() && links < tried.expected().links()) {
            broken.add("lost " + (tried.expected().links() - links) + " links that were paid for");
        }
        Set<String> secrets = Secrecy.foundIn(printed);
        if (!secrets.isEmpty()) {
            broken.add("printed " + secrets);
        }
        if (elsewhere > 0) {
            broken.add("went to another host");
        }
        if (failure != null && !(failure instanceof IOException)) {
            broken.add("failed unchecked: " + failure.getClass().getName());
        }
        if (time.compareTo(limit(tried)) > 0) {
            broken.add("took " + time);
        }
        return broken;
    }

    /** How long a call may take. */
    static Duration limit(Case tried) {
        Integer deadline = tried.client().deadlineMillis();
        return (deadline == null ? NO_DEADLINE : Duration.ofMillis(deadline)).plus(SLACK);
    }

    /** Whether that is what became of the call: UNKNOWN may be said of any that was begun. */
    boolean isTrue(Billing said) {
        return switch (said) {
            case NOT_SENT -> journal.calls().isEmpty();
            case INCOMPLETE ->
                journal.imagesBilled() == 0 && journal.calls().stream().noneMatch(Exchange::receivedInFull);
            case REJECTED -> journal.imagesBilled() == 0;
            case UNKNOWN -> true;
            case BILLED -> journal.imagesBilled() > 0;
        };
    }
}
