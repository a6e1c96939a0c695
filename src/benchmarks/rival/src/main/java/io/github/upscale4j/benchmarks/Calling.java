package io.github.upscale4j.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Calls the endpoint with {@link Parameters#EXAMPLE} and {@link Parameters#KEY}. Thread-safe. */
public interface Calling extends AutoCloseable {
    /**
     * One call, whose answer was read to its end.
     *
     * @return the answer in the rival's own form
     */
    Object call(Path image) throws Exception;

    /** The same without waiting for it, in the way that the rival has for many calls at a time. */
    CompletableFuture<?> callAsync(Path image);

    /** Lets connections and threads go. */
    @Override
    void close();
}
