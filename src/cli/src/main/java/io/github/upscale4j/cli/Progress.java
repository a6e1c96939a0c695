package io.github.upscale4j.cli;

import java.time.Duration;

/** What one call is doing, in a line. */
final class Progress {
    private static final int NAME_COLUMNS = 40;

    private Progress() {}

    /** Bytes of the request that were handed to the system, of all that it has. */
    static String uploading(String name, long sent, long total) {
        return named(name) + "uploading "
                + (total > 0
                        ? Figures.bytes(Math.min(sent, total), total) + " (" + Figures.percent(sent, total) + " %)"
                        : Figures.bytes(sent));
    }

    static String waiting(String name, Duration elapsed) {
        return named(name) + "waiting " + Figures.minutes(elapsed);
    }

    /** Before another attempt, after one that cost nothing. */
    static String retrying(String name, Duration left) {
        return named(name) + "trying again in " + Figures.minutes(left.plusMillis(999));
    }

    /** @param number of the image, from 1 */
    static String fetching(String name, int number, int images) {
        return named(name) + "fetching " + number + " of " + images;
    }

    private static String named(String name) {
        return Columns.middle(Shown.text(name), NAME_COLUMNS) + ": ";
    }
}
