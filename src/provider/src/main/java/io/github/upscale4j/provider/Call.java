package io.github.upscale4j.provider;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a call while it is checked. Used by one thread. */
final class Call {
    @Nullable Map<?, ?> parameters;

    byte @Nullable [] upload;

    @Nullable Picture picture;

    /** The images asked for; 1 if that cannot be read. */
    int images() {
        return parameter(KnownField.NUM_IMAGES) instanceof BigDecimal number
                        && number.signum() > 0
                        && number.compareTo(BigDecimal.valueOf(1000)) <= 0
                ? Math.max(1, number.intValue())
                : 1;
    }

    /** The prompt; empty if there is none. */
    String prompt() {
        return parameter(KnownField.PROMPT) instanceof String text ? text : "";
    }

    /** The seed, or null if there is none in that range. */
    @Nullable Long seed(long min, long max) {
        return parameter(KnownField.SEED) instanceof BigDecimal number
                        && number.compareTo(BigDecimal.valueOf(min)) >= 0
                        && number.compareTo(BigDecimal.valueOf(max)) <= 0
                ? (Long) number.longValue()
                : null;
    }

    private @Nullable Object parameter(String name) {
        return parameters == null ? null : parameters.get(name);
    }
}
