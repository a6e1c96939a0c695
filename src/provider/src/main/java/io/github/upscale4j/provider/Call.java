package io.github.upscale4j.provider;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a call while it is checked. Used by one thread. */
final class Call {
    static final int MOST_IMAGES = 1000;

    @Nullable Map<?, ?> parameters;

    byte @Nullable [] upload;

    @Nullable Picture picture;

    /** The images asked for; 1 if that cannot be read. */
    int images() {
        Integer read = imagesRead();
        return read == null ? 1 : read;
    }

    /** The images asked for, 1 where nothing is said, at most {@link #MOST_IMAGES}; null if that cannot be read. */
    @Nullable Integer imagesRead() {
        if (parameters == null) {
            return null;
        } else if (!parameters.containsKey(KnownField.NUM_IMAGES)) {
            return 1;
        }
        return parameter(KnownField.NUM_IMAGES) instanceof BigDecimal number
                        && number.signum() > 0
                        && number.compareTo(BigDecimal.valueOf(MOST_IMAGES)) <= 0
                ? (Integer) Math.max(1, number.intValue())
                : null;
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
