package io.github.upscale4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the Prism mock could run here, which nothing but {@code mvn -Pconform} needs.
 *
 * @param patience how long a program may take to say its version
 */
record MockFindings(Invocation invocation, Duration patience) {
    private static final String NODE = "Node.js";
    private static final String PRISM = "Prism";
    private static final String WANTED = "20.19, or 22.12 or newer";
    private static final String ONLY = "only the mock needs it";
    private static final Path INSTALLED = Path.of("conformance-tests", "node_modules", "@stoplight", "prism-cli");
    private static final Pattern VERSION = Pattern.compile("v([0-9]{1,5})\\.([0-9]{1,5})\\.[0-9A-Za-z.-]{1,30}");
    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST = 100;
    /** All that it needs of our environment; the key above all stays out. */
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "HOME", "SystemRoot", "USERPROFILE", "TEMP", "TMP");

    Finding node() {
        Optional<Path> node = onPath("node");
        if (node.isEmpty()) {
            return Finding.warning(NODE, "none on PATH", ONLY + ": install " + WANTED);
        }
        String answer = version(node.get());
        Matcher version = VERSION.matcher(answer);
        if (!version.matches()) {
            return Finding.warning(NODE, "it does not say its version", ONLY + ": install " + WANTED);
        }
        return isNewEnough(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)))
                ? Finding.ok(NODE, answer)
                : Finding.warning(NODE, answer, ONLY + ": install " + WANTED);
    }

    /** As the tools of the mock have it. */
    private static boolean isNewEnough(int major, int minor) {
        return major > 22 || (major == 22 && minor >= 12) || (major == 20 && minor >= 19);
    }

    Finding prism() {
        for (Path folder = invocation.directory().toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(INSTALLED))) {
                return Finding.ok(PRISM, folder.resolve(INSTALLED).toString());
            }
        }
        return onPath("prism")
                .map(path -> Finding.ok(PRISM, path.toString()))
                .orElseGet(() -> Finding.warning(
                        PRISM, "none here or on PATH", ONLY + ": mvn -Pconform in the project's folder installs it"));
    }

    private Optional<Path> onPath(String program) {
        return Stream.of(invocation.variable("PATH").split(Pattern.quote(separator())))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of("", ".exe", ".cmd").map(end -> candidate(folder, program + end)))
                .flatMap(Optional::stream)
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .findFirst();
    }

    private static String separator() {
        return System.getProperty("path.separator", ":");
    }

    private static Optional<Path> candidate(String folder, String name) {
        try {
            return Optional.of(Path.of(folder, name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** What it prints; empty if it does not in time. */
    private String version(Path node) {
        ProcessBuilder command = new ProcessBuilder(List.of(node.toString(), "--version"));
        command.environment().keySet().retainAll(ENVIRONMENT);
        command.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = command.start();
            try {
                process.getOutputStream().close();
                InputStream out = process.getInputStream();
                byte[] answer = Timeboxed.run(() -> out.readNBytes(LONGEST), patience);
                return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                        ? new String(answer, StandardCharsets.UTF_8).strip()
                        : "";
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | TimeoutException | ExecutionException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
