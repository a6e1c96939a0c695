package io.github.upscale4j.benchmarks;

import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost to decode an answer, with all checks of the contract on, beside decoders that check nothing? Answers of one
 * to eight images show what each image adds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
    /** The rival's class. */
    @Param("")
    public String rival;

    /** How many images the answer has. */
    @Param("2")
    public int images;

    private Decoding decoding;
    private byte[] answer;

    @Setup
    public void prepare() throws Exception {
        decoding = Rival.of(rival).decoding();
        answer = Files.readAllBytes(Input.answer(images));
    }

    @Benchmark
    public Object decode() throws Exception {
        return decoding.decode(answer);
    }
}
