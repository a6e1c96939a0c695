package io.github.upscale4j.benchmarks;

import java.net.URI;
import java.nio.file.Path;

/** One call in a fresh process: what a command line or a function that is started for each picture waits for. */
public final class OneCall {
    private OneCall() {}

    /**
     * Measures, prints what it saw, and ends the process.
     *
     * @param arguments the rival's class, the server's base URL, the picture
     */
    public static void main(String[] arguments) throws Exception {
        Calling calling = Rival.of(arguments[0]).calling(URI.create(arguments[1]), 1);
        if (calling.call(Path.of(arguments[2])) == null) {
            throw new IllegalStateException("expected an answer");
        }
        System.exit(0); // what threads are left does not count
    }
}
