package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The jar as a process of its own, as a user runs it. */
final class Cli implements AutoCloseable {
    static final Path JAR = Path.of(System.getProperty("cli.jar", "target/upscale4j.jar"));
    /** Long enough to be a secret, and nobody's. */
    static final String KEY = "k-7f0b2c91d5e84a36";

    /** Nothing here takes so long, unless it hangs. */
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final CompletableFuture<String> out;
    private final CompletableFuture<String> err;
    private final StringBuilder errSoFar = new StringBuilder();

    private Cli(Process process) {
        this.process = process;
        this.out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        this.err = CompletableFuture.supplyAsync(this::errText);
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String errText() {
        StringBuilder text = new StringBuilder();
        try (Reader reader = new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)) {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                text.append((char) c);
                synchronized (errSoFar) {
                    errSoFar.append((char) c);
                    errSoFar.notifyAll();
                }
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it said so on stderr. */
    void awaitErr(String words) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (errSoFar) {
            while (errSoFar.indexOf(words) < 0) {
                long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                assertTrue(millis > 0, () -> "it does not say " + words + " but " + errSoFar);
                errSoFar.wait(millis);
            }
        }
    }

    /** What a run said, and its exit code. */
    record Run(int exitCode, String out, String err) {
        List<String> outLines() {
            return out.lines().toList();
        }

        Run expecting(ExitCode expected) {
            assertTrue(
                    exitCode == expected.code,
                    () -> "expected exit code " + expected.code + " but was " + exitCode + "\n--- stdout\n" + out
                            + "\n--- stderr\n" + err);
            return this;
        }
    }

    /** A command that is to be run, with the key and the URL in its environment. */
    static final class Command {
        private final List<String> words = new ArrayList<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private Path directory = Path.of("").toAbsolutePath();

        private Command(List<String> words) {
            this.words.addAll(words);
            environment.put("LC_ALL", "C.UTF-8");
        }

        Command calling(Provider provider) {
            return with("UPSCALE4J_BASE_URL", provider.baseUrl().toString()).with("UPSCALE4J_API_KEY", KEY);
        }

        Command with(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        Command in(Path folder) {
            directory = folder;
            return this;
        }

        /** The command, wrapped in a shell's: {@code $0} and the rest are the command. */
        Command under(String script) {
            words.addAll(0, List.of("bash", "-c", script));
            return this;
        }

        Cli start() throws IOException {
            ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("UPSCALE4J_"));
            builder.environment().putAll(environment);
            return new Cli(builder.start());
        }

        Run run() throws Exception {
            try (Cli cli = start()) {
                return cli.await();
            }
        }
    }

    static Command command(Object... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-XX:TieredStopAtLevel=1");
        words.add("-jar");
        words.add(JAR.toAbsolutePath().toString());
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return new Command(words);
    }

    Run await() throws Exception {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it hangs");
        return new Run(process.exitValue(), out.get(), err.get());
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL, which nothing can catch. (Java's own way would close the streams as well.) */
    void kill() throws Exception {
        signal("KILL");
    }

    /** Sends a signal, such as INT. */
    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
