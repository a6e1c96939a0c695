package io.github.upscale4j.benchmarks;

/**
 * What is aimed at, beside what was measured.
 *
 * @param what in words
 * @param target the limit
 * @param measured the figure that is held against the limit and those it comes from, or what is missing
 */
public record Aim(String question, String what, String target, String measured, Verdict verdict) {
    public enum Verdict {
        MET("met"),
        MISSED("**missed**"),
        NOT_MEASURED("not measured");

        private final String markdown;

        Verdict(String markdown) {
            this.markdown = markdown;
        }

        String markdown() {
            return markdown;
        }
    }
}
