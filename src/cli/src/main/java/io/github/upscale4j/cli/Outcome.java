package io.github.upscale4j.cli;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What became of a picture.
 *
 * @param name of the picture, relative to the input folder, with {@code /} between
 * @param message why, where there is something to tell; what follows the {@code ?} of a link in it is taken out
 * @param files its images, in the answer's order
 */
record Outcome(String name, Kind kind, @Nullable String message, List<Saved> files) {
    private static final Pattern QUERY = Pattern.compile("(?i)(\\bhttps?://[^\\s?#]*)[?#]\\S*");

    Outcome {
        message = message == null ? null : QUERY.matcher(message).replaceAll("$1?…");
        files = List.copyOf(files);
    }

    /** How it ended, in the order in which a table has them. */
    enum Kind {
        DONE("done", "", Terminal.Style.GREEN),
        COPIED("copied", "same content as another picture; paid for once", Terminal.Style.GREEN),
        EARLIER("done earlier", "in an earlier run", Terminal.Style.GREEN),
        WITHHELD("withheld", "billed, and not handed out", Terminal.Style.YELLOW),
        REFUSED("refused", "nothing was billed", Terminal.Style.RED),
        FAILED("failed", "nothing was billed", Terminal.Style.RED),
        UNKNOWN("unknown", "may have been billed", Terminal.Style.RED),
        BILLED("no usable answer", "billed", Terminal.Style.RED),
        LOST("lost", "billed, and the link is dead", Terminal.Style.RED),
        UNSAVED("not saved", "billed, and the link may still live", Terminal.Style.RED),
        SKIPPED("skipped", "no picture to send", Terminal.Style.DIM),
        LEFT("left", "not begun", Terminal.Style.YELLOW);

        final String label;
        /** What that means, mostly for the bill; blank if the label says it all. */
        final String meaning;

        final Terminal.Style style;

        Kind(String label, String meaning, Terminal.Style style) {
            this.label = label;
            this.meaning = meaning;
            this.style = style;
        }

        /** As a program has it. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether each of them has a reason worth telling. */
        boolean isTrouble() {
            return switch (this) {
                case DONE, COPIED, EARLIER, LEFT -> false;
                default -> true;
            };
        }
    }
}
