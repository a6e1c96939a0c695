package io.github.upscale4j.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Calls nobody: what the JVM itself takes in a cold start. */
public final class Nothing implements Rival {
    @Override
    public Calling calling(URI baseUrl, int inFlight) {
        return new Calling() {
            @Override
            public Object call(Path image) {
                return "";
            }

            @Override
            public CompletableFuture<?> callAsync(Path image) {
                return CompletableFuture.completedFuture("");
            }

            @Override
            public void close() {}
        };
    }
}
