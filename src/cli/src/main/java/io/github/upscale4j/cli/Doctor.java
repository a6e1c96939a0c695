package io.github.upscale4j.cli;

import com.squareup.moshi.JsonWriter;
import io.github.upscale4j.cli.Finding.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Looks whether a call could succeed from here, without one that could be billed. */
final class Doctor {
    private static final String SENT = "One request without a picture was sent, which cannot be billed.";
    private static final String SET_URL =
            "export " + ConnectionOptions.BASE_URL + "=https://gateway.example, or --base-url URL";
    private static final String SET_KEY =
            "export " + KeySource.VARIABLE + ", or --key-file FILE with the key in one line";
    private static final String NOTHING_SENT = "No request was sent.";
    /** What is wrong here has to be put right before the rest can be judged. */
    private static final List<ExitCode> WORST_FIRST = List.of(ExitCode.USAGE, ExitCode.NO_ANSWER, ExitCode.REFUSED);

    private final Invocation invocation;
    private final ConnectionOptions connection;
    private final Path output;
    private final boolean json;
    private final List<Finding> findings = new ArrayList<>();
    private boolean isSent;

    Doctor(Invocation invocation, ConnectionOptions connection, Path output, boolean json) {
        this.invocation = invocation;
        this.connection = connection;
        this.output = output;
        this.json = json;
    }

    static Map<String, String> exitCodes() {
        return new TreeMap<>(Map.of(
                "0", "nothing is wrong, but for warnings",
                "1", "the key was refused, or there is no money left",
                "2", "something is not set, or wrong here",
                "3", "the server was not reached",
                "70", ExitCode.OWN_ERROR.meaning));
    }

    ExitCode run() {
        add(Finding.ok("Java", Runtime.version() + ", " + System.getProperty("java.vendor", "of an unknown vendor")));
        reach();
        MockFindings mock = new MockFindings(invocation, MockFindings.PATIENCE);
        add(mock.node());
        add(mock.prism());
        OutputFindings.of(output).forEach(this::add);
        add(OutputFindings.locale(System.getProperty("sun.jnu.encoding", "an unknown encoding")));
        ExitCode exit = WORST_FIRST.stream()
                .filter(code -> findings.stream().anyMatch(finding -> finding.exit() == code))
                .findFirst()
                .orElse(ExitCode.OK);
        if (json) {
            JsonLines.print(invocation.out(), inJson(exit) + '\n');
        } else {
            invocation.out().println(isSent ? SENT : NOTHING_SENT);
        }
        return exit;
    }

    private void reach() {
        HttpUrl url = null;
        try {
            url = connection.endpoint(invocation);
            add(Finding.ok("base URL", "POST " + url));
        } catch (WrongUsage e) {
            add(Finding.failed("base URL", ExitCode.USAGE, String.valueOf(e.getMessage()), SET_URL));
        }
        KeySource source = connection.keySource();
        String key = null;
        try {
            key = source.read(invocation);
        } catch (WrongUsage e) {
            add(Finding.failed("key", ExitCode.USAGE, String.valueOf(e.getMessage()), SET_KEY));
        }
        if (url != null) {
            ask(url, key, source.place());
        } else if (key != null) {
            add(Finding.ok("key", "its form is right, from " + source.place() + "; nobody looked at it"));
        }
    }

    private void ask(HttpUrl url, @Nullable String key, String place) {
        ServerProbe probe = new ServerProbe(
                url, key, connection.authorization(), connection.proxy(), connection.allowHttp, ServerProbe.LONGEST);
        ServerProbe.Outcome outcome = probe.send();
        isSent = outcome.isSent();
        new ServerFindings(Contract.published(), invocation.clock(), key == null ? null : place)
                .of(outcome)
                .forEach(this::add);
    }

    /** Told at once: the next one may take a while. */
    private void add(Finding finding) {
        findings.add(finding);
        if (!json) {
            String status = String.format(Locale.ROOT, "%-7s  %-10s  ", finding.status(), finding.subject());
            invocation.out().println(status + invocation.secrets().shown(finding.seen()));
            if (finding.status() != Status.OK) {
                invocation.out().println(" ".repeat(status.length()) + "-> " + finding.advice());
            }
        }
    }

    private String inJson(ExitCode exit) {
        Buffer buffer = new Buffer();
        try (JsonWriter writer = JsonWriter.of(buffer)) {
            writer.beginObject().name("checks").beginArray();
            for (Finding finding : findings) {
                writer.beginObject();
                writer.name("check").value(finding.subject());
                writer.name("status").value(finding.status().name());
                writer.name("seen").value(invocation.secrets().shown(finding.seen()));
                if (!finding.advice().isEmpty()) {
                    writer.name("advice").value(finding.advice());
                }
                writer.endObject();
            }
            writer.endArray();
            writer.name("exitCode").value(exit.code);
            writer.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.readUtf8();
    }
}
