package io.github.upscale4j.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How much more heap does a large upload take, garbage included? Makes some calls first, so that classes and pools are there.
 * Prints the largest growth of a few uploads, in megabytes of 10^6 bytes.
 */
public final class HeapGrowth {
    private static final int WARM_UP = 20;
    private static final int UPLOADS = 5;

    private HeapGrowth() {}

    /**
     * Measures, prints what it saw, and ends the process.
     *
     * @param arguments the rival's class, the server's base URL, a small picture, the large one
     */
    public static void main(String[] arguments) throws Exception {
        Calling calling = Rival.of(arguments[0]).calling(URI.create(arguments[1]), 1);
        for (int i = 0; i < WARM_UP; i++) {
            calling.call(Path.of(arguments[2]));
        }
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        long most = 0;
        for (int i = 0; i < UPLOADS; i++) {
            System.gc();
            heap.forEach(MemoryPoolMXBean::resetPeakUsage);
            long before =
                    heap.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
            calling.call(Path.of(arguments[3]));
            long peak = heap.stream()
                    .mapToLong(pool -> pool.getPeakUsage().getUsed())
                    .sum();
            most = Math.max(most, peak - before);
        }
        System.out.println("heap-growth MB " + String.format(Locale.ROOT, "%.3f", most / 1e6));
        System.exit(0);
    }
}
