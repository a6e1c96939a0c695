package io.github.upscale4j.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints what a rival reads in answers. */
public final class Decoded {
    private Decoded() {}

    /**
     * Prints {@link Decoding#values} in UTF-8, each in a line of its own: the simple name of its class, a tab and its text.
     *
     * @param arguments the rival's class, and files that hold the JSON of an answer
     */
    public static void main(String[] arguments) throws Exception {
        Decoding decoding = Rival.of(arguments[0]).decoding();
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (int i = 1; i < arguments.length; i++) {
            for (Object value : decoding.values(decoding.decode(Files.readAllBytes(Path.of(arguments[i]))))) {
                out.println((value == null ? "null" : value.getClass().getSimpleName()) + "\t" + value);
            }
        }
        out.flush();
    }
}
