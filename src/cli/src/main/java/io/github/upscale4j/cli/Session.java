package io.github.upscale4j.cli;

import io.github.upscale4j.UpscaleClient;
import io.github.upscale4j.model.UpscaleRequest;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What all pictures of a run have in common.
 *
 * @param secrets what does not get into the ledger, also where a link has it
 * @param folder where results go, and what names in the ledger are relative to
 * @param handling of what is there, and of what may have been billed
 */
record Session(
        UpscaleClient client,
        Ledger ledger,
        UpscaleRequest request,
        Secrets secrets,
        Path folder,
        Handling handling,
        Clock clock) {

    /**
     * Opens a run's memory.
     *
     * @throws WrongUsage if it cannot be used, so that nothing is sent
     */
    static Ledger ledger(Path file, Clock clock) {
        try {
            return Ledger.open(file, clock);
        } catch (LedgerException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
    }

    /** The key of a call with this picture. */
    CallKey key(Picture picture) {
        return new CallKey(picture.sha256(), Parameters.json(request));
    }

    /** A name in the ledger as a file. */
    Path file(String name) {
        return PathText.below(folder, name);
    }

    /** A file as the ledger has it: the same from wherever the program is started. */
    String name(Path file) {
        return folder.relativize(file).toString();
    }
}
