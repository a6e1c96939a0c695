package io.github.upscale4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What this process used so far. */
final class Usage {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<Long, Long> allocatedByThread = new ConcurrentHashMap<>();

    /** Processor time, in nanoseconds, of all threads. */
    static long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    /** The most threads that there were at a time since {@link #forgetThreads}. */
    static int peakThreads() {
        return THREADS.getPeakThreadCount();
    }

    static void forgetThreads() {
        THREADS.resetPeakThreadCount();
    }

    /** Bytes that threads allocated; of threads that ended, what they had allocated when this was last asked for. */
    long allocatedBytes() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            allocatedByThread.merge(ids[i], bytes[i], Math::max);
        }
        return allocatedByThread.values().stream().mapToLong(Long::longValue).sum();
    }
}
