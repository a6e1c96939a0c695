package io.github.upscale4j.cli;

import java.time.Duration;

/**
 * How far a batch is.
 *
 * @param total pictures
 * @param done those whose images are all there, in earlier runs too
 * @param failed those that this run is through with, without their images
 * @param inFlight those that are being worked on
 * @param calls that were spent in this run
 * @param images that were spent in this run
 * @param elapsed since this run began
 * @param finishedThisRun those, done or failed, for which this run took its time: what the pace is told from
 */
record BatchProgress(
        long total,
        long done,
        long failed,
        long inFlight,
        long calls,
        long images,
        Duration elapsed,
        long finishedThisRun) {
    private static final int SHORTEST_BAR = 8;
    private static final int LONGEST_BAR = 30;

    /** As much as there is room for, in the order of what a person waits for. */
    String line(int columns) {
        if (columns == Integer.MAX_VALUE) {
            return text();
        }
        for (String text : new String[] {text(), shortText()}) {
            int room = columns - Columns.of(text) - 1;
            if (room >= SHORTEST_BAR) {
                return bar(Math.min(room, LONGEST_BAR)) + " " + text;
            }
        }
        return Columns.cut(Figures.percent(done + failed, total) + " %, " + left() + " left", columns);
    }

    /** All of it, without a bar. */
    String text() {
        return Figures.count(done) + " of " + Figures.count(total) + " done, " + Figures.count(failed) + " failed, "
                + Figures.count(inFlight) + " in flight, " + Figures.count(calls, "call") + " / "
                + Figures.count(images, "image") + " spent, " + left() + " left";
    }

    private String shortText() {
        return Figures.count(done) + "/" + Figures.count(total) + " done, " + Figures.count(failed) + " failed, "
                + Figures.count(images, "image") + " spent, " + left() + " left";
    }

    /** The time left at the pace of this run. */
    String left() {
        long left = Math.max(0, total - done - failed);
        if (left == 0) {
            return Figures.hours(Duration.ZERO);
        }
        if (finishedThisRun <= 0) {
            return "–";
        }
        double millis = (double) elapsed.toMillis() / finishedThisRun * left;
        return Figures.hours(Duration.ofMillis((long) millis));
    }

    private String bar(int columns) {
        int filled = total <= 0 ? 0 : (int) Math.max(0, Math.min(columns, columns * (done + failed) / total));
        return "█".repeat(filled) + "░".repeat(columns - filled);
    }
}
