package io.github.upscale4j;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The threads, sockets and temporary files of a process. Made before something, it tells afterwards what that left behind. */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String TEMPORARY =
            Path.of(System.getProperty("java.io.tmpdir")).resolve("upscale4j-").toString();

    /** Threads that OkHttp, Okio and the JVM keep for the whole process, whoever used them first. */
    private static final Set<String> OF_THE_PROCESS =
            Set.of("OkHttp TaskRunner", "Okio Watchdog", "Common-Cleaner", "Attach Listener", "process reaper");

    private final Collection<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private final Set<String> before = held();
    private final Duration patience;

    Leftovers() {
        this(PATIENCE);
    }

    Leftovers(Duration patience) {
        this.patience = patience;
    }

    /** What is there now and was not before, after a bounded wait for it to go. */
    Set<String> left() {
        return whatStays(this::now, patience);
    }

    /** The names of live threads of that kind, after a bounded wait for their end. */
    static Set<String> threads(Predicate<String> kind) {
        return whatStays(() -> live(kind), PATIENCE);
    }

    /** How many descriptors the process has, of whatever; 0 where there is no /proc. */
    static long descriptors() {
        String[] open = DESCRIPTORS.toFile().list();
        return open == null ? 0 : open.length;
    }

    private static Set<String> whatStays(Supplier<Set<String>> held, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        Set<String> now = held.get();
        while (!now.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            now = held.get();
        }
        return now;
    }

    private static Set<String> live(Predicate<String> kind) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(kind)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> now() {
        Set<String> now = held();
        now.removeAll(before);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!threadsBefore.contains(thread) && !OF_THE_PROCESS.contains(thread.getName())) {
                now.add("thread " + thread.getName());
            }
        }
        return now;
    }

    /**
     * Sockets by their number, our temporary files, and descriptors of these. Other files are none of a client's: the JVM opens some
     * when it wants. Where there is no /proc it is the files alone.
     */
    private static Set<String> held() {
        Set<String> held = new TreeSet<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Path.of(TEMPORARY).getParent(), "upscale4j-*.image")) {
            files.forEach(file -> held.add("file " + file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        if (!Files.isDirectory(DESCRIPTORS)) {
            return held;
        }
        try (DirectoryStream<Path> links = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path link : links) {
                String target = target(link);
                if (target.startsWith("socket:") || target.startsWith(TEMPORARY)) {
                    held.add("descriptor of " + target);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return held;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // it was closed just now, as that of this listing is
        }
    }
}
