package io.github.upscale4j.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * All that a run of the program has from outside, but for its arguments and its files.
 *
 * @param directory from where relative paths start; empty for the process's own, which leaves them relative
 * @param secrets what no stream may show
 */
record Invocation(
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Clock clock,
        Path directory,
        Secrets secrets) {
    Invocation {
        environment = Map.copyOf(environment);
    }

    static Invocation ofProcess() {
        return new Invocation(
                System.getenv(), System.in, System.out, System.err, Clock.systemUTC(), Path.of(""), new Secrets());
    }

    /** The variable's value; blank is not set, and empty here. */
    String variable(String name) {
        String value = environment.getOrDefault(name, "");
        return value.isBlank() ? "" : value;
    }

    /** Tells something on stderr, in one line and without secrets. */
    void say(String line) {
        err.println(secrets.shown(line));
    }

    /** Where this run talks. */
    Terminal terminal(Handling handling) {
        StandardStreams streams = out == System.out && err == System.err
                ? StandardStreams.ofProcess(out, err)
                : StandardStreams.plain(out, err);
        return new Terminal(streams, environment, handling.quiet(), handling.json());
    }

    Path resolve(Path path) {
        return directory.resolve(path);
    }

    /** The environment has the key. */
    @Override
    public String toString() {
        return "Invocation[concealed]";
    }
}
