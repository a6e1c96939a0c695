package io.github.upscale4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What does it cost to encode the request, and how much garbage is there besides its bytes? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodeBenchmark {
    /** The rival's class. */
    @Param("")
    public String rival;

    private Encoding encoding;

    @Setup
    public void prepare() throws Exception {
        encoding = Rival.of(rival).encoding();
    }

    @Benchmark
    public Object encode() throws Exception {
        return encoding.encode();
    }
}
