package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stock generator makes of the contract, compiled untouched and judged in a process of its own. */
@Tag("thorough")
@Timeout(600)
final class StockClientsTest {
    private static final String KEY = "sk-stock-41c7";
    private static final Path CLIENTS = Path.of("src/test/stock-clients");

    private static final Map<String, Set<String>> FINDINGS = Map.of(
            "native",
            Set.of(
                    "one-credential at request-header:Authorization",
                    "part-json at part:image_request",
                    "part-type at part:image_file",
                    "part-type at part:image_request"),
            "okhttp-gson",
            Set.of(
                    "multipart at part:image_file",
                    "multipart at part:image_request",
                    "part-type at part:image_request"));

    @ParameterizedTest
    @ValueSource(strings = {"native", "okhttp-gson"})
    void aStockClientBreaksTheContractAndTheReportSaysWhere(String library, @TempDir Path folder) throws Exception {
        copy(CLIENTS.resolve(library), folder);
        Path contract =
                Files.write(folder.resolve("upscale.yaml"), Files.readAllBytes(Path.of("../openapi/upscale.yaml")));
        List<String> maven = new ArrayList<>(List.of("mvn", "-q", "-B", "package", "-Dcontract=" + contract));
        assertEquals("", run(folder, maven).replaceAll("(?m)^#.*\n", "").strip());
        ClientRun run = new ClientRun(Contract.published(), Instant.EPOCH, List.of(), false);
        try (Provider provider = Provider.start(
                ProviderOptions.builder().anyKey(true).onExchange(run::add).build())) {
            Path picture = Files.write(folder.resolve("lake.webp"), Pictures.of("image/webp", 1));
            run(
                    folder,
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            "target/client.jar:target/lib/*",
                            "stock.Main",
                            provider.baseUrl().toString(),
                            picture.toString()));
        }
        Set<String> found = new TreeSet<>();
        run.deviations()
                .forEach(deviation -> found.add(deviation.first().rule().id() + " at "
                        + deviation.first().where()));
        assertEquals(new TreeSet<>(FINDINGS.get(library)), found, () -> String.join("\n", ClientReport.findings(run)));
        assertTrue(run.verdictLine().startsWith("deviant: "), run.verdictLine());
        assertFalse(ClientReport.tree(run).toString().contains(KEY));
    }

    /** All that it prints, colours left out. */
    private static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("STOCK_KEY", KEY);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("MAVEN_OPTS");
        Process process = builder.start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), printed);
            return printed.replaceAll("\u001b\\[[0-9;]*m", "");
        } finally {
            process.destroyForcibly();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
