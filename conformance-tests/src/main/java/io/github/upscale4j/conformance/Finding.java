package io.github.upscale4j.conformance;

/**
 * One deviation.
 *
 * @param where a JSON Pointer into the answer ({@code /data/0/url}; for a missing property the one that is missing), or
 *     {@code status}, {@code body}, {@code response-header:Content-Type}, {@code request-header:Authorization},
 *     {@code part:image_file}, {@code contract:/components/…}
 */
record Finding(Rule rule, String where, String expected, String found, String probe) {

    /** {@code schema at /data/1/resolution: expected a required property, found nothing (probe good-call)}. */
    String line() {
        return words() + " (probe " + probe + ")";
    }

    /** Without the probe. */
    String words() {
        return rule.id() + " at " + where + ": expected " + expected + ", found " + found;
    }

    /** Fit to be shown; until then every text is whole. */
    Finding redacted(Redaction redaction) {
        return new Finding(
                rule,
                redaction.show(where, Redaction.WHERE),
                redaction.show(expected, Redaction.EXPECTED),
                redaction.show(found, Redaction.FOUND),
                probe);
    }
}
