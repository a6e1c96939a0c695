package io.github.upscale4j.benchmarks;

import java.util.List;

/**
 * How thoroughly to measure.
 *
 * @param forks of JMH
 * @param iterations of JMH to measure in each fork; at first as many warm it up
 * @param iterationMillis of decoding and encoding
 * @param callMillis an iteration of whole calls
 * @param longestWarmUp how many times the warm-up is doubled where a figure still falls or rises
 * @param uploadMillis an iteration of large uploads
 * @param inFlight how many calls at a time
 * @param inFlightSeconds to measure calls in flight
 * @param thousands of calls, to see whether they stay as cheap
 * @param starts of a fresh JVM
 * @param suiteRuns of the suite
 * @param regenerations of the client
 */
record Form(
        String name,
        int forks,
        int iterations,
        int iterationMillis,
        int callMillis,
        int longestWarmUp,
        int uploadMillis,
        List<Integer> inFlight,
        int inFlightSeconds,
        int thousands,
        int starts,
        int suiteRuns,
        int regenerations) {
    static final Form FULL = new Form("full", 3, 5, 500, 700, 1, 1000, List.of(1, 8, 64, 256), 5, 10, 15, 7, 3);
    static final Form SHORT = new Form("short", 1, 3, 300, 400, 0, 700, List.of(1, 64), 1, 4, 5, 3, 1);

    static Form of(String name) {
        return List.of(FULL, SHORT).stream()
                .filter(form -> form.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected full or short but found " + name));
    }
}
