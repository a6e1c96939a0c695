package io.github.upscale4j.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where things are.
 *
 * @param project the project's root, built
 * @param output what is measured goes there
 */
record Folders(Path project, Path output) {
    /** Answers and pictures. */
    Path input() {
        return output.resolve("input");
    }

    /** What the measured processes printed. */
    Path logs() {
        return output.resolve("logs");
    }

    private Path module(String name) {
        return project.resolve("src/benchmarks").resolve(name);
    }

    /** What a rival alone runs on, its own jar included. */
    List<Path> classPath(Entry entry) throws IOException {
        return classPathOf("rivals/" + entry.module());
    }

    /** The interface between rivals and measurements, and the programs. */
    List<Path> programs() throws IOException {
        return classPathOf("rival");
    }

    /** A rival, and the programs that run it. */
    List<Path> programs(Entry entry) throws IOException {
        List<Path> classPath = new ArrayList<>(classPath(entry));
        classPath.addAll(programs());
        return classPath;
    }

    /** The benchmarks, JMH, and {@link #programs}. */
    List<Path> jmh() throws IOException {
        List<Path> classPath = new ArrayList<>(classPathOf("jmh"));
        classPath.addAll(programs());
        return classPath;
    }

    /** The runnable jar of another module. */
    Path jar(String module, String name) throws IOException {
        Path jar = project.resolve(module).resolve("target").resolve(name);
        if (!Files.isRegularFile(jar)) {
            throw notBuilt(jar);
        }
        return jar;
    }

    /** The stand-in for the endpoint, which takes {@link Parameters#KEY}. */
    Program provider(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Program.java(),
                "-jar",
                jar("src/provider", "upscale4j-provider.jar").toString()));
        command.addAll(Arrays.asList(options));
        return Program.of(logs().resolve("provider.txt"), output, command)
                .with("UPSCALE4J_PROVIDER_KEY", Parameters.KEY);
    }

    private List<Path> classPathOf(String module) throws IOException {
        Path target = module(module).resolve("target");
        List<Path> classPath = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "*.jar")) {
            jars.forEach(classPath::add);
        } catch (NoSuchFileException e) {
            throw notBuilt(target);
        }
        if (classPath.isEmpty()) {
            throw notBuilt(target.resolve("*.jar"));
        }
        Path dependencies = target.resolve("classpath.txt");
        if (!Files.isRegularFile(dependencies)) {
            throw notBuilt(dependencies);
        }
        for (String path : Files.readString(dependencies).strip().split(File.pathSeparator, -1)) {
            if (!path.isEmpty()) {
                classPath.add(Path.of(path));
            }
        }
        return classPath;
    }

    private static IOException notBuilt(Path missing) {
        return new IOException("expected " + missing + ", which mvn -Pbenchmark builds, but found nothing");
    }
}
