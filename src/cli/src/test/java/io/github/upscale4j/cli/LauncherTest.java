package io.github.upscale4j.cli;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class LauncherTest {
    private static final Path SCRIPT = Path.of("upscale4j").toAbsolutePath();
    private static final String HOME = System.getProperty("java.home");

    @TempDir
    Path temporary;

    private Path folder;
    private Path cache;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void install() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
        folder = Files.createDirectories(temporary.resolve("with space")).toRealPath();
        Files.copy(SCRIPT, folder.resolve("upscale4j"));
        Files.setPosixFilePermissions(folder.resolve("upscale4j"), PosixFilePermissions.fromString("rwxr-xr-x"));
        cache = folder.resolve("cache/upscale4j");
        environment.put("JAVA_HOME", HOME);
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }

    private record Run(int code, List<String> arguments, String out, String err) {}

    @ParameterizedTest
    @CsvSource({"upscale4j.jar", "target/upscale4j.jar"})
    void argumentsAndExitCodeGoThrough(String jar) throws Exception {
        putJar(jar);
        noCache();
        List<String> arguments = List.of("upscale", "two words", "", "a'b\"c", "line\nbreak", "*", "$HOME", "-é🏔");
        Run run = run(folder.resolve("upscale4j"), arguments);
        assertEquals(6, run.code());
        assertEquals(arguments, run.arguments());
        assertEquals("java.home=" + HOME + "\n", run.err());
    }

    @Test
    void linksLeadToIt() throws Exception {
        putJar("upscale4j.jar");
        noCache();
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("absolute"), folder.resolve("upscale4j"));
        Files.createSymbolicLink(bin.resolve("relative"), Path.of("../bin/absolute"));
        assertEquals(0, run(bin.resolve("relative"), List.of()).code());
        assertEquals(0, shell("cd bin && sh relative").waitFor());
    }

    @Test
    void withoutAHomeNothingIsLeft() throws Exception {
        putJar("upscale4j.jar");
        environment.remove("XDG_CACHE_HOME");
        environment.put("HOME", "");
        String before = atRoot();
        assertEquals(0, run(folder.resolve("upscale4j"), List.of()).code());
        environment.put("XDG_CACHE_HOME", "relative");
        assertEquals(0, shell("./upscale4j").waitFor());
        assertEquals(before, atRoot());
        assertFalse(Files.exists(folder.resolve("relative")));
    }

    private static String atRoot() throws IOException {
        return String.join(" ", names(Path.of("/")));
    }

    /** The one that makes it is held until all were there. */
    @Test
    void manyFirstRunsMakeOneArchive() throws Exception {
        putJar("upscale4j.jar");
        assertEquals(0, shell("mkfifo fifo && mkdir -p java/bin").waitFor());
        Path java = folder.resolve("java/bin/java");
        Files.writeString(java, """
                #!/bin/sh
                case "$*" in
                    *-Xshare:dump*) echo made >>made ;;
                    *DumpLoadedClassList*) cat fifo ;;
                esac
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        environment.put("JAVA_HOME", folder.resolve("java").toString());
        Files.createDirectories(cache);
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            cache.register(watch, ENTRY_CREATE);
            assertEquals(
                    0, shell("for i in 1 2 3 4; do ./upscale4j || exit; done").waitFor());
            assertEquals(0, shell(": >fifo").waitFor());
            awaitArchive(watch);
        }
        assertEquals("made\n", Files.readString(folder.resolve("made")));
    }

    private Process shell(String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script).directory(folder.toFile());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void javaOfThePathServesWithoutJavaHome() throws Exception {
        putJar("upscale4j.jar");
        noCache();
        environment.remove("JAVA_HOME");
        environment.put("PATH", Path.of(HOME, "bin") + ":/usr/bin:/bin");
        assertEquals(0, run(folder.resolve("upscale4j"), List.of()).code());
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        Run run = run(folder.resolve("upscale4j"), List.of());
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith("expected upscale4j.jar in " + folder + " or "), run.err());

        putJar("upscale4j.jar");
        environment.put("JAVA_HOME", folder + "/none");
        run = run(folder.resolve("upscale4j"), List.of());
        assertEquals(2, run.code());
        assertEquals(
                "expected Java 17 or newer, by JAVA_HOME or on the PATH, but found " + folder + "/none/bin/java\n",
                run.err());
    }

    @Test
    void anArchiveIsMadeOnceAndChangesNothingThatCanBeRead() throws Exception {
        putJar("upscale4j.jar");
        Files.createDirectories(cache);
        Run first;
        Path archive;
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            cache.register(watch, ENTRY_CREATE);
            first = run(folder.resolve("upscale4j"), List.of("a"));
            archive = awaitArchive(watch);
        }
        assertTrue(Files.size(archive) > 1_000_000, () -> "an archive in " + archive);
        assertEquals(first, run(folder.resolve("upscale4j"), List.of("a")));

        Path told = folder.resolve("told");
        environment.put("PROBE_FILE", told.toString());
        assertEquals(first, run(folder.resolve("upscale4j"), List.of("a")));
        assertEquals(archive + " true", Files.readString(told));
        environment.remove("PROBE_FILE");

        byte[] whole = Files.readAllBytes(archive);
        Files.delete(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
        assertEquals(first, run(folder.resolve("upscale4j"), List.of("a")));
        Files.writeString(archive, "no archive");
        assertEquals(first, run(folder.resolve("upscale4j"), List.of("a")));
        Files.writeString(archive, "");
        assertEquals(first, run(folder.resolve("upscale4j"), List.of("a")));
        assertEquals(List.of(archive.getFileName().toString()), names(cache));
    }

    private Path awaitArchive(WatchService watch) throws Exception {
        while (true) {
            for (String name : names(cache)) {
                if (name.endsWith(".jsa") && names(cache).size() == 1) {
                    return cache.resolve(name);
                }
            }
            // Deleting what it was made from is the last that happens, and is no event that is watched.
            WatchKey key = watch.poll(100, TimeUnit.MILLISECONDS);
            if (key != null) {
                key.pollEvents();
                assertTrue(key.reset());
            }
        }
    }

    @Test
    void aCacheThatCannotBeWrittenStopsNothing() throws Exception {
        putJar("upscale4j.jar");
        noCache();
        Run run = run(folder.resolve("upscale4j"), List.of());
        assertEquals(new Run(0, List.of(), "", "java.home=" + HOME + "\n"), run);
        environment.remove("XDG_CACHE_HOME");
        environment.put("HOME", "/dev/null");
        assertEquals(run, run(folder.resolve("upscale4j"), List.of()));
        assertFalse(Files.exists(cache));
    }

    /** A file where the folder would have to be, since root may write anywhere. */
    private void noCache() throws IOException {
        environment.put(
                "XDG_CACHE_HOME", Files.createTempFile(folder, "no", "cache").toString());
    }

    private void putJar(String name) throws IOException {
        Path jar = folder.resolve(name);
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, LauncherProbe.class.getName());
        String entry = LauncherProbe.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream in = LauncherProbe.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
    }

    private Run run(Path script, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        Path errors = Files.createTempFile(temporary, "err", "");
        List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\" 2>'" + errors + "'", "sh"));
        shell.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(shell);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("JAVA") || name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        String err = Files.readString(errors);
        List<String> echoed = out.lines()
                .map(line -> new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8))
                .toList();
        return new Run(code, echoed, out, err);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
