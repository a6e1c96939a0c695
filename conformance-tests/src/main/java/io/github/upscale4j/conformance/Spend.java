package io.github.upscale4j.conformance;

/** What a run may have cost: calls that a provider may bill, and the images in them. */
record Spend(int calls, int images) {
    static final Spend NOTHING = new Spend(0, 0);

    Spend plus(int moreImages) {
        return new Spend(calls + 1, images + moreImages);
    }
}
