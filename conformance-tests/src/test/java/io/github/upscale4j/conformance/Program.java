package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.upscale4j.provider.Exchange;
import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The whole program against a provider with faults, at a time of the test's choice. */
final class Program {
    static final String HONEST = "[]";

    private final Path folder;
    private String now = "2026-11-22T12:00:00Z";
    private int exitCode;
    private int connections;
    private String out = "";
    private String err = "";

    /** @param folder for the report and for files that are handed in */
    Program(Path folder) {
        this.folder = folder;
    }

    Program at(String instant) {
        now = instant;
        return this;
    }

    /** @param faults as the provider has them; YAML */
    Program judge(String faults, String... options) throws IOException {
        String json = Json.parseYaml(faults.getBytes(StandardCharsets.UTF_8)).toString();
        ProviderOptions provided = ProviderOptions.builder()
                .key(Variant.KEY)
                .faults(Fault.parseAll(json))
                .build();
        try (Provider provider = Provider.start(provided)) {
            run(provider.baseUrl().toString(), options);
            connections = (int) provider.journal().snapshot().connections();
            assertEquals(
                    List.of(),
                    provider.journal().snapshot().exchanges().stream()
                            .map(Exchange::problem)
                            .filter(Objects::nonNull)
                            .toList());
        }
        return this;
    }

    Program run(String baseUrl, String... options) {
        return run(List.of("--base-url", baseUrl), options);
    }

    Program replay(Path recording, String... options) {
        return run(List.of("--replay", recording.toString()), options);
    }

    private Program run(List<String> target, String... options) {
        StringWriter printed = new StringWriter();
        StringWriter complained = new StringWriter();
        List<String> all = new ArrayList<>(target);
        all.addAll(List.of("--report", folder.resolve("report").toString()));
        all.addAll(List.of(options));
        exitCode = Main.run(
                Map.of(Main.KEY, Variant.KEY),
                name -> null,
                Clock.fixed(Instant.parse(now), ZoneOffset.UTC),
                new PrintWriter(printed),
                new PrintWriter(complained),
                all.toArray(String[]::new));
        out = printed.toString();
        err = complained.toString();
        if (exitCode != Main.USAGE) {
            Reports.assertValid(folder.resolve("report"));
        }
        return this;
    }

    String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    int exitCode() {
        return exitCode;
    }

    /** Of the provider that was judged last. */
    int connections() {
        return connections;
    }

    String out() {
        return out;
    }

    String err() {
        return err;
    }

    JsonNode report() {
        return Reports.json(folder.resolve("report"));
    }

    String text(String name) {
        return Reports.text(folder.resolve("report"), name);
    }

    /** {@code rule at where}, each once, in the report's order. */
    List<String> findings() {
        return report().path("findings")
                .valueStream()
                .map(finding -> finding.path("rule").asString() + " at "
                        + finding.path("where").asString() + (finding.has("known") ? ", known" : ""))
                .distinct()
                .toList();
    }

    /** Of the lines of {@code --known}. */
    List<String> states() {
        return report().path("known")
                .valueStream()
                .map(line -> line.path("state").asString())
                .toList();
    }
}
