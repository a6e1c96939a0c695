package io.github.upscale4j.provider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A stand-in for the paid endpoint on 127.0.0.1: answers as the contract says, with pictures to download, bills in its
 * journal only, and misbehaves where faults tell it to. Thread-safe.
 *
 * <p>One daemon thread accepts, and one serves each connection; {@link #close} ends all of them.
 */
public final class Provider implements AutoCloseable {
    private static final int BACKLOG = 256;
    private static final long JOIN_MILLIS = 5_000;

    final ProviderOptions options;
    final Closing closing = new Closing();
    private final Journal journal;
    private final ServerSocket server;
    private final URI baseUrl;
    private final Endpoint endpoint;
    private final Thread acceptor;
    private final Map<Socket, Thread> connections = new ConcurrentHashMap<>();
    private final Attendance attendance = new Attendance();
    private volatile FaultPlan faults = new FaultPlan(List.of());

    private Provider(ProviderOptions options, ServerSocket server) {
        this.options = options;
        this.server = server;
        journal = new Journal(options.journalSize);
        baseUrl = URI.create("http://127.0.0.1:" + server.getLocalPort());
        Contract contract = options.contract == null ? Contract.bundled() : new Contract(options.contract);
        endpoint = new Endpoint(options, contract, journal, baseUrl);
        setFaults(options.faults);
        acceptor = daemon(this::accept, "accept");
    }

    /**
     * Starts one with all defaults on a free port.
     *
     * @throws IOException if no port can be bound
     */
    public static Provider start() throws IOException {
        return start(ProviderOptions.defaults());
    }

    /**
     * Starts one.
     *
     * @throws IOException if the port cannot be bound
     * @throws IllegalArgumentException if the contract has a keyword in its request's schema that the provider cannot check
     *     (the message names the schema), or has no such dialect
     */
    public static Provider start(ProviderOptions options) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), options.port), BACKLOG);
            Provider provider = new Provider(options, server);
            provider.acceptor.start();
            return provider;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Where it listens, without a slash at the end: {@code http://127.0.0.1:PORT}. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** The endpoint's address: the base and the contract's path. */
    public URI endpoint() {
        return baseUrl.resolve(endpoint.contract.path);
    }

    /** The port, from 1 to 65535. */
    public int port() {
        return server.getLocalPort();
    }

    /** What it saw and billed; can still be read after {@link #close}. */
    public Journal journal() {
        return journal;
    }

    /**
     * Replaces all faults, from the next request (or connection) on; how often they fitted is counted anew.
     *
     * @throws IllegalArgumentException if the contract has no examples in the dialect of one
     */
    public void setFaults(List<Fault> faults) {
        faults.forEach(fault -> endpoint.requireDialect(fault.edits.dialect()));
        this.faults = new FaultPlan(faults);
    }

    FaultPlan faults() {
        return faults;
    }

    void log(ExchangeEntry entry) {
        String images = entry.imagesBilled == 1 ? "1 image billed, " : entry.imagesBilled + " images billed, ";
        options.log.accept(String.format(
                "%s %s %s, %s%d ms%s",
                entry.head.method().isEmpty() ? "-" : entry.head.method(),
                entry.head.path().isEmpty() ? "-" : entry.head.path(),
                entry.status == 0 ? "no answer" : String.valueOf(entry.status),
                entry.kind == Exchange.Kind.CALL ? images : "",
                Journal.millis(entry.inFlight),
                entry.problem == null ? "" : ", " + entry.problem));
    }

    private void accept() {
        for (long number = 1; !closing.hasBegun() && !server.isClosed(); number++) {
            try {
                Socket socket = server.accept();
                Connection connection = new Connection(this, endpoint, socket);
                Thread thread = daemon(
                        () -> {
                            try {
                                connection.run();
                            } finally {
                                attendance.leave();
                                connections.remove(socket);
                            }
                        },
                        "connection-" + number);
                connections.put(socket, thread);
                attendance.enter();
                thread.start();
            } catch (IOException e) {
                // Closed, or a caller that was gone before it was served.
            }
        }
    }

    private Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, "upscale4j-provider-" + port() + "-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /** Waits in a connection between two requests. */
    void atRest(Attendance.Wait wait) throws IOException {
        attendance.absent(wait);
    }

    /**
     * Stops listening, lets the requests that have begun to arrive have their answers, and closes.
     *
     * @param longest how long that may take; what is not done by then is cut off
     */
    public void closeAfterAnswers(Duration longest) {
        quietly(server);
        try {
            attendance.awaitNobody(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /** Stops listening, closes every connection (a stalled one too) and waits for its threads, 5 seconds at most. */
    @Override
    public void close() {
        closing.begin();
        quietly(server);
        List<Thread> threads = new ArrayList<>(List.of(acceptor));
        try {
            acceptor.join(JOIN_MILLIS); // no connection comes after this
            threads.addAll(connections.values());
            connections.keySet().forEach(Provider::quietly);
            long until = System.nanoTime() + JOIN_MILLIS * 1_000_000;
            for (Thread thread : threads) {
                thread.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void quietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // There is nothing left to close then.
        }
    }
}
