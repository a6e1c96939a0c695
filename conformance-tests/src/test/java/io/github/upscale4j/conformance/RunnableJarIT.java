package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Exchange;
import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Journal;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The runnable jar as its user has it: a process, alone in a folder, with the key in its environment. */
@Timeout(120)
final class RunnableJarIT {
    private static final String KEY = "sk-quite-Secret-0123456789";
    private static final String JAR = System.getProperty("conformance.jar");

    @TempDir
    Path folder = Path.of("");

    /** How a process ended and what it printed. */
    private record Ended(int exitCode, String out, String err) {
        String all() {
            return "exit code " + exitCode + "\n" + out + err;
        }
    }

    /** Files take what it prints, so that no pipe can be full. */
    private Ended run(String key, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR));
        Collections.addAll(command, arguments);
        Path out = Files.createTempFile("upscale4j", ".out");
        Path err = Files.createTempFile("upscale4j", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove(Main.KEY);
        if (!key.isEmpty()) {
            builder.environment().put(Main.KEY, key);
        }
        Process process = builder.start();
        try {
            Ended ended = new Ended(process.waitFor(), Files.readString(out), Files.readString(err));
            assertFalse(ended.all().contains(KEY), ended.all());
            return ended;
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static ProviderOptions.Builder options() {
        return ProviderOptions.builder().key(KEY);
    }

    private Path report() {
        return folder.resolve("conformance-report");
    }

    private String verdict() {
        return Reports.json(report()).path("verdict").asString();
    }

    private void assertTheKeyIsNowhere() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file).contains(KEY), file.toString());
            }
        }
    }

    @Test
    void aProviderThatKeepsTheContractIsConformant() throws Exception {
        try (Provider provider = Provider.start(options().build())) {
            Ended ended = run(KEY, "--base-url", provider.baseUrl().toString());
            assertEquals(0, ended.exitCode(), ended.all());
            assertEquals("", ended.err());
            assertTrue(ended.out().contains("\nconformant: "), ended.out());
            assertEquals(1, provider.journal().snapshot().callsBilled());
            assertEquals(2, provider.journal().snapshot().imagesBilled());
        }
        Reports.assertValid(report());
        assertEquals("conformant", verdict());
        assertEquals(Set.copyOf(Suite.FILES), names(report()));
        assertTheKeyIsNowhere();
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet());
        }
    }

    @Test
    void aProviderThatBreaksItIsDeviantAndDoesNotMakeTheSuiteTellTheKey() throws Exception {
        List<Fault> faults = List.of(
                Fault.parse("{\"echoKey\":true,\"on\":\"refusal\"}"),
                Fault.parse("{\"on\":\"success\",\"patch\":[{\"op\":\"replace\",\"path\":\"/created\",\"value\":\""
                        + KEY + "\"}]}"));
        try (Provider provider = Provider.start(options().faults(faults).build())) {
            Ended ended = run(KEY, "--base-url", provider.baseUrl().toString(), "--report", "a b/c");
            assertEquals(1, ended.exitCode(), ended.all());
            assertTrue(ended.out().contains("\nfinding: format at /created"), ended.out());
        }
        assertEquals(
                "deviant", Reports.json(folder.resolve("a b/c")).path("verdict").asString());
        assertTheKeyIsNowhere();
    }

    @Test
    void aPlanSendsNothing() throws Exception {
        try (Provider provider = Provider.start(options().build())) {
            Ended ended = run("", "--plan", "--base-url", provider.baseUrl().toString(), "--budget", "5");
            assertEquals(0, ended.exitCode(), ended.all());
            assertTrue(ended.out().contains("missing-authorization"), ended.out());
            assertEquals(0, provider.journal().snapshot().connections());
        }
        assertEquals(Set.of(), names(folder));
    }

    @Test
    void withoutABudgetAndAKeyTheRunIsInconclusive() throws Exception {
        try (Provider provider = Provider.start(options().build())) {
            Ended ended = run("", "--base-url", provider.baseUrl().toString(), "--budget", "0");
            assertEquals(3, ended.exitCode(), ended.all());
            Journal.Snapshot journal = provider.journal().snapshot();
            assertTrue(journal.connections() > 0);
            assertEquals(0, journal.callsBilled());
            for (Exchange exchange : journal.exchanges()) {
                assertEquals(401, exchange.status(), exchange.toString());
            }
        }
        assertEquals("inconclusive", verdict());
    }

    @ParameterizedTest
    @CsvSource({"bearer, authorization, 'Bearer '", "key, authorization, ''", "api-key, api-key, ''"})
    void theKeyTravelsAsItIsTold(String auth, String header, String prefix) throws Exception {
        try (Provider provider = Provider.start(options().build())) {
            Ended ended = run(KEY, "--base-url", provider.baseUrl().toString(), "--auth", auth);
            assertEquals(0, ended.exitCode(), ended.all());
            List<Exchange> billed = provider.journal().snapshot().exchanges().stream()
                    .filter(exchange -> exchange.imagesBilled() > 0)
                    .toList();
            assertEquals(1, billed.size());
            List<String> credentials = billed.get(0).headers().stream()
                    .filter(line -> Set.of("authorization", "api-key")
                            .contains(line.name().toLowerCase(Locale.ROOT)))
                    .map(line -> line.name().toLowerCase(Locale.ROOT) + ": " + line.value())
                    .toList();
            assertEquals(List.of(header + ": " + prefix + KEY), credentials);
        }
        assertTheKeyIsNowhere();
    }

    @Test
    void anotherPathIsCalledAndReported() throws Exception {
        try (Provider provider = Provider.start(options().path("/upscale").build())) {
            Ended ended = run(KEY, "--base-url", provider.baseUrl() + "/", "--path", "/upscale");
            assertEquals(0, ended.exitCode(), ended.all());
            assertTrue(ended.out().contains(provider.baseUrl() + "/upscale\n"), ended.out());
            assertEquals(
                    Set.of("/upscale"),
                    provider.journal().snapshot().exchanges().stream()
                            .map(Exchange::path)
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void wrongUsageIsNoVerdict() throws Exception {
        try (Provider provider = Provider.start(options().build())) {
            String url = provider.baseUrl().toString();
            Ended withoutKey = run("", "--base-url", url);
            assertEquals(2, withoutKey.exitCode(), withoutKey.all());
            assertTrue(withoutKey.err().contains(Main.KEY), withoutKey.err());
            Path file = Files.createFile(folder.resolve("file"));
            Ended failed = run(KEY, "--base-url", url, "--report", file.toString());
            assertEquals(2, failed.exitCode(), failed.all());
            assertEquals(0, provider.journal().snapshot().connections());
        }
    }

    @Test
    void withoutTheMockItsAbsenceIsExplained() throws Exception {
        Ended ended = run("");
        assertEquals(70, ended.exitCode(), ended.all());
        assertTrue(ended.err().contains("-Dconformance.prism=FOLDER"), ended.err());
    }

    @Test
    void theJarIsWhole() throws Exception {
        try (JarFile jar = new JarFile(JAR)) {
            assertEquals("true", jar.getManifest().getMainAttributes().getValue("Multi-Release"));
            List<String> names = jar.stream().map(ZipEntry::getName).toList();
            assertEquals(names.size(), Set.copyOf(names).size(), "an entry comes twice");
            assertEquals(
                    List.of(),
                    names.stream()
                            .filter(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA|EC)|(.*/)?module-info\\.class"))
                            .toList());
            for (String service : names.stream()
                    .filter(name -> name.matches("META-INF/services/[^/]+"))
                    .toList()) {
                assertEquals(providers(service), lines(jar.getInputStream(jar.getEntry(service))), service);
            }
        }
    }

    /** All that the jars on the class path of this test say of a service, those that only tests need included. */
    private static Set<String> providers(String service) throws IOException {
        Set<String> all = new TreeSet<>();
        for (var url : Collections.list(RunnableJarIT.class.getClassLoader().getResources(service))) {
            all.addAll(lines(url.openStream()));
        }
        return all;
    }

    private static Set<String> lines(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
