package io.github.upscale4j.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one result of a call.
 *
 * @param index its place in the answer
 * @param link where it can be fetched, a secret; null where the answer has none
 * @param expiresAt when the link dies; null where it does not say
 * @param withheld whether the safety check withheld it: there is nothing to fetch
 * @param seed that the answer tells; null without
 * @param resolution that the answer tells; null without
 * @param file where it is saved, as the caller named it; null until then
 * @param sha256 of the saved bytes, in lower-case hexadecimal; null until then
 * @param lost why it cannot be fetched any more; null while nobody found so
 */
record Result(
        int index,
        @Nullable String link,
        @Nullable Instant expiresAt,
        boolean withheld,
        @Nullable Long seed,
        @Nullable String resolution,
        @Nullable String file,
        @Nullable String sha256,
        @Nullable String lost) {

    /** As an answer tells it. */
    static Result answered(
            int index,
            @Nullable String link,
            @Nullable Instant expiresAt,
            boolean withheld,
            @Nullable Long seed,
            @Nullable String resolution) {
        return new Result(index, link, expiresAt, withheld, seed, resolution, null, null, null);
    }

    boolean isSaved() {
        return file != null;
    }

    boolean isLost() {
        return lost != null;
    }

    /** Whether it is paid for and still to be fetched, if it has a link. */
    boolean isOpen() {
        return !withheld && !isSaved() && !isLost();
    }

    Result asAnswered() {
        return answered(index, link, expiresAt, withheld, seed, resolution);
    }

    Result saved(String where, String hash) {
        return new Result(index, link, expiresAt, withheld, seed, resolution, where, hash, null);
    }

    /** Where it was saved is forgotten: who finds it lost looked for it in vain. */
    Result lost(String why) {
        return new Result(index, link, expiresAt, withheld, seed, resolution, null, null, why);
    }

    /** Without the link. */
    @Override
    public String toString() {
        return "Result[index=" + index + ", link=" + (link == null ? "none" : "(not shown)") + ", expiresAt="
                + expiresAt + ", withheld=" + withheld + ", seed=" + seed + ", resolution=" + resolution + ", file="
                + file + ", sha256=" + sha256 + ", lost=" + lost + "]";
    }
}
