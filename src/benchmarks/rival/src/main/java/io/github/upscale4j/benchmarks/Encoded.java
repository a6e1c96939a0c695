package io.github.upscale4j.benchmarks;

import java.io.PrintStream;

/** Prints the request's JSON as a rival encodes it. */
public final class Encoded {
    private Encoded() {}

    /**
     * Prints it in UTF-8, without a line break.
     *
     * @param arguments the rival's class
     */
    public static void main(String[] arguments) throws Exception {
        Encoding encoding = Rival.of(arguments[0]).encoding();
        PrintStream out = System.out;
        out.write(encoding.bytes(encoding.encode()));
        out.flush();
    }
}
