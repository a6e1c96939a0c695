package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.cli.Batches.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals, a ledger that cannot be had or breaks, and a second process: nothing that is paid for is lost, nothing is sent unnoted. */
class BatchLedgerIT {
    private static final int PICTURES = 6;
    private static final int IN_FLIGHT = 3;

    @TempDir
    Path folder;

    private Batches batches;

    @BeforeEach
    void start() throws Exception {
        batches = Batches.of(folder, PICTURES);
    }

    @AfterEach
    void end() {
        batches.close();
    }

    @Test
    void firstInterruptFinishesWhatWasSentAndTheSameCommandDoesTheRest() throws Exception {
        CountDownLatch answers = batches.hold();
        try (Cli cli = batches.command("--json", "--in-flight", IN_FLIGHT).start()) {
            batches.await(now -> now.requestsReceivedInFull() == IN_FLIGHT);
            cli.signal("INT");
            cli.awaitErr("finishing what was sent");
            answers.countDown();
            Told told = Told.of(cli.await()).expecting(ExitCode.INTERRUPTED);

            assertEquals(IN_FLIGHT, told.count("done"), told::toString);
            assertEquals(PICTURES - IN_FLIGHT, told.count("left"), told::toString);
        }
        assertEquals(IN_FLIGHT, batches.journal().calls().size());

        Told rest = batches.tell().expecting(ExitCode.OK);
        assertEquals(IN_FLIGHT, rest.count("earlier"), rest::toString);
        assertEquals(PICTURES, batches.journal().callsBilled());
    }

    @Test
    void interruptDoesNotWaitForABusyProvider() throws Exception {
        CountDownLatch answers = batches.hold();
        String busy = "\"on\": \"success\", \"refuse\": 429, \"headers\": {\"Retry-After\": \"50\"}";
        batches.faults("{\"nth\": 2, " + busy + "}", "{\"nth\": 3, " + busy + "}");
        try (Cli cli = batches.command("--json", "--in-flight", IN_FLIGHT).start()) {
            batches.awaitLedger("not_run", IN_FLIGHT - 1);
            cli.signal("TERM");
            cli.awaitErr("finishing what was sent");
            answers.countDown();
            Told told = Told.of(cli.await()).expecting(ExitCode.INTERRUPTED);

            assertEquals(1, told.count("done"), told::toString);
            assertEquals(PICTURES - 1, told.count("left"), told::toString);
        }
        assertEquals(IN_FLIGHT, batches.journal().calls().size());
    }

    @Test
    void secondInterruptGivesUpWhatWasSentAndItIsInDoubt() throws Exception {
        batches.add("same.png", Files.readAllBytes(batches.in.resolve("01.png")))
                .faults("{\"stall\": \"answer\"}");
        try (Cli cli = batches.command("--json", "--in-flight", IN_FLIGHT).start()) {
            batches.await(now -> now.requestsReceivedInFull() == IN_FLIGHT);
            cli.signal("INT");
            cli.awaitErr("finishing what was sent");
            cli.signal("INT");
            Told told = Told.of(cli.await()).expecting(ExitCode.INTERRUPTED);

            assertEquals(IN_FLIGHT, told.count("unknown"), told::toString);
            assertEquals(PICTURES + 1 - IN_FLIGHT, told.count("left"), told::toString);
        }
        batches.faults();
        Told rest = batches.tell().expecting(ExitCode.PARTLY);
        assertEquals(IN_FLIGHT + 1, rest.count("unknown"), rest::toString);
        assertEquals(PICTURES - IN_FLIGHT, rest.count("done"), rest::toString);
        assertEquals(PICTURES, batches.journal().callsBilled());
    }

    @Test
    void secondInterruptGivesUpDownloadsWhichTheSameCommandFetches() throws Exception {
        batches.add("same.png", Files.readAllBytes(batches.in.resolve("01.png")))
                .faults("{\"on\": \"download\", \"stall\": \"answer\"}");
        try (Cli cli = batches.command("--json").start()) {
            batches.awaitLedger("received", PICTURES);
            batches.await(now -> Batches.downloads(now) == PICTURES);
            cli.signal("INT");
            cli.awaitErr("finishing what was sent");
            cli.signal("INT");
            Told told = Told.of(cli.await()).expecting(ExitCode.INTERRUPTED);

            assertEquals(PICTURES + 1, told.count("unsaved"), told::toString);
            assertTrue(told.run().err().contains("next: run the same command again to fetch"), told::toString);
        }
        batches.faults();
        assertEquals(1, batches.tell().expecting(ExitCode.OK).count("copied"));
        assertEquals(PICTURES + 1, batches.results().size());
        assertEquals(PICTURES, batches.journal().callsBilled());
    }

    @Test
    void secondProcessOnOneLedgerSendsNothing() throws Exception {
        CountDownLatch answers = batches.hold();
        try (Cli cli = batches.command("--json", "--in-flight", PICTURES).start()) {
            batches.await(now -> now.requestsReceivedInFull() == PICTURES);
            Cli.Run second = batches.run().expecting(ExitCode.USAGE);
            assertTrue(second.err().contains("another process"), second.err());
            assertTrue(second.err().contains("works with this ledger; nothing was sent"), second.err());
            assertEquals("", second.out());

            answers.countDown();
            assertEquals(PICTURES, Told.of(cli.await()).expecting(ExitCode.OK).count("done"));
        }
        assertEquals(PICTURES, batches.journal().calls().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/dev/full | expected a file but found something else",
                "fifo | expected a file but found something else",
                "in | expected a file but found a directory",
                "missing/ledger.jsonl | expected its folder but found none",
                "/proc/self/fdinfo/ledger.jsonl | cannot use the ledger",
                "in/01.png | expected a ledger but found another file",
            })
    void ledgerThatCannotBeHadKeepsAllFromBeingSent(String ledger, String message) throws Exception {
        new ProcessBuilder("mkfifo", folder.resolve("fifo").toString()).start().waitFor();
        byte[] picture = Files.readAllBytes(batches.in.resolve("01.png"));

        Cli.Run run = batches.run("--ledger", ledger).expecting(ExitCode.USAGE);

        assertTrue(run.err().contains(message) && run.err().contains("nothing was sent"), run.err());
        assertEquals(0, batches.journal().connections());
        assertEquals(List.of(), batches.results());
        assertEquals(picture.length, Files.size(batches.in.resolve("01.png")));
    }

    @Test
    void damagedLedgerIsRefusedByItsLine() throws Exception {
        batches.tell("--max-calls", 2).expecting(ExitCode.PARTLY);
        Path file = batches.out.resolve(Batches.LEDGER);
        List<String> lines = Files.readAllLines(file);
        lines.set(2, lines.get(2).substring(1));
        Files.write(file, lines);

        Cli.Run run = batches.run().expecting(ExitCode.USAGE);

        assertTrue(run.err().contains("cannot read the ledger out/" + Batches.LEDGER + ", line 3: "), run.err());
        assertFalse(run.err().contains("sig="), run.err());
        assertEquals(2, batches.journal().calls().size());
        assertEquals(lines, Files.readAllLines(file));
    }

    /** A file may not grow over so many KiB: there the ledger breaks, and results are smaller. */
    @Test
    void ledgerThatBreaksEndsTheSendingAndWhatWasInFlightIsSaved() throws Exception {
        Batches more = batches;
        for (int i = PICTURES + 1; i <= 30; i++) {
            more.add(Batches.name(i));
        }
        Cli.Run run = more.command("--json", "--in-flight", IN_FLIGHT, "--no-contact-sheet")
                .under("ulimit -f 16; exec \"$0\" \"$@\"")
                .run();
        Told told = Told.of(run).expecting(ExitCode.OWN_ERROR);

        long billed = more.journal().callsBilled();
        assertTrue(billed > 0 && billed < 30, told::toString);
        assertEquals(billed, more.results().size(), told::toString);
        assertEquals(billed, told.count("done"), told::toString);
        assertTrue(told.count("failed") <= IN_FLIGHT, told::toString);
        assertEquals(30 - billed - told.count("failed"), told.count("left"), told::toString);
        assertTrue(run.err().contains("stopped: the ledger cannot be written, so nothing more is sent"), run.err());

        more.tell();
        assertEquals(1, Batches.mostBilledForOne(more.journal()));
    }
}
