package io.github.upscale4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Measures the client beside its rivals, all in one run on one machine, and writes {@code results.json}, {@code results.md} and
 * plots. {@code mvn -Pbenchmark} runs it.
 */
public final class Benchmarks {
    private final Folders folders;
    private final Form form;
    private final Path maven;
    private final Measuring measuring = new Measuring(System.out);

    private Benchmarks(Folders folders, Form form, Path maven) {
        this.folders = folders;
        this.form = form;
        this.maven = maven;
    }

    /**
     * Measures, and writes what it saw.
     *
     * @param arguments the project's root, the output folder, {@code full} or {@code short}, the questions with commas between
     *     them or nothing for all, and Maven's executable
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Folders folders = new Folders(
                Path.of(arguments[0]).toAbsolutePath().normalize(),
                Path.of(arguments[1]).toAbsolutePath().normalize());
        Set<Question> questions = questions(arguments[3]);
        Benchmarks benchmarks = new Benchmarks(folders, Form.of(arguments[2]), Path.of(arguments[4]));
        long start = System.nanoTime();
        benchmarks.run(questions);
        System.out.printf(Locale.ROOT, "%.1f minutes; see %s%n", (System.nanoTime() - start) / 60e9, folders.output());
    }

    private static Set<Question> questions(String names) {
        if (names.isBlank()) {
            return EnumSet.allOf(Question.class);
        }
        return Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .map(Question::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Question.class)));
    }

    private void run(Set<Question> questions) throws IOException, InterruptedException {
        Files.createDirectories(folders.logs());
        Preparation.write(folders.input());
        var machine = Machine.description();
        Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Jmh jmh = new Jmh(folders, form);
        for (Question question : questions) {
            measure(question, jmh);
        }
        Results results =
                new Results(form.name(), date, commit(), machine, measuring.measurements(), measuring.failures());
        results.write(folders.output().resolve("results.json"));
        Report.write(results, folders.output());
    }

    private void measure(Question question, Jmh jmh) throws IOException, InterruptedException {
        switch (question) {
            case DECODE -> new CodecRuns(jmh, form, measuring, folders).decode();
            case ENCODE -> new CodecRuns(jmh, form, measuring, folders).encode();
            case CALL -> new CallRuns(jmh, form, measuring, folders).call();
            case UPLOAD -> new CallRuns(jmh, form, measuring, folders).upload();
            case IN_FLIGHT -> new LoadRuns(form, measuring, folders).inFlight();
            case STEADY -> new LoadRuns(form, measuring, folders).steady();
            case COLD_START -> new ColdStarts(form, measuring, folders).run();
            case TREE -> new ColdStarts(form, measuring, folders).tree();
            case SUITE -> new SuiteRuns(form, measuring, folders, maven).suite();
            case REGENERATE -> new SuiteRuns(form, measuring, folders, maven).regenerate();
        }
    }

    /** The commit that was measured, with a plus sign where files differ from it. */
    private String commit() throws IOException, InterruptedException {
        return Program.of(
                        folders.logs().resolve("commit.txt"),
                        folders.project(),
                        List.of("git", "describe", "--always", "--dirty=+", "--abbrev=10", "--exclude=*"))
                .lines()
                .get(0);
    }
}
