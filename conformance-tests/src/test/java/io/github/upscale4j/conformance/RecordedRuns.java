package io.github.upscale4j.conformance;

import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the program that are recorded in one folder and reported in another. */
abstract class RecordedRuns {
    static final String KEY = "sesame-key-41c7";

    @TempDir
    Path folder = Path.of("");

    String said = "";

    final Path recording() {
        return folder.resolve("recording");
    }

    final int run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--report", folder.resolve("report").toString()));
        int exitCode = Main.run(environment, new PrintWriter(out), new PrintWriter(out), all.toArray(String[]::new));
        said = out.toString();
        return exitCode;
    }

    /** A run without a budget. */
    final int record(Provider provider) {
        return run(
                Map.of(Main.KEY, KEY),
                "--base-url",
                provider.baseUrl().toString(),
                "--budget=0",
                "--record",
                recording().toString());
    }

    final int record() throws IOException {
        try (Provider provider =
                Provider.start(ProviderOptions.builder().key(KEY).build())) {
            return record(provider);
        }
    }

    final int replay() {
        return run(Map.of(), "--replay", recording().toString());
    }

    final List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(recording())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
