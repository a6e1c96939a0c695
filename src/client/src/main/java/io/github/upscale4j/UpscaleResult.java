package io.github.upscale4j;

import io.github.upscale4j.model.UpscaleResponse;
import io.github.upscale4j.model.Violation;
import java.util.List;

/** What was paid for. Immutable and thread-safe; saving its images needs the client that it came from to be open. */
public final class UpscaleResult {
    private final UpscaleResponse response;
    private final List<Violation> violations;
    private final List<ResultImage> images;
    private final RawAnswer answer;

    UpscaleResult(UpscaleResponse response, List<Violation> violations, List<ResultImage> images, RawAnswer answer) {
        this.response = response;
        this.violations = List.copyOf(violations);
        this.images = List.copyOf(images);
        this.answer = answer;
    }

    /**
     * The images in the provider's order; those that the safety check withheld, and items that could not be read, keep their
     * places. Immutable; empty where the provider made none.
     */
    public List<ResultImage> images() {
        return images;
    }

    /** The answer as the generated record. */
    public UpscaleResponse response() {
        return response;
    }

    /** Where the answer breaks the contract: empty for one that keeps it. Immutable. */
    public List<Violation> violations() {
        return violations;
    }

    /** The answer as it arrived. */
    public RawAnswer answer() {
        return answer;
    }

    /** The ids to quote to the provider's support, see {@link RawAnswer#requestIds()}. */
    public List<String> requestIds() {
        return answer.requestIds();
    }

    /** Images, violations and request ids; links are cut before their query. */
    @Override
    public String toString() {
        return "UpscaleResult[images=" + images + ", violations=" + violations + ", requestIds=" + requestIds() + "]";
    }
}
