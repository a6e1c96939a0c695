package io.github.upscale4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Decoding and encoding, by JMH. */
final class CodecRuns {
    private final Jmh jmh;
    private final Form form;
    private final Measuring measuring;
    private final Folders folders;

    CodecRuns(Jmh jmh, Form form, Measuring measuring, Folders folders) {
        this.jmh = jmh;
        this.form = form;
        this.measuring = measuring;
        this.folders = folders;
    }

    /** All decode two images; ours, and the floor, also other numbers of them. */
    void decode() throws IOException, InterruptedException {
        for (Entry entry : Entry.of(Question.DECODE)) {
            boolean isCompared = entry.isOurs() || entry.name().equals(Entry.FLOOR);
            for (String images : isCompared ? List.of("1", "2", "4", "8") : List.of("2")) {
                measuring.measure(Question.DECODE, entry, images, () -> {
                    for (Jmh.Converging run :
                            jmh.run(entry, "DecodeBenchmark", form.iterationMillis(), "images=" + images, List.of())) {
                        add(Question.DECODE, entry, images, run);
                    }
                });
            }
        }
    }

    void encode() throws IOException, InterruptedException {
        for (Entry entry : Entry.of(Question.ENCODE)) {
            measuring.measure(Question.ENCODE, entry, "", () -> {
                for (Jmh.Converging run : jmh.run(entry, "EncodeBenchmark", form.iterationMillis(), "", List.of())) {
                    add(Question.ENCODE, entry, "", run);
                }
                Path json = folders.logs().resolve("encoded-" + entry.name() + ".json");
                Program.java(json, folders.programs(entry), "io.github.upscale4j.benchmarks.Encoded", entry.className())
                        .run();
                measuring.add(Question.ENCODE, entry, "", "size", "B", (double) Files.size(json));
            });
        }
    }

    private void add(Question question, Entry entry, String parameter, Jmh.Converging run) {
        JmhResult.Figure time = run.result().figure();
        JmhResult.Figure allocation = run.result().figure(JmhResult.ALLOCATION);
        measuring.add(
                question,
                entry,
                parameter,
                "time",
                "ns/op",
                time.value(),
                time.error(),
                time.samples(),
                run.isConverged() ? null : "did not converge");
        measuring.add(
                question,
                entry,
                parameter,
                "allocation",
                "B/op",
                allocation.value(),
                allocation.error(),
                List.of(),
                null);
    }
}
