package io.github.upscale4j.benchmarks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Results that nobody measured. */
final class MadeUp {
    static final Instant DATE = Instant.parse("2026-11-22T21:00:00Z");

    private final List<Measurement> measurements = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    MadeUp with(
            String question, String rival, String parameter, String metric, String unit, double value, double error) {
        measurements.add(new Measurement(question, rival, parameter, metric, unit, value, error, List.of(), null));
        return this;
    }

    MadeUp with(String question, String rival, String parameter, String metric, String unit, double value) {
        measurements.add(new Measurement(question, rival, parameter, metric, unit, value, null, List.of(), null));
        return this;
    }

    MadeUp with(Measurement measurement) {
        measurements.add(measurement);
        return this;
    }

    MadeUp failed(String question, String rival, String parameter, String what) {
        failures.add(new Failure(question, rival, parameter, what));
        return this;
    }

    Results results() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("cpu", "A Processor @ 2.00GHz | x86_64");
        machine.put("cores", "2");
        machine.put("memory", "24 GiB");
        machine.put("java", "OpenJDK 17.0.15+6");
        return new Results("short", DATE, "abc1234", machine, measurements, failures);
    }

    /** Every question, and every rival that it is asked of. */
    static Results whole() {
        MadeUp all = new MadeUp();
        Random random = new Random(7);
        Map<String, Double> decoders = new LinkedHashMap<>();
        decoders.put("upscale4j", 2_900.0);
        decoders.put("bare-moshi", 2_150.0);
        decoders.put("moshi-records", 6_200.0);
        decoders.put("jackson-streaming", 3_050.0);
        decoders.put("fastjson2", 1_400.0);
        decoders.put("stock-retrofit2-gson", 16_600.0);
        decoders.put("stock-retrofit2-jackson", 14_100.0);
        decoders.put("stock-okhttp-gson", 41_000.0);
        decoders.put("stock-native", 13_800.0);
        decoders.forEach((rival, time) -> {
            all.with("decode", rival, "2", "time", "ns/op", time, time * 0.03);
            all.with("decode", rival, "2", "allocation", "B/op", time * 1.05 + 400, 0.001);
            all.with("encode", rival, "", "time", "ns/op", time / 8, time / 300);
            all.with("encode", rival, "", "allocation", "B/op", Math.rint(time / 5), 0.001);
            all.with("encode", rival, "", "size", "B", rival.startsWith("stock") ? 158 : 149);
        });
        for (String rival : List.of("upscale4j", "bare-moshi")) {
            for (int images : new int[] {1, 4, 8}) {
                double time = decoders.get(rival) * (0.15 + 0.425 * images) + 20 * random.nextGaussian();
                all.with("decode", rival, "" + images, "time", "ns/op", time, 40);
                all.with("decode", rival, "" + images, "allocation", "B/op", time * 1.05 + 400, 0.001);
            }
        }
        Map<String, Double> callers = new LinkedHashMap<>();
        callers.put("upscale4j", 2_410.0);
        callers.put("okhttp", 2_700.0);
        callers.put("okhttp-defaults", 24.3);
        callers.put("okhttp-per-call", 1_650.0);
        callers.put("retrofit-moshi", 2_480.0);
        callers.put("jdk", 2_010.0);
        callers.put("socket", 5_300.0);
        callers.put("stock-retrofit2-gson", 23.9);
        callers.put("stock-retrofit2-jackson", 24.1);
        callers.put("stock-okhttp-gson", 22.8);
        callers.put("stock-native", 1_700.0);
        callers.forEach((rival, rate) -> {
            all.with("call", rival, "200 KB", "throughput", "calls/s", rate, rate * 0.04);
            all.with("call", rival, "200 KB", "cpu", "us/call", 1e6 / (rate + 1_500) * 0.7, 4.0);
            all.with("call", rival, "200 KB", "allocation", "B/call", 21_000 - rate, 30);
            if (!rival.equals("stock-okhttp-gson")) {
                all.with("upload", rival, "25 MB", "throughput", "MB/s", 300 + Math.sqrt(rate) * 14, 25);
                all.with("upload", rival, "25 MB", "allocation", "B/call", 40_000 + rate);
                all.with("upload", rival, "25 MB", "heap-growth", "MB", 0.4 + rate / 4_000);
            }
            double median = rival.startsWith("stock") ? 1_300 : 560 + rate / 10;
            all.with(new Measurement(
                    "cold-start",
                    rival,
                    "",
                    "time",
                    "ms",
                    median,
                    null,
                    IntStream.range(0, 15)
                            .mapToObj(i -> median + 40 * random.nextGaussian())
                            .toList(),
                    null));
            all.with("tree", rival, "", "jars", "jars", Math.rint(Math.log(rate)));
            all.with("tree", rival, "", "size", "MB", Math.log(rate) * 0.9);
        });
        all.failed("upload", "stock-okhttp-gson", "25 MB", "OutOfMemoryError: Java heap space");
        for (String rival : List.of("upscale4j", "okhttp")) {
            for (String size : List.of("10 KB", "1 MB", "5 MB")) {
                double cpu = 110 + Load.of(size) * 1e-6 * 340;
                all.with("call", rival, size, "throughput", "calls/s", 8e5 / cpu, 9.0);
                all.with("call", rival, size, "cpu", "us/call", cpu, 5.0);
                all.with("call", rival, size, "allocation", "B/call", 20_100 + cpu, 20);
            }
            for (int thousand = 1; thousand <= 10; thousand++) {
                all.with("steady", rival, "" + thousand, "cpu", "us/call", 175 + 2 * random.nextGaussian());
            }
        }
        for (String rival : List.of("upscale4j", "okhttp", "retrofit-moshi", "jdk", "stock-native")) {
            for (int inFlight : new int[] {1, 8, 64, 256}) {
                double share = 98 - Math.sqrt(inFlight) * (rival.equals("jdk") ? 4.1 : 3.2) + 2 * random.nextDouble();
                String parameter = "" + inFlight;
                all.with("in-flight", rival, parameter, "throughput", "calls/s", share * inFlight / 5, 11);
                all.with("in-flight", rival, parameter, "share", "%", share);
                all.with("in-flight", rival, parameter, "threads", "", inFlight + 9);
                all.with("in-flight", rival, parameter, "allocation", "B/call", 21_500 + inFlight);
                all.with("in-flight", rival, parameter, "cpu", "us/call", 190 + inFlight / 40.0);
            }
        }
        all.with(new Measurement("suite", "upscale4j", "", "time", "s", 3.95, 0.21, List.of(), "did not converge"));
        all.with("regenerate", "upscale4j", "", "time", "s", 2.4);
        return all.results();
    }
}
