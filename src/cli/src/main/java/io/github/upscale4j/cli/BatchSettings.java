package io.github.upscale4j.cli;

import io.github.upscale4j.UpscaleClient;
import io.github.upscale4j.model.UpscaleRequest;
import java.nio.file.Path;

/**
 * What {@code batch} was told.
 *
 * @param client builds, as it is, and has the limit of images in flight
 * @param inFlight images, not calls, in progress at the same time at most; 1 to 1000
 * @param maxCalls calls that may be billed at most, over the ledger's life; {@link Long#MAX_VALUE} for no end
 * @param maxImages the same for images
 * @param giveUpAfter failures in a row that are not about the picture; from 1
 * @param contactSheet whether to write the pages that show before and after
 */
record BatchSettings(
        Path inDir,
        Path outDir,
        Path ledger,
        UpscaleRequest request,
        UpscaleClient.Builder client,
        int inFlight,
        long maxCalls,
        long maxImages,
        int giveUpAfter,
        boolean contactSheet,
        Handling handling) {

    /** What all pictures of this run have in common. */
    Session session(UpscaleClient open, Ledger opened, Invocation invocation) {
        return new Session(open, opened, request, invocation.secrets(), outDir, handling, invocation.clock());
    }
}
