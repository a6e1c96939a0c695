package io.github.upscale4j.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the report shows one question.
 *
 * @param parameter what the parameter is, as a column's heading; empty where there is but one
 * @param metric the main one, by which rivals are sorted
 * @param more whether more of it is better
 * @param reference whom rivals are set beside where ours was not measured
 */
record Section(String question, String title, String parameter, String metric, boolean more, String reference) {
    private static final List<Section> ALL = List.of(
            new Section("decode", "Decoding the answer", "images", "time", false, "bare-moshi"),
            new Section("encode", "Encoding the request", "", "time", false, "bare-moshi"),
            new Section("call", "The whole call over loopback", "picture", "throughput", true, "okhttp"),
            new Section("upload", "Uploading a large picture", "picture", "throughput", true, "okhttp"),
            new Section("in-flight", "Calls in flight, of 50 ms each", "in flight", "throughput", true, "okhttp"),
            new Section("steady", "A process that goes on calling", "thousand calls", "cpu", false, "okhttp"),
            new Section("cold-start", "One call in a fresh JVM", "", "time", false, "retrofit-moshi"),
            new Section("tree", "What must be on the class path", "", "size", false, "retrofit-moshi"),
            new Section("suite", "The suite, once, in a fresh JVM", "", "time", false, ""),
            new Section("regenerate", "Generating the client anew", "", "time", false, ""));

    /** All that the benchmarks ask, and behind them what else the results have. */
    static List<Section> of(Results results) {
        List<String> known = ALL.stream().map(Section::question).toList();
        List<Section> others = results.measurements().stream()
                .map(Measurement::question)
                .distinct()
                .filter(question -> !known.contains(question))
                .map(question -> new Section(
                        question,
                        question,
                        "parameter",
                        results.measurements(question).get(0).metric(),
                        false,
                        ""))
                .toList();
        return Stream.concat(ALL.stream(), others.stream()).toList();
    }

    /** Whom the others are set beside: ours, if it was measured. */
    Optional<String> base(Results results) {
        List<String> measured = results.measurements(question).stream()
                .filter(m -> m.metric().equals(metric))
                .map(Measurement::rival)
                .distinct()
                .toList();
        return measured.size() < 2
                ? Optional.empty()
                : List.of(Aims.OURS, reference).stream()
                        .filter(measured::contains)
                        .findFirst();
    }
}
