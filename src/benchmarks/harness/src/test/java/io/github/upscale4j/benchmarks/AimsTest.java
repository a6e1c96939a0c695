package io.github.upscale4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.benchmarks.Aim.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AimsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // question | metric | parameter | beside | theirs | ours | target | verdict
                "decode | time | 2 | bare-moshi | 1000 | 1400 | ≤ 1.4 × | MET",
                "decode | time | 2 | bare-moshi | 1000 | 1400.1 | ≤ 1.4 × | MISSED",
                "decode | time | 2 | bare-moshi | 1000 | 900 | ≤ 1.4 × | MET",
                "call | throughput | 200 KB | okhttp | 1000 | 850 | ≥ 0.85 × | MET",
                "call | throughput | 200 KB | okhttp | 1000 | 849.9 | ≥ 0.85 × | MISSED",
                "call | throughput | 200 KB | okhttp | 1000 | 1100 | ≥ 0.85 × | MET",
                "upload | throughput | 25 MB | okhttp | 1000 | 950 | ≥ 0.95 × | MET",
                "upload | throughput | 25 MB | okhttp | 1000 | 949.9 | ≥ 0.95 × | MISSED",
                "cold-start | time | '' | retrofit-moshi | 1000 | 1100 | ≤ 1.1 × | MET",
                "cold-start | time | '' | retrofit-moshi | 1000 | 1100.1 | ≤ 1.1 × | MISSED",
            })
    void aimsBesideARival(
            String question,
            String metric,
            String parameter,
            String rival,
            double theirs,
            double ours,
            String target,
            Verdict verdict) {
        List<Aim> aims = Aims.of(new MadeUp()
                .with(question, "upscale4j", parameter, metric, "unit", ours)
                .with(question, rival, parameter, metric, "unit", theirs)
                .results());

        assertEquals(verdict, aim(aims, question, target).verdict());
        assertEquals(1, aims.stream().filter(aim -> aim.verdict() == verdict).count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "decode | allocation | 2 | 3000 | ≤ 3,000 B/op | 3,000 B/op | MET",
                "decode | allocation | 2 | 3000.01 | ≤ 3,000 B/op | 3,000.01 B/op | MISSED",
                "upload | heap-growth | 25 MB | 1.99 | < 2 MB | 1.99 MB | MET",
                "upload | heap-growth | 25 MB | 2 | < 2 MB | 2 MB | MISSED",
            })
    void aimsOfOurOwn(
            String question,
            String metric,
            String parameter,
            double ours,
            String target,
            String measured,
            Verdict verdict) {
        List<Aim> aims = Aims.of(new MadeUp()
                .with(question, "upscale4j", parameter, metric, "unit", ours)
                .results());

        Aim aim = aim(aims, question, target);
        assertAll(() -> assertEquals(verdict, aim.verdict()), () -> assertEquals(measured, aim.measured()));
    }

    @ParameterizedTest
    @CsvSource({
        "149, 168, MET",
        "149, 168.4, MET",
        "149, 169, MISSED",
        "152, 168, MET",
        "153, 168, MET",
        "153, 176, MET",
        "153, 177, MISSED",
    })
    void encodingAllocatesTheArrayOnly(double size, double allocation, Verdict verdict) {
        List<Aim> aims = Aims.of(new MadeUp()
                .with("encode", "upscale4j", "", "allocation", "B/op", allocation)
                .with("encode", "upscale4j", "", "size", "B", size)
                .results());

        assertEquals(verdict, aim(aims, "encode", "≤ 0 B/op").verdict());
    }

    @Test
    void whatIsBeyondTheBytesIsTold() {
        List<Aim> aims = Aims.of(new MadeUp()
                .with("encode", "upscale4j", "", "allocation", "B/op", 200.3)
                .with("encode", "upscale4j", "", "size", "B", 149)
                .results());

        assertEquals(
                "32 B/op (200 for 149 bytes, 51 beyond them, of which 19 are the array's header and padding)",
                aim(aims, "encode", "≤ 0 B/op").measured());
    }

    @ParameterizedTest
    @CsvSource({
        "100, 101, 101, MET, jackson-streaming",
        "100, 100, 200, MISSED, jackson-streaming",
        "100, 200, 100, MISSED, fastjson2",
        "100, 90, 80, MISSED, fastjson2",
        "100, , 80, MISSED, fastjson2",
        "100, , 200, NOT_MEASURED, jackson-streaming",
        "100, 200, , NOT_MEASURED, fastjson2",
        "100, , , NOT_MEASURED, fastjson2",
        ", 100, 100, NOT_MEASURED, upscale4j",
    })
    void aheadOfAllThatYieldTheSameTypes(Double ours, Double jackson, Double fastjson, Verdict verdict, String named) {
        MadeUp results = new MadeUp();
        time(results, "upscale4j", ours);
        time(results, "jackson-streaming", jackson);
        time(results, "fastjson2", fastjson);

        Aim aim = aim(Aims.of(results.results()), "decode", "> 1 ×");

        assertAll(
                () -> assertEquals(verdict, aim.verdict()),
                () -> assertTrue(aim.measured().contains(named), aim.measured()));
    }

    private static void time(MadeUp results, String rival, Double value) {
        if (value != null) {
            results.with("decode", rival, "2", "time", "ns/op", value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2000, 100, 90, 80, MET, '20 × (2,000 beside 100 calls/s of stock-retrofit2-gson)'",
        "1999, 100, 90, 80, MISSED, '19.99 × (2,000 beside 100 calls/s of stock-retrofit2-gson)'",
        "2000, 90, 80, 101, MISSED, '19.8 × (2,000 beside 101 calls/s of stock-okhttp-gson)'",
    })
    void everyDelayedStockClientCounts(
            double ours, double gson, double jackson, double okhttp, Verdict verdict, String measured) {
        Aim aim = aim(
                Aims.of(calls(ours)
                        .with("call", "stock-retrofit2-gson", "200 KB", "throughput", "calls/s", gson)
                        .with("call", "stock-retrofit2-jackson", "200 KB", "throughput", "calls/s", jackson)
                        .with("call", "stock-okhttp-gson", "200 KB", "throughput", "calls/s", okhttp)
                        .results()),
                "call",
                "≥ 20 ×");

        assertAll(() -> assertEquals(verdict, aim.verdict()), () -> assertEquals(measured, aim.measured()));
    }

    @Test
    void aFailedRivalLeavesTheAimOpenAndIsNamed() {
        Aim aim = aim(
                Aims.of(calls(2_000)
                        .with("call", "stock-retrofit2-gson", "200 KB", "throughput", "calls/s", 50)
                        .with("call", "stock-retrofit2-jackson", "200 KB", "throughput", "calls/s", 50)
                        .failed("call", "stock-okhttp-gson", "200 KB", "OutOfMemoryError")
                        .results()),
                "call",
                "≥ 20 ×");

        assertEquals(Verdict.NOT_MEASURED, aim.verdict());
        assertTrue(aim.measured().endsWith("; stock-okhttp-gson: OutOfMemoryError"), aim.measured());
    }

    @Test
    void theStockClientThatSetsTcpNoDelayStandsByItself() {
        Aim aim = aim(
                Aims.of(calls(2_000)
                        .with("call", "stock-retrofit2-gson", "200 KB", "throughput", "calls/s", 50)
                        .with("call", "stock-retrofit2-jackson", "200 KB", "throughput", "calls/s", 50)
                        .with("call", "stock-okhttp-gson", "200 KB", "throughput", "calls/s", 50)
                        .with("call", "stock-native", "200 KB", "throughput", "calls/s", 1_600)
                        .results()),
                "call",
                "≥ 20 ×");

        assertEquals(Verdict.MET, aim.verdict());
        assertTrue(aim.measured().endsWith("; stock-native, which sets it: 1.25 ×"), aim.measured());
    }

    private static MadeUp calls(double ours) {
        return new MadeUp().with("call", "upscale4j", "200 KB", "throughput", "calls/s", ours);
    }

    @Test
    void otherParametersAreNoEvidence() {
        List<Aim> aims = Aims.of(new MadeUp()
                .with("decode", "upscale4j", "4", "time", "ns/op", 1)
                .with("decode", "bare-moshi", "4", "time", "ns/op", 1)
                .with("call", "upscale4j", "1 MB", "throughput", "calls/s", 1)
                .with("call", "okhttp", "1 MB", "throughput", "calls/s", 1)
                .results());

        assertTrue(aims.stream().allMatch(aim -> aim.verdict() == Verdict.NOT_MEASURED), aims::toString);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertEquals(
                List.of(
                        "no time of upscale4j; no time of bare-moshi",
                        "no allocation of upscale4j",
                        "no time of upscale4j; no time of jackson-streaming; no time of fastjson2",
                        "no allocation of upscale4j; no size of upscale4j",
                        "no throughput of upscale4j; no throughput of okhttp",
                        "no throughput of upscale4j; no throughput of stock-retrofit2-gson; no throughput of"
                                + " stock-retrofit2-jackson; no throughput of stock-okhttp-gson",
                        "no throughput of upscale4j; no throughput of okhttp",
                        "no heap-growth of upscale4j",
                        "no time of upscale4j; no time of retrofit-moshi"),
                Aims.of(new MadeUp().results()).stream().map(Aim::measured).toList());
    }

    @Test
    void reservationsAreTold() {
        Aim aim = aim(
                Aims.of(new MadeUp()
                        .with("decode", "upscale4j", "2", "time", "ns/op", 1_300)
                        .with(new Measurement(
                                "decode",
                                "bare-moshi",
                                "2",
                                "time",
                                "ns/op",
                                1_000,
                                null,
                                List.of(),
                                "did not converge"))
                        .results()),
                "decode",
                "≤ 1.4 ×");

        assertEquals(
                "1.30 × (1,300 beside 1,000 ns/op of bare-moshi); bare-moshi: time did not converge", aim.measured());
    }

    private static Aim aim(List<Aim> aims, String question, String target) {
        return aims.stream()
                .filter(aim -> aim.question().equals(question) && aim.target().equals(target))
                .findFirst()
                .orElseThrow();
    }
}
