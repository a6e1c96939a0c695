package io.github.upscale4j;

import java.util.List;

/** The words in which failures are told: what happened, what it means for the bill, which attempt, which request. */
final class Message {
    private Message() {}

    static String of(String what, Billing billing, int attempt, List<String> requestIds) {
        return what + "; " + bill(billing) + (attempt == 0 ? "" : "; attempt " + attempt)
                + (requestIds.isEmpty() ? "" : "; request id " + String.join(", ", requestIds));
    }

    private static String bill(Billing billing) {
        return switch (billing) {
            case NOT_SENT -> "NOT_SENT: nothing left this machine, nothing is billed";
            case INCOMPLETE -> "INCOMPLETE: the request was cut off, nothing is billed";
            case REJECTED -> "REJECTED: by its status nothing ran and nothing is billed";
            case UNKNOWN -> "UNKNOWN: it may have run, and may be billed";
            case BILLED -> "BILLED: it ran and is billed";
        };
    }
}
