package io.github.upscale4j.benchmarks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes answers, one after the other. */
public interface Decoding {
    /** The answer as the rival's user gets it. */
    Object decode(byte[] json) throws Exception;

    /**
     * What was read, to see that all rivals read the same and which types they give: {@code created}, then of each image {@code
     * seed}, {@code prompt}, {@code resolution}, {@code url}, {@code is_image_safe}, {@code style_type} and {@code
     * upscaled_resolution}; null for what was absent or null.
     *
     * @param decoded what {@link #decode} returned
     */
    List<@Nullable Object> values(Object decoded);
}
