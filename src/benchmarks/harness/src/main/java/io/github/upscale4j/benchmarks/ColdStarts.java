package io.github.upscale4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One call in a fresh JVM: the whole process from its start to its end. */
final class ColdStarts {
    private static final String PICTURE = "200 KB";

    private final Form form;
    private final Measuring measuring;
    private final Folders folders;

    ColdStarts(Form form, Measuring measuring, Folders folders) {
        this.form = form;
        this.measuring = measuring;
        this.folders = folders;
    }

    /** In turns, so that what the machine does besides hits all alike; the first turn fills the file cache and does not count. */
    void run() throws IOException, InterruptedException {
        Map<Entry, List<Double>> millis = new LinkedHashMap<>();
        Map<Entry, ProgramFailed> failed = new HashMap<>();
        try (Program.Server server = CallRuns.bareServer(folders)) {
            for (int turn = 0; turn <= form.starts(); turn++) {
                for (Entry entry : Entry.of(Question.COLD_START)) {
                    List<Double> all = millis.computeIfAbsent(entry, unused -> new ArrayList<>());
                    try {
                        double one = start(entry, server);
                        if (turn > 0) {
                            all.add(one);
                        }
                    } catch (ProgramFailed e) {
                        failed.put(entry, e);
                    }
                }
            }
        }
        for (Map.Entry<Entry, List<Double>> each : millis.entrySet()) {
            Entry entry = each.getKey();
            measuring.measure(Question.COLD_START, entry, "", () -> {
                ProgramFailed failure = failed.get(entry);
                if (failure != null) {
                    throw failure;
                }
                List<Double> all = each.getValue();
                measuring.add(Question.COLD_START, entry, "", "time", "ms", Median.of(all), null, all, null);
            });
        }
    }

    private double start(Entry entry, Program.Server server) throws IOException, InterruptedException {
        return Program.java(
                        folders.logs().resolve("cold-start-" + entry.name() + ".txt"),
                        folders.programs(entry),
                        "io.github.upscale4j.benchmarks.OneCall",
                        entry.className(),
                        server.url().toString(),
                        Preparation.picture(folders.input(), PICTURE).toString())
                .run();
    }

    /** The jars that have to be there at run time; of ours our own, too, of what is written by hand those that it is written with. */
    void tree() throws IOException, InterruptedException {
        for (Entry entry : Entry.of(Question.TREE)) {
            measuring.measure(Question.TREE, entry, "", () -> {
                List<Path> jars = folders.classPath(entry).stream()
                        .filter(jar -> !jar.getFileName().toString().startsWith("upscale4j-rival-"))
                        .toList();
                long bytes = 0;
                for (Path jar : jars) {
                    bytes += Files.size(jar);
                }
                measuring.add(Question.TREE, entry, "", "jars", "jars", jars.size());
                measuring.add(Question.TREE, entry, "", "size", "MB", bytes / 1e6);
            });
        }
    }
}
