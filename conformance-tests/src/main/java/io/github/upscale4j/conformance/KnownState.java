package io.github.upscale4j.conformance;

import java.util.Locale;

/** What a run says of a line of {@code --known}. {@code KNOWN.md} has them all. */
enum KnownState {
    /** It has findings, and its day has not passed. */
    HOLDING,
    /** It has none, and may have none, since it comes and goes. */
    ABSENT,
    /** Its check ran and found nothing there. Red. */
    FIXED,
    /** Its check ran, and its day has passed. Red. */
    EXPIRED,
    /** No check of any run can be about it. Red. */
    UNMATCHED,
    /** Its check did not run, or the run gives no verdict. */
    NOT_CHECKED;

    boolean isRed() {
        return this == FIXED || this == EXPIRED || this == UNMATCHED;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
