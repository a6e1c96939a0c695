package io.github.upscale4j.provider;

/**
 * The only names of the endpoint that the provider knows by heart: those whose values exist at run time alone. Every other
 * name, and every range, comes from the contract.
 */
final class KnownField {
    // In a request.
    static final String NUM_IMAGES = "num_images";

    // In a request and in the answer.
    static final String SEED = "seed";
    static final String PROMPT = "prompt";

    // In the answer.
    static final String CREATED = "created";
    static final String DATA = "data";
    static final String REQUEST_ID = "request_id";
    static final String RESOLUTION = "resolution";
    static final String UPSCALED_RESOLUTION = "upscaled_resolution";
    static final String URL = "url";
    static final String IS_IMAGE_SAFE = "is_image_safe";

    // In a refusal.
    static final String MAX_INFLIGHT = "max_inflight_requests";

    // Headers of the answer.
    static final String X_REQUEST_ID = "X-Request-Id";
    static final String RETRY_AFTER = "Retry-After";

    private KnownField() {}
}
