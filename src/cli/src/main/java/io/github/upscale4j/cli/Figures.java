package io.github.upscale4j.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers, amounts and times as people read them; the same in every locale. */
final class Figures {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Figures() {}

    /** {@code 1,234}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 call}, {@code 1,234 calls}. */
    static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** {@code 3.4 MB}, of a thousand kB each. */
    static String bytes(long bytes) {
        int unit = unit(bytes);
        return inUnit(bytes, unit) + " " + UNITS[unit];
    }

    /** {@code 1.2 of 3.4 MB}. */
    static String bytes(long some, long all) {
        int unit = unit(all);
        return inUnit(some, unit) + " of " + inUnit(all, unit) + " " + UNITS[unit];
    }

    /** Whole percents, 100 only for all of it. */
    static long percent(long some, long all) {
        if (all <= 0) {
            return 0;
        }
        return Math.max(0, Math.min(100, (long) Math.floor(100.0 * some / all)));
    }

    /** {@code 0:12}, minutes and seconds. */
    static String minutes(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /** {@code 0:42:10}, hours, minutes and seconds. */
    static String hours(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return String.format(Locale.ROOT, "%,d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** What 999,950 bytes are would be 1000.0 kB: the next unit begins where rounding reaches it. */
    private static int unit(long bytes) {
        int unit = 0;
        for (double amount = bytes; amount >= (unit == 0 ? 1000 : 999.95) && unit < UNITS.length - 1; amount /= 1000) {
            unit++;
        }
        return unit;
    }

    private static String inUnit(long bytes, int unit) {
        return unit == 0 ? Long.toString(bytes) : String.format(Locale.ROOT, "%.1f", bytes / Math.pow(1000, unit));
    }
}
