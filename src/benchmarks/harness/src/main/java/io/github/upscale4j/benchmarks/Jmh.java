package io.github.upscale4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a benchmark of JMH for one rival, on its class path, until what it measures neither falls nor rises any more. */
final class Jmh {
    private static final String CPU_PROFILER = "io.github.upscale4j.benchmarks.CpuProfiler";

    private final Folders folders;
    private final Form form;

    Jmh(Folders folders, Form form) {
        this.folders = folders;
        this.form = form;
    }

    /**
     * One run of a benchmark.
     *
     * @param benchmark its class
     * @param millis of an iteration
     * @param parameter of the benchmark, with its value, such as {@code images=2}; empty if it has none
     * @param jvm options of the measured JVM
     * @throws ProgramFailed if no fork came to its end
     */
    List<Converging> run(Entry entry, String benchmark, int millis, String parameter, List<String> jvm)
            throws IOException, InterruptedException {
        int warmUp = form.iterations();
        for (int doubled = 0; ; doubled++) {
            List<JmhResult> results = runOnce(entry, benchmark, millis, warmUp, parameter, jvm);
            boolean isConverged = results.stream().allMatch(JmhResult::isConverged);
            if (isConverged || doubled == form.longestWarmUp()) {
                return results.stream()
                        .map(result -> new Converging(result, result.isConverged()))
                        .toList();
            }
            warmUp *= 2;
        }
    }

    private List<JmhResult> runOnce(
            Entry entry, String benchmark, int millis, int warmUp, String parameter, List<String> jvm)
            throws IOException, InterruptedException {
        String run =
                String.join("-", benchmark, entry.name(), parameter.replaceAll("\\W+", ""), String.valueOf(jvm.size()));
        Path result = folders.logs().resolve(run + ".json");
        Files.deleteIfExists(result);
        List<Path> classPath = new ArrayList<>(folders.classPath(entry));
        classPath.addAll(folders.jmh());
        List<String> arguments = new ArrayList<>(List.of(
                "org.openjdk.jmh.Main",
                "\\." + benchmark + "\\.",
                "-foe",
                "true",
                "-rf",
                "json",
                "-rff",
                result.toString(),
                "-prof",
                "gc",
                "-prof",
                CPU_PROFILER,
                "-f",
                String.valueOf(form.forks()),
                "-wi",
                String.valueOf(warmUp),
                "-i",
                String.valueOf(form.iterations()),
                "-w",
                millis + "ms",
                "-r",
                millis + "ms",
                "-p",
                "rival=" + entry.className(),
                "-jvmArgsAppend",
                String.join(" ", jvm) + " -Dbenchmark.input=" + folders.input()));
        if (!parameter.isEmpty()) {
            arguments.addAll(List.of("-p", parameter));
        }
        Path log = folders.logs().resolve(run + ".txt");
        Program.java(log, classPath, arguments.toArray(new String[0])).run();
        return JmhResult.read(result);
    }

    /** What was measured, and whether that had come to rest. */
    record Converging(JmhResult result, boolean isConverged) {}
}
