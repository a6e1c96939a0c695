package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonReader;
import io.github.upscale4j.provider.Exchange;
import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Journal;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import okio.Buffer;

/** A folder of pictures, a provider, and processes that bring the one to the other: {@code batch in out}. */
final class Batches implements AutoCloseable {
    static final String LEDGER = "upscale4j-ledger.jsonl";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Path folder;
    final Path in;
    final Path out;
    private Provider provider;
    private int seed;

    private Batches(Path folder, Provider provider) throws IOException {
        this.folder = folder;
        this.in = Files.createDirectories(folder.resolve("in"));
        this.out = folder.resolve("out");
        this.provider = provider;
    }

    /** With as many pictures: 01.png, 02.png and so on. */
    static Batches of(Path folder, int pictures) throws IOException {
        Batches batches = new Batches(
                folder, Provider.start(ProviderOptions.builder().key(Cli.KEY).build()));
        for (int i = 1; i <= pictures; i++) {
            batches.add(name(i));
        }
        return batches;
    }

    static String name(int number) {
        return String.format("%02d.png", number);
    }

    /** Another picture. */
    Batches add(String name) throws IOException {
        return add(name, Pictures.png(++seed));
    }

    Batches add(String name, byte[] content) throws IOException {
        Path file = in.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return this;
    }

    /** Another provider in place of the one that there is. */
    Batches with(ProviderOptions.Builder options) throws IOException {
        provider.close();
        provider = Provider.start(options.key(Cli.KEY).build());
        return this;
    }

    /** A provider that has done, and not answered, each call until the latch is counted down. */
    CountDownLatch hold() throws IOException {
        CountDownLatch answers = new CountDownLatch(1);
        holdUntil(answers::await);
        return answers;
    }

    /** As {@link #hold}, but each call takes a permit for its answer. */
    Semaphore holdEach() throws IOException {
        Semaphore answers = new Semaphore(0);
        holdUntil(answers::tryAcquire);
        return answers;
    }

    private interface Permission {
        boolean comes(long timeout, TimeUnit unit) throws InterruptedException;
    }

    private void holdUntil(Permission permission) throws IOException {
        with(ProviderOptions.builder().onExchange(exchange -> {
            if (exchange.kind() == Exchange.Kind.CALL && exchange.status() == 200) {
                await(permission);
            }
        }));
    }

    private static void await(Permission permission) {
        try {
            assertTrue(permission.comes(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), "nobody lets it answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Batches faults(String... faults) {
        provider.setFaults(Arrays.stream(faults).map(Fault::parse).toList());
        return this;
    }

    Provider provider() {
        return provider;
    }

    Cli.Command command(Object... options) {
        List<Object> words = new ArrayList<>(List.of("batch", "in", "out"));
        words.addAll(Arrays.asList(options));
        return Cli.command(words.toArray()).calling(provider).in(folder);
    }

    Cli.Run run(Object... options) throws Exception {
        return command(options).run();
    }

    /** With {@code --json}. */
    Told tell(Object... options) throws Exception {
        return Told.of(
                run(Stream.concat(Stream.of("--json"), Arrays.stream(options)).toArray()));
    }

    Journal.Snapshot journal() {
        return provider.journal().snapshot();
    }

    Journal.Snapshot await(Predicate<Journal.Snapshot> condition) {
        return provider.journal().await(condition, PATIENCE);
    }

    static long downloads(Journal.Snapshot journal) {
        return journal.exchanges().stream()
                .filter(exchange -> exchange.kind() == Exchange.Kind.DOWNLOAD)
                .count();
    }

    /** The most that was billed for one picture. */
    static int mostBilledForOne(Journal.Snapshot journal) {
        return journal.imagesBilledByPicture().values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    /** The results that are there, by their names below the folder; neither the ledger nor the sheet. */
    List<String> results() throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> out.relativize(file).toString())
                    .filter(name -> !name.equals(LEDGER) && !name.endsWith(".html"))
                    .sorted()
                    .toList();
        }
    }

    String ledger() throws IOException {
        Path file = out.resolve(LEDGER);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** Waits until as many lines of the ledger have such an event. */
    void awaitLedger(String event, int lines) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (ledger().lines()
                        .filter(line -> line.contains("\"event\":\"" + event + "\""))
                        .count()
                < lines) {
            if (System.nanoTime() > end) {
                throw new AssertionError("expected " + lines + " times " + event + " but found " + ledger());
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        provider.close();
    }

    /** What a run with {@code --json} told. */
    record Told(Cli.Run run, List<Map<?, ?>> events) {
        static Told of(Cli.Run run) throws IOException {
            List<Map<?, ?>> events = new ArrayList<>();
            for (String line : run.outLines()) {
                Object event = JsonReader.of(new Buffer().writeUtf8(line)).readJsonValue();
                events.add((Map<?, ?>) Objects.requireNonNull(event));
            }
            return new Told(run, events);
        }

        Told expecting(ExitCode exitCode) {
            run.expecting(exitCode);
            return this;
        }

        /** What became of each picture. */
        Map<String, String> outcomes() {
            Map<String, String> outcomes = new TreeMap<>();
            for (Map<?, ?> event : events("picture")) {
                String before = outcomes.put((String) event.get("name"), (String) event.get("outcome"));
                if (before != null) {
                    throw new AssertionError(event.get("name") + " is told twice: " + run.out());
                }
            }
            return outcomes;
        }

        /** How many came to that. */
        long count(String outcome) {
            return outcomes().values().stream().filter(outcome::equals).count();
        }

        Collection<Map<?, ?>> events(String kind) {
            return events.stream()
                    .filter(event -> kind.equals(event.get("event")))
                    .toList();
        }

        /** The last event. */
        Map<?, ?> summary() {
            return events.get(events.size() - 1);
        }

        @Override
        public String toString() {
            return run.exitCode() + "\n" + run.out() + run.err();
        }
    }
}
