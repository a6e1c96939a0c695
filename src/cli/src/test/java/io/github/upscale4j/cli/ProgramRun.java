package io.github.upscale4j.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A run of the program in this JVM: what it is given, and what it said. */
final class ProgramRun {
    /** Long enough to be looked for. */
    static final String KEY = "sk-0123456789abcdef";

    static final String NOWHERE = "http://127.0.0.1:1";

    final Map<String, String> environment = new HashMap<>();
    InputStream in = new ByteArrayInputStream(new byte[0]);
    Clock clock = Clock.systemUTC();
    Path directory = Path.of("");

    private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();

    /** With a key and a base URL, to which nobody listens. */
    static ProgramRun ready() {
        return bare().with(KeySource.VARIABLE, KEY).with(ConnectionOptions.BASE_URL, NOWHERE);
    }

    static ProgramRun bare() {
        return new ProgramRun();
    }

    ProgramRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Invocation invocation() {
        return new Invocation(
                environment,
                in,
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                clock,
                directory,
                new Secrets());
    }

    int exits(List<String> arguments) {
        return Main.run(arguments.toArray(String[]::new), invocation());
    }

    int exits(String... arguments) {
        return exits(List.of(arguments));
    }

    String out() {
        return outBytes.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return errBytes.toString(StandardCharsets.UTF_8);
    }

    String said() {
        return out() + err();
    }

    /** What a command of it was told, without running it. */
    <T> T command(Class<T> type, String... arguments) {
        return type.cast(Main.commandLine(invocation())
                .parseArgs(arguments)
                .subcommand()
                .commandSpec()
                .userObject());
    }
}
