package io.github.upscale4j.cli;

import com.squareup.moshi.Moshi;
import io.github.upscale4j.model.UpscaleRequest;

/** The parameters of a call as the client sends them. */
final class Parameters {
    private Parameters() {}

    /** The same text for the same request, in each run. */
    static String json(UpscaleRequest request) {
        return new Moshi.Builder().build().adapter(UpscaleRequest.class).toJson(request);
    }
}
