package io.github.upscale4j.benchmarks;

import io.github.upscale4j.benchmarks.Aim.Verdict;
import io.github.upscale4j.benchmarks.Limit.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The aims, and how far what was measured keeps them. */
final class Aims {
    static final String OURS = "upscale4j";

    /** Those that yield the same types as ours. */
    private static final List<String> SAME_TYPES = List.of("jackson-streaming", "fastjson2");
    /** Stock clients that leave TCP_NODELAY off. */
    private static final List<String> DELAYED =
            List.of("stock-retrofit2-gson", "stock-retrofit2-jackson", "stock-okhttp-gson");
    /** The stock client over java.net.http, which sets TCP_NODELAY. */
    private static final String UNDELAYED = "stock-native";

    /** What a JVM puts in front of an array's bytes, and to what it rounds their sum up. */
    private static final int ARRAY_HEADER = 16;

    private static final int ALIGNMENT = 8;

    private final Results results;

    private Aims(Results results) {
        this.results = results;
    }

    static List<Aim> of(Results results) {
        Aims aims = new Aims(results);
        return List.of(
                aims.least(
                        "time of decoding two images, beside bare-moshi, the floor",
                        new Limit(Kind.AT_MOST, 1.4, "×"),
                        new Figure("decode", "2", "time"),
                        List.of("bare-moshi"),
                        Ratio.OURS_BY_THEIRS),
                aims.absolute(
                        "allocation of decoding two images",
                        new Limit(Kind.AT_MOST, 3_000, "B/op"),
                        new Figure("decode", "2", "allocation")),
                aims.least(
                        "ahead of each that yields the same types: its time beside ours",
                        new Limit(Kind.ABOVE, 1, "×"),
                        new Figure("decode", "2", "time"),
                        SAME_TYPES,
                        Ratio.THEIRS_BY_OURS),
                aims.beyondTheBytes(
                        "no allocation in encoding beyond the array of the bytes", new Limit(Kind.AT_MOST, 0, "B/op")),
                aims.least(
                        "calls/s with 200 KB, beside raw OkHttp with TCP_NODELAY",
                        new Limit(Kind.AT_LEAST, 0.85, "×"),
                        new Figure("call", "200 KB", "throughput"),
                        List.of("okhttp"),
                        Ratio.OURS_BY_THEIRS),
                aims.beside(
                        UNDELAYED,
                        aims.least(
                                "calls/s with 200 KB, beside each stock client without TCP_NODELAY",
                                new Limit(Kind.AT_LEAST, 20, "×"),
                                new Figure("call", "200 KB", "throughput"),
                                DELAYED,
                                Ratio.OURS_BY_THEIRS)),
                aims.least(
                        "MB/s with 25 MB, beside raw OkHttp",
                        new Limit(Kind.AT_LEAST, 0.95, "×"),
                        new Figure("upload", "25 MB", "throughput"),
                        List.of("okhttp"),
                        Ratio.OURS_BY_THEIRS),
                aims.absolute(
                        "heap growth with 25 MB, under -Xmx32m",
                        new Limit(Kind.BELOW, 2, "MB"),
                        new Figure("upload", "25 MB", "heap-growth")),
                aims.least(
                        "time of one call in a fresh JVM, beside bare Retrofit + Moshi",
                        new Limit(Kind.AT_MOST, 1.1, "×"),
                        new Figure("cold-start", "", "time"),
                        List.of("retrofit-moshi"),
                        Ratio.OURS_BY_THEIRS));
    }

    private record Figure(String question, String parameter, String metric) {}

    private enum Ratio {
        OURS_BY_THEIRS,
        THEIRS_BY_OURS;

        double of(Measurement ours, Measurement theirs) {
            return this == OURS_BY_THEIRS ? ours.value() / theirs.value() : theirs.value() / ours.value();
        }
    }

    private Aim absolute(String what, Limit limit, Figure figure) {
        Optional<Measurement> ours = find(figure, OURS);
        if (ours.isEmpty()) {
            return notMeasured(figure.question(), what, limit, missing(figure, List.of(OURS)));
        }
        double value = ours.get().value();
        return judged(figure.question(), what, limit, value, limit.measured(value) + notes(ours.get()));
    }

    /** The limit holds for the rival that comes out worst; one that was not measured might have been that. */
    private Aim least(String what, Limit limit, Figure figure, List<String> rivals, Ratio ratio) {
        Optional<Measurement> ours = find(figure, OURS);
        List<String> missing =
                missing(figure, Stream.concat(Stream.of(OURS), rivals.stream()).toList());
        List<Measurement> theirs =
                rivals.stream().flatMap(rival -> find(figure, rival).stream()).toList();
        if (ours.isEmpty() || theirs.isEmpty()) {
            return notMeasured(figure.question(), what, limit, missing);
        }
        Measurement worst = theirs.get(0);
        for (Measurement each : theirs) {
            if (ratio.of(ours.get(), each) < ratio.of(ours.get(), worst)) {
                worst = each;
            }
        }
        double value = ratio.of(ours.get(), worst);
        String measured = limit.measured(value) + " (" + Figures.of(ours.get().value()) + " beside "
                + Figures.of(worst.value()) + " " + Figures.unit(worst.unit()) + " of " + worst.rival() + ")"
                + notes(ours.get(), worst);
        if (limit.allows(value) && !missing.isEmpty()) {
            return notMeasured(
                    figure.question(),
                    what,
                    limit,
                    Stream.concat(Stream.of(measured), missing.stream()).toList());
        }
        return judged(figure.question(), what, limit, value, measured);
    }

    private Aim beyondTheBytes(String what, Limit limit) {
        Figure allocation = new Figure("encode", "", "allocation");
        Figure size = new Figure("encode", "", "size");
        Optional<Measurement> allocated = find(allocation, OURS);
        Optional<Measurement> bytes = find(size, OURS);
        if (allocated.isEmpty() || bytes.isEmpty()) {
            return notMeasured(
                    "encode",
                    what,
                    limit,
                    Stream.of(allocation, size)
                            .flatMap(figure -> missing(figure, List.of(OURS)).stream())
                            .toList());
        }
        // JMH divides all that was allocated by all operations: a few bytes of others remain.
        double whole = Math.rint(allocated.get().value());
        double beyondTheBytes = whole - bytes.get().value();
        double beyondTheArray = whole - arraySize(bytes.get().value());
        String measured = limit.measured(beyondTheArray) + " (" + Figures.of(whole) + " for "
                + Figures.of(bytes.get().value()) + " bytes, " + Figures.of(beyondTheBytes) + " beyond them, of which "
                + Figures.of(beyondTheBytes - beyondTheArray) + " are the array's header and padding)"
                + notes(allocated.get());
        return judged("encode", what, limit, beyondTheArray, measured);
    }

    private static double arraySize(double bytes) {
        return Math.ceil((ARRAY_HEADER + bytes) / ALIGNMENT) * ALIGNMENT;
    }

    /** The same aim, with our figure beside another rival's, that the aim is not about. */
    private Aim beside(String rival, Aim aim) {
        Figure figure = new Figure("call", "200 KB", "throughput");
        Optional<Measurement> ours = find(figure, OURS);
        Optional<Measurement> theirs = find(figure, rival);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return aim;
        }
        String more = "; " + rival + ", which sets it: " + Figures.of(Ratio.OURS_BY_THEIRS.of(ours.get(), theirs.get()))
                + " ×";
        return new Aim(aim.question(), aim.what(), aim.target(), aim.measured() + more, aim.verdict());
    }

    private Optional<Measurement> find(Figure figure, String rival) {
        return results.find(figure.question(), rival, figure.parameter(), figure.metric());
    }

    private List<String> missing(Figure figure, List<String> rivals) {
        List<String> missing = new ArrayList<>();
        for (String rival : rivals) {
            if (find(figure, rival).isEmpty()) {
                missing.add(results.failure(figure.question(), rival, figure.parameter())
                        .map(failure -> rival + ": " + failure.what())
                        .orElse("no " + figure.metric() + " of " + rival));
            }
        }
        return missing;
    }

    private static String notes(Measurement... measurements) {
        StringBuilder notes = new StringBuilder();
        for (Measurement measurement : measurements) {
            if (measurement.note() != null) {
                notes.append("; ")
                        .append(measurement.rival())
                        .append(": ")
                        .append(measurement.metric())
                        .append(' ')
                        .append(measurement.note());
            }
        }
        return notes.toString();
    }

    private static Aim judged(String question, String what, Limit limit, double value, String measured) {
        return new Aim(question, what, limit.toString(), measured, limit.allows(value) ? Verdict.MET : Verdict.MISSED);
    }

    private static Aim notMeasured(String question, String what, Limit limit, List<String> missing) {
        return new Aim(question, what, limit.toString(), String.join("; ", missing), Verdict.NOT_MEASURED);
    }
}
