package io.github.upscale4j.benchmarks;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The suite against an honest provider from a fresh JVM; and the client generated anew from the contract. */
final class SuiteRuns {
    private static final Set<String> NOT_COPIED = Set.of("target", "node_modules", ".git");

    private final Form form;
    private final Measuring measuring;
    private final Folders folders;
    private final Path maven;

    /** @param maven its executable */
    SuiteRuns(Form form, Measuring measuring, Folders folders, Path maven) {
        this.form = form;
        this.measuring = measuring;
        this.folders = folders;
        this.maven = maven;
    }

    void suite() throws IOException, InterruptedException {
        for (Entry entry : Entry.of(Question.SUITE)) {
            measuring.measure(Question.SUITE, entry, "", () -> {
                List<Double> seconds = new ArrayList<>();
                for (int i = 0; i < form.suiteRuns(); i++) {
                    seconds.add(oneRun() / 1000);
                }
                measuring.add(Question.SUITE, entry, "", "time", "s", Median.of(seconds), null, seconds, null);
            });
        }
    }

    void regenerate() throws IOException, InterruptedException {
        for (Entry entry : Entry.of(Question.REGENERATE)) {
            measuring.measure(Question.REGENERATE, entry, "", () -> {
                Path copy = copied();
                List<Double> seconds = new ArrayList<>();
                for (int i = 0; i < form.regenerations(); i++) {
                    seconds.add(regenerated(copy) / 1000);
                }
                measuring.add(Question.REGENERATE, entry, "", "time", "s", Median.of(seconds), null, seconds, null);
            });
        }
    }

    private double oneRun() throws IOException, InterruptedException {
        try (Program.Server provider = folders.provider().serve()) {
            return Program.of(
                            folders.logs().resolve("suite.txt"),
                            folders.output(),
                            List.of(
                                    Program.java(),
                                    "-jar",
                                    folders.jar("conformance-tests", "upscale4j-conformance.jar")
                                            .toString(),
                                    "--base-url",
                                    provider.url().toString(),
                                    "--report",
                                    folders.output().resolve("suite-report").toString()))
                    .with("UPSCALE4J_API_KEY", Parameters.KEY)
                    .run();
        }
    }

    /** Contract linted and bundled, client generated and compiled: what a change of the contract takes. */
    private double regenerated(Path copy) throws IOException, InterruptedException {
        return Program.of(
                        folders.logs().resolve("regenerate.txt"),
                        copy,
                        List.of(
                                maven.toString(),
                                "-B",
                                "-o",
                                "-q",
                                "clean",
                                "compile",
                                "-pl",
                                "src/client",
                                "-am",
                                "-Dmaven.test.skip=true",
                                "-Dspotless.check.skip=true"))
                .run();
    }

    /** The project without what is built, so that this very build is left alone. */
    private Path copied() throws IOException {
        Path from = folders.project();
        Path copy = folders.output().resolve("regenerate");
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (NOT_COPIED.contains(String.valueOf(folder.getFileName()))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(copy.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.write(copy.resolve(from.relativize(file)), Files.readAllBytes(file));
                return FileVisitResult.CONTINUE;
            }
        });
        Path modules = copy.resolve("openapi/node_modules");
        if (Files.notExists(modules)) {
            Files.createSymbolicLink(
                    modules, from.resolve("openapi/node_modules").toAbsolutePath());
        }
        return copy;
    }
}
