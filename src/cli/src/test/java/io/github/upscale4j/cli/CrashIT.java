package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonReader;
import io.github.upscale4j.provider.Exchange;
import io.github.upscale4j.provider.Journal;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import okio.Buffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A batch that is killed with SIGKILL at random moments, and started again. The provider's journal is the judge: no picture is billed
 * twice, and each one is delivered, or told to be in doubt.
 */
class CrashIT {
    private static final int PICTURES = 40;
    private static final int IN_FLIGHT = 4;
    private static final int LATENCY_MILLIS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void fiveKillsLoseNothingAndPayNothingTwice() throws Exception {
        rounds(1, 5, 1);
    }

    @Test
    @Tag("thorough")
    void twoHundredKillsLoseNothingAndPayNothingTwice() throws Exception {
        rounds(40, 5, 1_000);
    }

    private void rounds(int rounds, int kills, long firstSeed) throws Exception {
        int unknown = 0;
        int killed = 0;
        for (int round = 0; round < rounds; round++) {
            Path in = Files.createDirectories(folder.resolve("in" + round));
            Map<String, String> sources = pictures(in, round);
            Path out = folder.resolve("out" + round);
            try (Provider provider = Provider.start(ProviderOptions.builder()
                    .key(Cli.KEY)
                    .latency(Duration.ofMillis(LATENCY_MILLIS))
                    .build())) {
                Random random = new Random(firstSeed + round);
                for (int kill = 0; kill < kills; kill++) {
                    killed += runAndKill(provider, in, out, random) ? 1 : 0;
                }
                Cli.Run last = batch(provider, in, out).run();
                unknown += judge(provider, sources, out, last, firstSeed + round);
            }
        }
        System.out.println(killed + " kills: " + rounds * PICTURES + " pictures, " + unknown + " in doubt");
        assertTrue(killed >= rounds * kills / 2, killed + " runs were still going when they were killed");
    }

    private static Map<String, String> pictures(Path in, int round) throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (int i = 0; i < PICTURES; i++) {
            byte[] picture = Pictures.png(1000L * round + i);
            Files.write(in.resolve("picture-" + i + ".png"), picture);
            sources.put("picture-" + i + ".png", Sha256.of(picture));
        }
        return sources;
    }

    private static Cli.Command batch(Provider provider, Path in, Path out) {
        return Cli.command("batch", in, out, "--in-flight", IN_FLIGHT, "--json").calling(provider);
    }

    /** Kills a run a random while after a random thing happened: a connection, a request, a bill, a download. */
    private static boolean runAndKill(Provider provider, Path in, Path out, Random random) throws Exception {
        Journal.Snapshot before = provider.journal().snapshot();
        int what = random.nextInt(4);
        int more = 1 + random.nextInt(6);
        long nanos = random.nextInt(30_000_000);
        try (Cli run = batch(provider, in, out).start()) {
            CompletableFuture<Void> happened = CompletableFuture.runAsync(
                    () -> provider.journal().await(now -> count(now, what) >= count(before, what) + more, PATIENCE));
            CompletableFuture.anyOf(happened, run.onExit()).join();
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            boolean alive = run.isAlive();
            run.kill();
            run.await();
            return alive;
        }
    }

    private static long count(Journal.Snapshot journal, int what) {
        return switch (what) {
            case 0 -> journal.connections();
            case 1 -> journal.requestsReceivedInFull();
            case 2 -> journal.callsBilled();
            default ->
                journal.exchanges().stream()
                        .filter(exchange -> exchange.kind() == Exchange.Kind.DOWNLOAD)
                        .count();
        };
    }

    /** How many are in doubt. */
    private static int judge(Provider provider, Map<String, String> sources, Path out, Cli.Run last, long seed)
            throws Exception {
        Journal.Snapshot journal = provider.journal().snapshot();
        String told = "seed " + seed + "\n" + last.out() + last.err();
        Map<String, String> outcomes = new HashMap<>();
        for (String line : last.outLines()) {
            Map<?, ?> event =
                    (Map<?, ?>) JsonReader.of(new Buffer().writeUtf8(line)).readJsonValue();
            assertNotNull(event);
            if ("picture".equals(event.get("event"))) {
                outcomes.put((String) event.get("name"), (String) event.get("outcome"));
            }
        }
        assertEquals(sources.keySet(), outcomes.keySet(), told);
        int unknown = 0;
        for (Map.Entry<String, String> source : sources.entrySet()) {
            int billed = journal.imagesBilledByPicture().getOrDefault(source.getValue(), 0);
            assertTrue(billed <= 1, () -> source.getKey() + " was billed " + billed + " times, " + told);
            if ("unknown".equals(outcomes.get(source.getKey()))) {
                unknown++;
            } else {
                assertEquals(1, billed, () -> source.getKey() + ", " + told);
                Path result = out.resolve(source.getKey());
                assertTrue(Files.isRegularFile(result), () -> source.getKey() + " is not delivered, " + told);
                assertNotNull(ImageIO.read(Files.newInputStream(result)), () -> source.getKey() + " is torn, " + told);
            }
        }
        assertEquals(unknown == 0 ? ExitCode.OK.code : ExitCode.PARTLY.code, last.exitCode(), told);
        assertEquals(List.of(), leftovers(out), told);
        return unknown;
    }

    private static List<String> leftovers(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".part"))
                    .toList();
        }
    }
}
