package io.github.upscale4j.cli;

import static io.github.upscale4j.cli.Ledgers.IDS;
import static io.github.upscale4j.cli.Ledgers.key;
import static io.github.upscale4j.cli.Ledgers.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.upscale4j.Billing;
import io.github.upscale4j.cli.Ledgers.Known;
import io.github.upscale4j.cli.Ledgers.Through;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A line is on disk before its method returns, or nothing is recorded any more. */
@Timeout(60)
class LedgerDurabilityTest {
    private static final int THREADS = 50;
    private static final int CALLS = 20;

    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("ledger.jsonl");
    }

    private Ledger open(UnaryOperator<Disk> through) throws LedgerException {
        return Ledger.open(file, Ledgers.CLOCK, through);
    }

    @Test
    void eachLineIsWrittenThenForcedThenKnown() throws LedgerException {
        List<String> done = new ArrayList<>();
        AtomicReference<Ledger> known = new AtomicReference<>();
        try (Ledger ledger = open(disk -> new Through(disk) {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                super.write(bytes);
                done.add("write");
            }

            @Override
            public void force() throws IOException {
                super.force();
                Ledger now = known.get();
                done.add(now == null ? "force" : "force at " + now.spent().calls());
            }

            @Override
            public void forceName() {
                super.forceName();
                done.add("force name");
            }
        })) {
            assertEquals(List.of("write", "force", "force name"), done);
            done.clear();
            known.set(ledger);
            ledger.sending(key(1), 1, "1.jpg");
            ledger.sending(key(2), 1, "2.jpg");
            assertEquals(List.of("write", "force at 0", "write", "force at 1"), done);
        }
    }

    @Test
    void linesOfManyThreadsShareForces() throws Exception {
        AtomicInteger forces = new AtomicInteger();
        Known known;
        try (Ledger ledger = open(disk -> new Through(disk) {
            @Override
            public void force() throws IOException {
                super.force();
                forces.incrementAndGet();
            }
        })) {
            CountDownLatch start = new CountDownLatch(1);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                work.add(threads.submit(() -> {
                    start.await();
                    for (int call = 0; call < CALLS; call++) {
                        workOn(ledger, key(thread * CALLS + call), call);
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : work) {
                each.get();
            }
            threads.shutdown();
            known = Known.of(ledger);
        }
        int lines = 3 * THREADS * CALLS;
        assertEquals(lines + 1, Files.readAllLines(file).size());
        assertEquals(THREADS * CALLS, known.entries().size());
        assertTrue(forces.get() < lines / 5, forces + " forces of " + lines + " lines");
        try (Ledger again = Ledgers.open(file)) {
            assertEquals(known, Known.of(again));
        }
    }

    private static void workOn(Ledger ledger, CallKey key, int call) throws LedgerException {
        ledger.sending(key, 1, "a.jpg");
        if (call % 2 == 0) {
            ledger.notRun(key, Billing.REJECTED, "busy");
            ledger.sending(key, 1, "a.jpg");
        } else {
            ledger.received(key, List.of(result(0)), IDS, List.of());
            ledger.saved(key, 0, "a.png", "ab");
        }
    }

    @Test
    void fullDiskTakesNoLineAndNoneAfter() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no such device here");
        try (FileChannel device = FileChannel.open(full, StandardOpenOption.WRITE)) {
            Ledger ledger = open(disk -> new Through(disk) {
                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    if (size() == 0) {
                        super.write(bytes);
                    } else {
                        device.write(bytes);
                    }
                }
            });
            refusesAll(ledger, "No space left on device");
        }
        assertEquals(1, Files.readAllLines(file).size());
    }

    @Test
    void failedForceTakesNoLineAndNoneAfter() throws IOException {
        AtomicInteger left = new AtomicInteger(1);
        Ledger ledger = open(disk -> new Through(disk) {
            @Override
            public void force() throws IOException {
                if (left.getAndDecrement() == 0) {
                    throw new IOException("Input/output error");
                }
                super.force();
            }
        });
        refusesAll(ledger, "Input/output error");
        assertEquals(1, Files.readAllLines(file).size());
    }

    private void refusesAll(Ledger ledger, String reason) throws LedgerException {
        assertFalse(ledger.isBroken());
        LedgerException first = assertThrows(LedgerException.class, () -> ledger.sending(key(1), 1, "1.jpg"));
        assertEquals("cannot write the ledger " + file + ": " + reason, first.getMessage());
        assertTrue(ledger.isBroken());
        assertNull(ledger.entry(key(1)));
        assertEquals(new Spent(0, 0), ledger.spent());
        LedgerException second = assertThrows(LedgerException.class, () -> ledger.sending(key(2), 1, "2.jpg"));
        assertEquals(
                "cannot write the ledger " + file + ": an earlier line failed (" + reason + ")", second.getMessage());
        ledger.close();
        try (Ledger again = Ledgers.open(file)) {
            assertEquals(List.of(), again.entries());
        }
    }

    @Test
    void outcomeThatFitsOnAFullDiskIsKeptAndTheIntentBesideItTakenBack() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch queued = new CountDownLatch(1);
        AtomicInteger writes = new AtomicInteger();
        Ledger ledger = open(disk -> new Through(disk) {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                int write = writes.incrementAndGet();
                super.write(bytes);
                if (write == 3) {
                    writing.countDown();
                    await(queued);
                } else if (write == 4) {
                    throw new IOException("No space left on device");
                }
            }
        });
        ledger.sending(key(1), 1, "1.jpg");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Future<?> slow = threads.submit(() -> run(() -> ledger.sending(key(2), 1, "2.jpg")));
        writing.await();
        List<Thread> waiting = new ArrayList<>();
        waiting.add(new Thread(() -> run(() -> ledger.sending(key(3), 1, "3.jpg"))));
        waiting.add(new Thread(() -> run(() -> ledger.received(key(1), List.of(result(0)), IDS, List.of()))));
        for (Thread thread : waiting) {
            thread.start();
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        queued.countDown();
        for (Thread thread : waiting) {
            thread.join();
        }
        slow.get();
        threads.shutdown();
        assertTrue(ledger.isBroken());
        assertEquals(State.UNKNOWN, Ledgers.entry(ledger, 1).state());
        ledger.close();
        try (Ledger again = Ledgers.open(file)) {
            assertEquals(State.RECEIVED, Ledgers.entry(again, 1).state());
            assertEquals(State.UNKNOWN, Ledgers.entry(again, 2).state());
            assertNull(again.entry(key(3)));
        }
    }

    @Test
    void interruptedThreadWritesItsLineAndStaysInterrupted() throws Exception {
        try (Ledger ledger = Ledgers.open(file)) {
            Thread.currentThread().interrupt();
            ledger.sending(key(1), 1, "1.jpg");
            assertTrue(Thread.interrupted());
            ledger.sending(key(2), 1, "2.jpg");
            assertFalse(ledger.isBroken());
        }
        assertEquals(3, Files.readAllLines(file).size());
    }

    @Test
    void threadInterruptedWhileItWaitsForOthersWritesItsLine() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger writes = new AtomicInteger();
        try (Ledger ledger = open(disk -> new Through(disk) {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                super.write(bytes);
                if (writes.incrementAndGet() == 2) {
                    writing.countDown();
                    await(go);
                }
            }
        })) {
            ExecutorService threads = Executors.newSingleThreadExecutor();
            Future<?> slow = threads.submit(() -> run(() -> ledger.sending(key(1), 1, "1.jpg")));
            writing.await();
            AtomicReference<Boolean> interrupted = new AtomicReference<>();
            Thread waiting = new Thread(() -> {
                run(() -> ledger.sending(key(2), 1, "2.jpg"));
                interrupted.set(Thread.currentThread().isInterrupted());
            });
            waiting.start();
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            waiting.interrupt();
            go.countDown();
            waiting.join();
            slow.get();
            threads.shutdown();
            assertEquals(true, interrupted.get());
            assertEquals(new Spent(2, 2), ledger.spent());
        }
    }

    @Test
    void closedLedgerTakesNoLineAndIsNotBroken() throws LedgerException {
        Ledger ledger = Ledgers.open(file);
        ledger.close();
        LedgerException refused = assertThrows(LedgerException.class, () -> ledger.sending(key(1), 1, "1.jpg"));
        assertEquals("cannot write the ledger " + file + ": it is closed", refused.getMessage());
        assertFalse(ledger.isBroken());
        ledger.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            // The test looks at the ledger.
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
