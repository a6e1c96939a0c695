package io.github.upscale4j.conformance;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that keep a run, or judge one that was kept. */
final class RecordingOptions {
    @Option(
            names = "--record",
            paramLabel = "DIR",
            descriptionKey = "conformance.record",
            description = "Keep the exchanges in this folder too, with made-up secrets in place of the real ones.")
    @Nullable Path record;

    @Option(
            names = "--replay",
            paramLabel = "DIR",
            descriptionKey = "conformance.replay",
            description = "Judge what was kept in this folder, by today's contract. Sends nothing and needs no key.")
    @Nullable Path replay;

    /** @throws WrongUsage if there is nothing to keep */
    void refuseForMock() {
        if (record != null) {
            throw new WrongUsage("--record: expected --base-url beside it, found none; the mock can be asked any time");
        }
    }

    /** @throws WrongUsage if the other option is given, which means nothing to a recording */
    static void refuseBesideReplay(String option, boolean given) {
        if (given) {
            throw new WrongUsage(
                    option + ": expected no --replay beside it, found one; the recording says what was sent, and how");
        }
    }
}
