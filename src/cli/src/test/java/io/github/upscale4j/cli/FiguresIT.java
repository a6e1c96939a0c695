package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints the figures that the README has. They are measured, and not asserted: what is asserted is that the work was done. */
@Tag("thorough")
class FiguresIT {
    private static final int RUNS = 15;
    private static final int PICTURES = 1000;
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Pattern ELAPSED = Pattern.compile("\"elapsed_millis\":(\\d+)");

    @TempDir
    Path folder;

    /** A JVM that does nothing. */
    static final class Nothing {
        private Nothing() {}

        public static void main(String[] arguments) {}
    }

    @Test
    void coldStart() throws Exception {
        Files.write(folder.resolve("photo.png"), Pictures.PNG);
        String classes = Path.of(FiguresIT.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> dryRun = List.of("upscale", "photo.png", "--dry-run");
        List<String> jar =
                new ArrayList<>(List.of(java, "-jar", Cli.JAR.toAbsolutePath().toString()));
        jar.addAll(dryRun);
        List<String> launcher =
                new ArrayList<>(List.of(Path.of("upscale4j").toAbsolutePath().toString()));
        launcher.addAll(dryRun);

        System.out.println("cold start, median of " + RUNS + ": empty JVM "
                + seconds(List.of(java, "-cp", classes, Nothing.class.getName())) + ", java -jar … upscale --dry-run "
                + seconds(jar) + ", launcher " + seconds(launcher));
    }

    private String seconds(List<String> words) throws Exception {
        List<Long> nanos = new ArrayList<>();
        run(words);
        awaitArchive(words);
        for (int i = 0; i < RUNS; i++) {
            long begin = System.nanoTime();
            run(words);
            nanos.add(System.nanoTime() - begin);
        }
        Collections.sort(nanos);
        return String.format(Locale.ROOT, "%.2f s", nanos.get(nanos.size() / 2) / 1e9);
    }

    private void run(List<String> words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("told").toFile());
        builder.environment().put("UPSCALE4J_API_KEY", Cli.KEY);
        builder.environment().put("UPSCALE4J_BASE_URL", "http://127.0.0.1:1");
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        assertEquals(0, builder.start().waitFor(), words::toString);
    }

    /** The launcher's first run has its archive made in the background, and moved to its name when it is whole. */
    private void awaitArchive(List<String> words) throws Exception {
        Path cache = folder.resolve("cache/upscale4j");
        if (!words.get(0).endsWith("upscale4j")) {
            return;
        }
        try (WatchService watch = cache.getFileSystem().newWatchService()) {
            cache.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            while (!isThere(cache)) {
                WatchKey key = watch.poll(60, TimeUnit.SECONDS);
                assertTrue(key != null && key.reset(), "no archive");
            }
        }
    }

    private static boolean isThere(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.anyMatch(file -> file.toString().endsWith(".jsa"));
        }
    }

    @Test
    void throughput() throws Exception {
        Path in = Files.createDirectory(folder.resolve("in"));
        for (int i = 0; i < PICTURES; i++) {
            Files.write(in.resolve(i + ".png"), Pictures.png(i));
        }
        for (int inFlight : new int[] {1, 4, 10}) {
            int pictures = inFlight == 1 ? PICTURES / 10 : PICTURES;
            Path some = inFlight == 1 ? Files.createDirectory(folder.resolve("some")) : in;
            for (int i = 0; inFlight == 1 && i < pictures; i++) {
                Files.copy(in.resolve(i + ".png"), some.resolve(i + ".png"));
            }
            try (Provider provider = Provider.start(
                    ProviderOptions.builder().key(Cli.KEY).latency(LATENCY).build())) {
                Cli.Run run = Cli.command(
                                "batch", some, folder.resolve("out" + inFlight), "--json", "--in-flight", inFlight)
                        .calling(provider)
                        .run()
                        .expecting(ExitCode.OK);
                assertEquals(pictures, provider.journal().snapshot().callsBilled());
                Matcher elapsed = ELAPSED.matcher(run.out());
                assertTrue(elapsed.find(), run.out());
                double ideal = (double) pictures * LATENCY.toMillis() / inFlight;
                System.out.printf(
                        Locale.ROOT,
                        "%d pictures, %d in flight, %d ms each: %.1f s, %.0f %% of what the limit allows%n",
                        pictures,
                        inFlight,
                        LATENCY.toMillis(),
                        Long.parseLong(elapsed.group(1)) / 1000.0,
                        100 * ideal / Long.parseLong(elapsed.group(1)));
            }
        }
    }
}
