package io.github.upscale4j.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How many whole calls a second, one after the other, over loopback to a server in a process of its own, and what does the client
 * take of the processor for each? With a picture of 25 MB in a heap of 32 MB it answers: how fast does a large upload go?
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CallBenchmark {
    /** The rival's class. */
    @Param("")
    public String rival;

    /** The picture's size. */
    @Param("200 KB")
    public String picture;

    private Calling calling;
    private Path image;

    @Setup
    public void prepare() throws Exception {
        calling = Rival.of(rival).calling(Input.server(), 1);
        image = Input.picture(picture);
    }

    @Benchmark
    public Object call() throws Exception {
        return calling.call(image);
    }

    @TearDown
    public void close() {
        calling.close();
    }
}
