package io.github.upscale4j.conformance;

/**
 * How much a run may cost.
 *
 * @param calls paid calls, 0 or more; {@link #UNLIMITED} for no limit
 * @param images images in all of them, 0 or more; {@link #UNLIMITED} for no limit
 * @param upload bytes of the largest picture to send
 */
record Allowance(int calls, int images, int upload) {
    /** Far more than the pictures of most probes have. */
    static final int SMALL_UPLOAD = 1 << 20;

    static final int UNLIMITED = Integer.MAX_VALUE;

    /** One call of two images: what a run must be able to pay for to call a provider conformant. */
    static final Allowance DEFAULT = of(1);

    static final Allowance ENDLESS = new Allowance(UNLIMITED, UNLIMITED);

    Allowance {
        if (calls < 0 || images < 0) {
            throw new IllegalArgumentException("expected numbers of 0 or more, found " + calls + " and " + images);
        }
    }

    /** With small pictures. */
    Allowance(int calls, int images) {
        this(calls, images, SMALL_UPLOAD);
    }

    /** So many calls, one of them of two images. */
    static Allowance of(int calls) {
        return new Allowance(calls, calls == UNLIMITED ? UNLIMITED : calls + 1);
    }

    /** The same with other pictures. */
    Allowance upTo(int bytes) {
        return new Allowance(calls, images, bytes);
    }

    /** Whether one more call of so many images can be paid for. */
    boolean covers(Spend spent, int more) {
        return spent.calls() < calls && (long) spent.images() + more <= images;
    }

    static String words(int limit) {
        return limit == UNLIMITED ? "unlimited" : String.valueOf(limit);
    }

    @Override
    public String toString() {
        return "--budget " + words(calls) + " --max-images " + words(images);
    }
}
