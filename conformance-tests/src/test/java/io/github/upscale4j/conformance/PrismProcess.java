package io.github.upscale4j.conformance;

import java.io.IOException;

/** Starts the mock, prints its process id, and waits to be ended. */
final class PrismProcess {
    private PrismProcess() {}

    public static void main(String[] arguments) throws IOException {
        Prism prism = Prism.start(Contract.published());
        System.out.println(prism.handle().pid());
        while (System.in.read() >= 0) {
            // Until the parent ends it, or is gone itself.
        }
    }
}
