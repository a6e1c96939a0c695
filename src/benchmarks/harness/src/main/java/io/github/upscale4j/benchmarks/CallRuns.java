package io.github.upscale4j.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Whole calls, one after the other, to a server in a process of its own that costs next to nothing. */
final class CallRuns {
    private static final String COMPARED = "200 KB";
    private static final String LARGE = "25 MB";
    private static final double LARGE_MEGABYTES = 25;
    private static final String HEAP = "-Xmx32m";

    private final Jmh jmh;
    private final Form form;
    private final Measuring measuring;
    private final Folders folders;

    CallRuns(Jmh jmh, Form form, Measuring measuring, Folders folders) {
        this.jmh = jmh;
        this.form = form;
        this.measuring = measuring;
        this.folders = folders;
    }

    /** All send a picture of one size; ours, and raw OkHttp, also others. */
    void call() throws IOException, InterruptedException {
        try (Program.Server server = bareServer(folders)) {
            for (Entry entry : Entry.of(Question.CALL)) {
                boolean isCompared = entry.isOurs() || entry.name().equals(Entry.RAW_OKHTTP);
                for (String picture : isCompared ? List.of("10 KB", COMPARED, "1 MB", "5 MB") : List.of(COMPARED)) {
                    measuring.measure(Question.CALL, entry, picture, () -> {
                        for (Jmh.Converging run : jmh.run(
                                entry,
                                "CallBenchmark",
                                form.callMillis(),
                                "picture=" + picture,
                                List.of(server(server.url())))) {
                            addCalls(entry, picture, run);
                        }
                    });
                }
            }
        }
    }

    private void addCalls(Entry entry, String picture, Jmh.Converging run) {
        JmhResult.Figure calls = run.result().figure();
        JmhResult.Figure cpu = run.result().figure(JmhResult.CPU);
        String note = run.isConverged() ? null : "did not converge";
        measuring.add(
                Question.CALL,
                entry,
                picture,
                "throughput",
                "calls/s",
                calls.value(),
                calls.error(),
                calls.samples(),
                note);
        measuring.add(Question.CALL, entry, picture, "cpu", "us/call", cpu.value(), cpu.error(), cpu.samples(), null);
        addAllocation(Question.CALL, entry, picture, run);
    }

    /** In a small heap. */
    void upload() throws IOException, InterruptedException {
        try (Program.Server server = bareServer(folders)) {
            for (Entry entry : Entry.of(Question.UPLOAD)) {
                measuring.measure(Question.UPLOAD, entry, LARGE, () -> {
                    for (Jmh.Converging run : jmh.run(
                            entry,
                            "CallBenchmark",
                            form.uploadMillis(),
                            "picture=" + LARGE,
                            List.of(HEAP, server(server.url())))) {
                        addUploads(entry, run);
                    }
                    addHeapGrowth(entry, server.url());
                });
            }
        }
    }

    private void addUploads(Entry entry, Jmh.Converging run) {
        JmhResult.Figure calls = run.result().figure();
        Double error = calls.error();
        measuring.add(
                Question.UPLOAD,
                entry,
                LARGE,
                "throughput",
                "MB/s",
                calls.value() * LARGE_MEGABYTES,
                error == null ? null : error * LARGE_MEGABYTES,
                calls.samples().stream().map(each -> each * LARGE_MEGABYTES).toList(),
                run.isConverged() ? null : "did not converge");
        addAllocation(Question.UPLOAD, entry, LARGE, run);
    }

    private void addAllocation(Question question, Entry entry, String picture, Jmh.Converging run) {
        JmhResult.Figure allocation = run.result().figure(JmhResult.ALLOCATION);
        measuring.add(
                question,
                entry,
                picture,
                "allocation",
                "B/call",
                allocation.value(),
                allocation.error(),
                List.of(),
                null);
    }

    private void addHeapGrowth(Entry entry, URI server) throws IOException, InterruptedException {
        Path log = folders.logs().resolve("heap-growth-" + entry.name() + ".txt");
        List<String> lines = Program.java(
                        log,
                        folders.programs(entry),
                        HEAP,
                        "io.github.upscale4j.benchmarks.HeapGrowth",
                        entry.className(),
                        server.toString(),
                        Preparation.picture(folders.input(), COMPARED).toString(),
                        Preparation.picture(folders.input(), LARGE).toString())
                .lines();
        Figure.read(lines)
                .forEach(figure ->
                        measuring.add(Question.UPLOAD, entry, LARGE, figure.metric(), figure.unit(), figure.value()));
    }

    private static String server(URI url) {
        return "-Dbenchmark.server=" + url;
    }

    static Program.Server bareServer(Folders folders) throws IOException {
        return Program.java(
                        folders.logs().resolve("bare-server.txt"),
                        folders.programs(),
                        "io.github.upscale4j.benchmarks.BareServer",
                        folders.input().resolve("answer-2.json").toString())
                .serve();
    }
}
