package io.github.upscale4j.cli;

import io.github.upscale4j.cli.ServerProbe.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What an answer to {@link ServerProbe}, or none, says of the server, the key and the clock. */
final class ServerFindings {
    private static final String SERVER = "server";
    private static final String KEY = "key";
    private static final String CLOCK = "clock";
    private static final Duration LARGEST_SKEW = Duration.ofSeconds(60);

    private final Contract contract;
    private final Clock clock;
    /** From where the key comes; null if there is none. */
    private final @Nullable String keySource;

    ServerFindings(Contract contract, Clock clock, @Nullable String keySource) {
        this.contract = contract;
        this.clock = clock;
        this.keySource = keySource;
    }

    List<Finding> of(Outcome outcome) {
        List<Finding> findings = new ArrayList<>();
        IOException failure = outcome.failure();
        String connection = outcome.connection() == null ? "" : outcome.connection();
        if (failure != null) {
            findings.add(failed(failure, connection));
            if (keySource != null) {
                findings.add(Finding.ok(KEY, "its form is right, from " + keySource + "; nobody looked at it"));
            }
            return findings;
        }
        if (outcome.status() == 0) {
            return List.of(Finding.ok(SERVER, connection + "; nothing was sent"));
        }
        findings.add(server(connection, outcome.status()));
        findings.add(key(outcome.status(), " (" + outcome.status() + "), from " + keySource));
        findings.add(clock(outcome.date()));
        return findings;
    }

    private static Finding failed(IOException failure, String connection) {
        if (failure instanceof ServerProbe.LeavesThisMachine) {
            return Finding.failed(
                    SERVER,
                    ExitCode.USAGE,
                    connection + ", in the clear; nothing was sent",
                    "use https, or --allow-http if everybody on the way may read the key");
        }
        if (failure instanceof UnknownHostException) {
            return unreached(
                    "the host has no address that could be found", "look at the URL, the network, and the name server");
        }
        if (failure instanceof SSLException) {
            return unreached(
                    "TLS failed: " + failure.getMessage(),
                    "look at the URL, this machine's clock, and the certificates that Java trusts");
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return unreached("no connection", "look at the URL, the port, the network, and --proxy");
        }
        return connection.isEmpty()
                ? unreached(
                        "no connection in time (" + name(failure) + ")", "look at the URL, the network, and --proxy")
                : unreached(connection + "; no answer (" + name(failure) + ")", "try again later, or ask the provider");
    }

    private static Finding unreached(String seen, String advice) {
        return Finding.failed(SERVER, ExitCode.NO_ANSWER, seen, advice);
    }

    private static String name(IOException failure) {
        return failure.getClass().getSimpleName();
    }

    private static Finding server(String connection, int status) {
        if (status == 404 || status == 405) {
            return Finding.failed(
                    SERVER,
                    ExitCode.USAGE,
                    connection + "; " + status + ": the endpoint is not there",
                    "look at the base URL and --path");
        }
        if (status >= 300 && status < 400) {
            return Finding.failed(
                    SERVER,
                    ExitCode.USAGE,
                    connection + "; " + status + ": a redirect, which calls do not follow",
                    "use the URL to which it leads");
        }
        return status >= 500
                ? Finding.warning(SERVER, connection + "; " + status + ": it is in trouble", "try again later")
                : Finding.ok(SERVER, connection);
    }

    private Finding key(int status, String seen) {
        if (contract.refusals("key").contains(status)) {
            return Finding.failed(
                    KEY,
                    ExitCode.REFUSED,
                    "refused" + seen,
                    "look at the key, and at --auth, which says how it is sent");
        }
        if (contract.refusals("money").contains(status)) {
            return Finding.failed(KEY, ExitCode.REFUSED, "taken, but there is no money left" + seen, "add credit");
        }
        if (contract.refusals("input").contains(status)) {
            return Finding.ok(KEY, "taken, or not looked at before the request" + seen);
        }
        if (contract.refusals("pace").contains(status)) {
            return Finding.warning(KEY, "not told: the server is busy" + seen, "try again later");
        }
        return status >= 200 && status < 300
                ? Finding.warning(
                        KEY,
                        "a call without a picture succeeded" + seen,
                        "make sure that this is the endpoint, and not a page")
                : Finding.warning(KEY, "not told" + seen, "try again when the server answers otherwise");
    }

    private Finding clock(@Nullable Instant date) {
        if (date == null) {
            return Finding.ok(CLOCK, "the server does not say its time");
        }
        Duration skew = Duration.between(date, clock.instant());
        if (skew.abs().compareTo(LARGEST_SKEW) <= 0) {
            return Finding.ok(CLOCK, "within " + LARGEST_SKEW.toSeconds() + " seconds of the server's");
        }
        return Finding.warning(
                CLOCK,
                skew.abs().toSeconds() + " seconds " + (skew.isNegative() ? "behind" : "ahead of") + " the server's",
                "set this machine's clock: it says when links expire");
    }
}
