package io.github.upscale4j.conformance;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Prism mock as a process of its own, on a free port, over a copy of the contract that it may watch. Thread-safe;
 * closing it ends the process and all that it started.
 */
final class Prism implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
    private static final Pattern NODE_VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\..*");
    private static final int OLDEST_MAJOR = 20;
    private static final int OLDEST_MINOR = 19;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LINES = 20;
    private static final String COPY = "contract.json";
    /** All that the mock needs of our environment; the key above all stays out. */
    private static final List<String> ENVIRONMENT =
            List.of("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "USERPROFILE", "LANG");

    private final Process process;
    private final Path folder;
    private final Deque<String> lines = new ArrayDeque<>();
    /** The mock does not outlive a JVM that is told to end. */
    private final Thread atExit = new Thread(this::end, "upscale4j-prism-end");

    private final CompletableFuture<URI> listening = new CompletableFuture<>();

    private Prism(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
        Thread reader = new Thread(this::readOutput, "upscale4j-prism-output");
        reader.setDaemon(true);
        reader.start();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** The mock cannot be started, or has ended; the message says what was expected, what found and what to do. */
    static final class Unavailable extends RuntimeException {
        Unavailable(String message) {
            super(message);
        }
    }

    /**
     * Starts the Prism that the system property {@code conformance.prism} names, or the one installed beside this
     * module, and waits until it listens, at most 30 seconds.
     *
     * @throws Unavailable if Node.js or Prism is missing, too old, or ends
     */
    static Prism start(Contract contract) {
        Path modules = Path.of(System.getProperty("conformance.prism", "node_modules"));
        return start(contract, System.getenv(), modules);
    }

    /** @param modules the folder of installed packages that holds Prism */
    static Prism start(Contract contract, Map<String, String> environment, Path modules) {
        Path node = node(environment);
        Path program = program(modules);
        try {
            Path folder = Files.createTempDirectory("upscale4j-prism");
            Path copy = folder.resolve(COPY);
            Files.writeString(copy, MockContract.of(contract).toString(), StandardCharsets.UTF_8);
            ProcessBuilder builder = new ProcessBuilder(
                    node.toString(),
                    program.toString(),
                    "mock",
                    "--errors",
                    "-p",
                    "0",
                    "-h",
                    "127.0.0.1",
                    copy.toString());
            scrub(builder.environment(), environment);
            Prism prism = new Prism(
                    builder.directory(folder.toFile()).redirectErrorStream(true).start(), folder);
            try {
                prism.baseUrl();
                return prism;
            } catch (RuntimeException e) {
                prism.close();
                throw e;
            }
        } catch (IOException e) {
            throw new Unavailable("the mock could not be started: " + e.getMessage());
        }
    }

    URI baseUrl() {
        try {
            return listening.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new Unavailable("expected the mock to listen within " + PATIENCE.toSeconds()
                    + " s, found it silent; its last lines: " + lastLines());
        } catch (ExecutionException e) {
            throw new Unavailable("expected the mock to listen, found that it ended; its last lines: " + lastLines());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while the mock was starting");
        }
    }

    /** Whether it ended without being told to. */
    boolean crashed() {
        try {
            // A dying process may still be closing its sockets when the answer breaks off.
            return process.waitFor(process.isAlive() ? 500 : 0, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** The last lines that it printed, in one. */
    String lastLines() {
        synchronized (lines) {
            return lines.isEmpty() ? "none" : String.join(" | ", lines);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending already, and the hook does the same.
        }
        end();
    }

    private void end() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle handle : all) {
            try {
                handle.onExit().get(5, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                handle.destroyForcibly();
            } catch (InterruptedException e) {
                handle.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        try {
            Files.deleteIfExists(folder.resolve(COPY));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // A temporary folder that is left behind is no reason to fail.
        }
    }

    private void readOutput() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    listening.complete(URI.create(matcher.group(1)));
                }
                synchronized (lines) {
                    lines.addLast(Redaction.clip(line));
                    if (lines.size() > LINES) {
                        lines.removeFirst();
                    }
                }
            }
        } catch (IOException e) {
            // The process went away.
        }
        listening.completeExceptionally(new IllegalStateException("ended"));
    }

    private static void scrub(Map<String, String> target, Map<String, String> environment) {
        target.clear();
        for (String name : ENVIRONMENT) {
            if (environment.containsKey(name)) {
                target.put(name, environment.get(name));
            }
        }
        target.put("DO_NOT_TRACK", "1");
        target.put("SCARF_ANALYTICS", "false");
        target.put("NO_UPDATE_NOTIFIER", "1");
    }

    private static Path program(Path modules) {
        Path program = modules.resolve(Path.of("@stoplight", "prism-cli", "dist", "index.js"))
                .toAbsolutePath();
        if (!Files.isRegularFile(program)) {
            throw new Unavailable(
                    "expected the Prism mock at " + program + ", found nothing. Give --base-url, run mvn -Pconform, or"
                            + " npm ci --ignore-scripts in conformance-tests, or name its node_modules by"
                            + " -Dconformance.prism=FOLDER");
        }
        return program;
    }

    private static Path node(Map<String, String> environment) {
        String wanted = "Node.js " + OLDEST_MAJOR + "." + OLDEST_MINOR + " or newer on the PATH";
        String remedy = ". Install it, or put it on the PATH, and run the same command again";
        Path node = Stream.of(environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of(Path.of(folder, "node"), Path.of(folder, "node.exe")))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new Unavailable("expected " + wanted + ", found none" + remedy));
        String version = version(node, environment);
        Matcher matcher = NODE_VERSION.matcher(version);
        boolean good = matcher.matches()
                && Integer.parseInt(matcher.group(1)) * 1000 + Integer.parseInt(matcher.group(2))
                        >= OLDEST_MAJOR * 1000 + OLDEST_MINOR;
        if (!good) {
            throw new Unavailable("expected " + wanted + ", found " + Redaction.clip(version) + " at " + node + remedy);
        }
        return node;
    }

    private static String version(Path node, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(node.toString(), "--version").redirectErrorStream(true);
            scrub(builder.environment(), environment);
            Process process = builder.start();
            try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                String line = reader.readLine();
                return line == null ? "no version" : line;
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            return "no version (" + e.getMessage() + ")";
        }
    }
}
