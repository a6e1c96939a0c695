package io.github.upscale4j;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/** Looks names up for a limited time: the JDK's own look-up knows no time-out, and cannot be interrupted. */
final class BoundedDns implements Dns {
    private final Map<String, FutureTask<List<InetAddress>>> lookups = new ConcurrentHashMap<>();
    private final Dns dns;
    private final Duration timeout;

    BoundedDns(Dns dns, Duration timeout) {
        this.dns = dns;
        this.timeout = timeout;
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        FutureTask<List<InetAddress>> lookup = lookups.computeIfAbsent(host, this::started);
        try {
            return lookup.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw unknown(host, "was not looked up within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host, "was not looked up: interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw unknown(host, "could not be looked up", e.getCause() == null ? e : e.getCause());
        }
    }

    /** On a thread of its own: what hangs here cannot be waited for when the client is closed. One for each name. */
    private FutureTask<List<InetAddress>> started(String host) {
        FutureTask<List<InetAddress>> lookup = new FutureTask<>(() -> dns.lookup(host));
        Thread thread = new Thread(
                () -> {
                    lookup.run();
                    lookups.remove(host);
                },
                "upscale4j-dns");
        thread.setDaemon(true);
        thread.start();
        return lookup;
    }

    private static UnknownHostException unknown(String host, String why, Throwable cause) {
        UnknownHostException unknown = new UnknownHostException(host + " " + why);
        unknown.initCause(cause);
        return unknown;
    }
}
