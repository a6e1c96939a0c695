package io.github.upscale4j.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The limit: a socket for each thread, and the least that is HTTP. It knows its server, and does nothing for any other. The answer
 * is its bytes.
 */
public final class RawSocket implements Rival {
    @Override
    public Calling calling(URI baseUrl, int inFlight) {
        return new SocketCalling(baseUrl, inFlight);
    }

    private static final class SocketCalling implements Calling {
        private final Queue<KeptSocket> all = new ConcurrentLinkedQueue<>();
        private final ThreadLocal<KeptSocket> sockets;
        private final ExecutorService threads;

        SocketCalling(URI baseUrl, int inFlight) {
            sockets = ThreadLocal.withInitial(() -> {
                KeptSocket socket = new KeptSocket(baseUrl);
                all.add(socket);
                return socket;
            });
            threads = Executors.newFixedThreadPool(inFlight);
        }

        @Override
        public Object call(Path image) throws IOException {
            return sockets.get().call(image);
        }

        @Override
        public CompletableFuture<?> callAsync(Path image) {
            CompletableFuture<Object> future = new CompletableFuture<>();
            threads.execute(() -> {
                try {
                    future.complete(call(image));
                } catch (IOException | RuntimeException e) {
                    future.completeExceptionally(e);
                }
            });
            return future;
        }

        @Override
        public void close() {
            threads.shutdownNow();
            all.forEach(KeptSocket::close);
        }
    }
}
