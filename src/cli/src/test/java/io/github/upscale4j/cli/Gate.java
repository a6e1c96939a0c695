package io.github.upscale4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stands before a provider and lets all bytes pass, but for those of a large request: they wait until the gate is opened. */
final class Gate implements AutoCloseable {
    /** A small picture's request has less. */
    private static final int PASS_BYTES = 64 * 1024;

    private static final int PATIENCE_SECONDS = 60;

    private final URI provider;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    Gate(URI provider) throws IOException {
        this.provider = provider;
        start(this::accept);
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Returns when a large request waits. */
    void awaitRequest() throws InterruptedException {
        if (!reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no large request came");
        }
    }

    void open() {
        opened.countDown();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            Socket upstream = new Socket(provider.getHost(), provider.getPort());
            sockets.addAll(List.of(client, upstream));
            start(() -> relay(client, upstream, PASS_BYTES));
            start(() -> relay(upstream, client, Long.MAX_VALUE));
        }
    }

    private void relay(Socket from, Socket to, long pass) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[PASS_BYTES];
            long passed = 0;
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                passed += n;
                if (passed > pass) {
                    reached.countDown();
                    opened.await();
                }
                out.write(bytes, 0, n);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One of the two hung up.
                    }
                },
                "gate");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }

    @Override
    public void close() throws IOException {
        open();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
