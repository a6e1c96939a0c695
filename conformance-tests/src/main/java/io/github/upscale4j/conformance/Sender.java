package io.github.upscale4j.conformance;

import java.time.Duration;
import java.util.Optional;

/** Where the answers of a run come from. */
interface Sender {

    /**
     * What a probe brings, which is sent once at most, and as what it was sent; empty if this has no answer to it and sends
     * nothing.
     */
    Optional<Exchange> exchange(Probe probe);

    /** How long one exchange may take. */
    Duration deadline();

    /** What there is to send of what is planned. */
    default Plan available(Plan planned) {
        return planned;
    }

    /** Why there is no answer to a probe. */
    default String without(Probe probe) {
        return "not sent";
    }

    /** What a console says of the recording that is made, or judged again, of a run that ends so; empty if there is none. */
    default Optional<String> recording(Verdict verdict) {
        return Optional.empty();
    }

    /** Whether nothing is sent at all, since it was before. */
    default boolean replays() {
        return false;
    }
}
