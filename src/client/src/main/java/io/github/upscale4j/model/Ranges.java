package io.github.upscale4j.model;

import org.jspecify.annotations.Nullable;

/** Checks of request parameters against the contract's ranges. A null is not sent, and so not checked. */
final class Ranges {
    private Ranges() {}

    static void atLeast(String name, @Nullable Number value, long minimum, long maximum) {
        if (value != null && (value.longValue() < minimum || value.longValue() > maximum)) {
            throw new IllegalArgumentException(
                    name + ": expected an integer from " + minimum + " to " + maximum + " but was " + value);
        }
    }

    static void atLeast(String name, @Nullable Number value, long minimum) {
        if (value != null && value.longValue() < minimum) {
            throw new IllegalArgumentException(
                    name + ": expected an integer of at least " + minimum + " but was " + value);
        }
    }

    static void atMost(String name, @Nullable Number value, long maximum) {
        if (value != null && value.longValue() > maximum) {
            throw new IllegalArgumentException(
                    name + ": expected an integer of at most " + maximum + " but was " + value);
        }
    }
}
