package io.github.upscale4j.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/** Does a call cost more the more calls there were before it? Prints the processor time of a call for each further thousand. */
public final class Steady {
    private static final int THOUSAND = 1000;

    private Steady() {}

    /**
     * Measures, prints what it saw, and ends the process.
     *
     * @param arguments the rival's class, the server's base URL, the picture, the thousands to warm up, those to measure
     */
    public static void main(String[] arguments) throws Exception {
        Calling calling = Rival.of(arguments[0]).calling(URI.create(arguments[1]), 1);
        Path picture = Path.of(arguments[2]);
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            thousandCalls(calling, picture);
        }
        for (int i = 1; i <= Integer.parseInt(arguments[4]); i++) {
            long cpu = Usage.cpuNanos();
            thousandCalls(calling, picture);
            double micros = (Usage.cpuNanos() - cpu) / 1e3 / THOUSAND;
            System.out.println(i + " us/call " + String.format(Locale.ROOT, "%.6g", micros));
        }
        System.exit(0);
    }

    private static void thousandCalls(Calling calling, Path picture) throws Exception {
        for (int i = 0; i < THOUSAND; i++) {
            calling.call(picture);
        }
    }
}
