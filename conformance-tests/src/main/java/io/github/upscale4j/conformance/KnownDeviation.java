package io.github.upscale4j.conformance;

import java.time.LocalDate;

/**
 * One line of {@code --known}.
 *
 * @param line its number in the file, from 1
 * @param where of its findings, with {@code *} for anything; so are the probes
 * @param expires the last day on which it holds
 * @param intermittent whether the deviation comes and goes
 */
record KnownDeviation(
        int line,
        Rule rule,
        String where,
        String probes,
        String reason,
        String link,
        LocalDate expires,
        boolean intermittent) {

    boolean isAbout(Finding finding) {
        return finding.rule() == rule && isAboutProbe(finding.probe()) && isAboutPlace(finding.where());
    }

    boolean isAboutProbe(String probe) {
        return Glob.fits(probes, probe);
    }

    boolean isAboutPlace(String place) {
        return Glob.fits(where, place);
    }

    /** @param today in UTC */
    boolean hasExpired(LocalDate today) {
        return today.isAfter(expires);
    }

    /** Whether two lines are about the same. */
    boolean isSame(KnownDeviation other) {
        return rule == other.rule() && where.equals(other.where()) && probes.equals(other.probes());
    }

    /** {@code schema at /data/0/seed of accept-*}. */
    String words() {
        return rule.id() + " at " + where + (probes.equals("*") ? "" : " of " + probes);
    }
}
