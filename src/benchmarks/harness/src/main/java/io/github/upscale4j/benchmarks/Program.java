package io.github.upscale4j.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command to run in a process of its own, with its output in a file. Immutable. */
final class Program {
    private static final Pattern PORT = Pattern.compile("(?:.*:)?(\\d+)/?");
    /** Longer than any takes. */
    private static final long LONGEST_MINUTES = 60;

    private final Path log;
    private final Path folder;
    private final List<String> command;
    private final Map<String, String> environment = new TreeMap<>();

    private Program(Path log, Path folder, List<String> command) {
        this.log = log;
        this.folder = folder;
        this.command = command;
    }

    /** A command to run in a folder. */
    static Program of(Path log, Path folder, List<String> command) {
        return new Program(log, folder, List.copyOf(command));
    }

    /** The Java that runs this. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A program in Java; an argument is one of the JVM's as long as the class is not named. */
    static Program java(Path log, List<Path> classPath, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java(), "-cp", joined(classPath)));
        command.addAll(Arrays.asList(arguments));
        return new Program(log, Objects.requireNonNull(log.toAbsolutePath().getParent(), "the log's folder"), command);
    }

    /** The same with a variable in its environment. */
    Program with(String variable, String value) {
        Program program = new Program(log, folder, command);
        program.environment.putAll(environment);
        program.environment.put(variable, value);
        return program;
    }

    private static String joined(List<Path> classPath) {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        return builder;
    }

    /**
     * Runs it to its end.
     *
     * @return how long that took, in milliseconds
     * @throws IOException if it failed, with what it printed last
     */
    double run() throws IOException, InterruptedException {
        ProcessBuilder builder = builder().redirectErrorStream(true).redirectOutput(log.toFile());
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("expected an end within " + LONGEST_MINUTES + " minutes; see " + log);
            }
            double millis = (System.nanoTime() - start) / 1e6;
            if (process.exitValue() != 0) {
                throw new ProgramFailed(log, printed());
            }
            return millis;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Runs it to its end, and returns the lines that it printed. */
    List<String> lines() throws IOException, InterruptedException {
        run();
        return printed().lines().toList();
    }

    private String printed() throws IOException {
        return Files.readString(log);
    }

    /** Starts a server, which prints its port, or its base URL, in its first line. */
    Server serve() throws IOException {
        Process process = builder().redirectError(log.toFile()).start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        Matcher matcher = PORT.matcher(line == null ? "" : line);
        if (!matcher.matches()) {
            process.destroyForcibly();
            throw new ProgramFailed(log, line + "\n" + printed());
        }
        // So that it never waits for somebody to read what it prints.
        Thread drain = new Thread(() -> out.lines().forEach(unused -> {}));
        drain.setDaemon(true);
        drain.start();
        return new Server(process, URI.create("http://127.0.0.1:" + matcher.group(1)));
    }

    /** A server in a process of its own. */
    record Server(Process process, URI url) implements AutoCloseable {
        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
