package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.cli.Batches.Told;
import io.github.upscale4j.provider.Exchange;
import io.github.upscale4j.provider.Journal;
import io.github.upscale4j.provider.ProviderOptions;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends a batch and what does not: limits, refusals, failures and a provider that is busy or away. */
class BatchStopsIT {
    private static final int PICTURES = 6;

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
    void failuresThatAreNotInARowDoNotStop() throws Exception {
        batches.faults(
                "{\"reset\": \"answer\", \"nth\": 2}",
                "{\"reset\": \"answer\", \"nth\": 4}",
                "{\"reset\": \"answer\", \"nth\": 6}");

        Told told = batches.tell("--in-flight", 1, "--give-up-after", 2).expecting(ExitCode.PARTLY);

        assertEquals(List.of("done", "unknown", "done", "unknown", "done", "unknown"), outcomes(told));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403})
    void refusalOfAllCallsStopsAndTheSameCommandGoesOn(int status) throws Exception {
        batches.faults("{\"on\": \"success\", \"nth\": 3, \"refuse\": " + status + "}");

        Told stopped = batches.tell("--in-flight", 1).expecting(ExitCode.REFUSED);
        assertEquals(List.of("done", "done", "refused", "left", "left", "left"), outcomes(stopped));
        assertEquals(3, batches.journal().calls().size());
        assertTrue(stopped.run().err().contains("stopped: the server refuses all calls"), stopped::toString);
        assertTrue(stopped.run().err().contains("next: run the same command again"), stopped::toString);

        assertEquals(4, batches.tell().expecting(ExitCode.OK).count("done"));
        assertEquals(PICTURES, batches.journal().callsBilled());
        assertEquals(1, Batches.mostBilledForOne(batches.journal()));
    }

    @Test
    void wrongKeyStopsBeforeAllArePutThrough() throws Exception {
        Cli.Run run = batches.command("--in-flight", 2)
                .with("UPSCALE4J_API_KEY", "not-the-key-7d1e")
                .run()
                .expecting(ExitCode.REFUSED);

        assertTrue(batches.journal().calls().size() <= 2, run.err());
        assertEquals("", run.out());
        assertFalse(run.err().contains("not-the-key-7d1e"), run.err());
        batches.tell().expecting(ExitCode.OK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"on\": \"success\", \"nth\": 2, \"refuse\": 422}` | refused | 5",
                "`{\"on\": \"success\", \"nth\": 2, \"refuse\": 400}` | refused | 5",
                "`{\"on\": \"success\", \"nth\": 2, \"refuse\": 415}` | refused | 5",
                "`{\"reset\": \"answer\", \"nth\": 2}` | unknown | 6",
                "`{\"on\": \"success\", \"nth\": 2, \"status\": 500, \"dialect\": \"gateway\"}` | unknown | 6",
                "`{\"on\": \"success\", \"nth\": 2, \"patch\": [{\"op\": \"remove\", \"path\": \"/data\"}]}` | billed | 6",
            })
    void poisonedPictureStopsNothing(String fault, String outcome, int billed) throws Exception {
        batches.faults(fault);

        Told told = batches.tell("--in-flight", 1, "--give-up-after", 2);

        assertEquals(List.of("done", outcome, "done", "done", "done", "done"), outcomes(told), told::toString);
        assertEquals(
                outcome.equals("billed") ? ExitCode.NOT_SAVED.code : ExitCode.PARTLY.code,
                told.run().exitCode());
        assertEquals(billed, batches.journal().callsBilled());
    }

    @Test
    void picturesThatAreRefusedOneByOneAreNoReasonToGiveUp() throws Exception {
        batches.faults("{\"on\": \"success\", \"refuse\": 422}");

        Told told = batches.tell("--in-flight", 1, "--give-up-after", 2).expecting(ExitCode.PARTLY);

        assertEquals(PICTURES, told.count("refused"), told::toString);
    }

    @Test
    void failuresInARowAreAReasonToGiveUp() throws Exception {
        batches.faults("{\"on\": \"success\", \"status\": 500, \"dialect\": \"gateway\"}");

        Told told = batches.tell("--in-flight", 1, "--give-up-after", 3).expecting(ExitCode.NO_ANSWER);

        assertEquals(List.of("unknown", "unknown", "unknown", "left", "left", "left"), outcomes(told));
        assertEquals(3, batches.journal().calls().size());
        assertTrue(told.run().err().contains("stopped: --give-up-after: 3 failures in a row"), told::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"status\": 404", "\"status\": 400", "\"body\": \"no picture\""})
    void resultsThatAreNotToBeHadAreAReasonToGiveUp(String answer) throws Exception {
        batches.faults("{\"on\": \"download\", " + answer + "}");

        Told told = batches.tell("--in-flight", 1, "--give-up-after", 2).expecting(ExitCode.NOT_SAVED);

        assertTrue(told.run().err().contains("stopped: --give-up-after: 2 failures in a row"), told::toString);
    }

    /** Each answer waits until the ledger knows what became of the one before. */
    @Test
    void unsavedResultsThatAreNotInARowDoNotStop() throws Exception {
        Semaphore answers = batches.holdEach();
        batches.faults(
                "{\"on\": \"download\", \"status\": 404, \"nth\": 1}",
                "{\"on\": \"download\", \"status\": 404, \"nth\": 3}",
                "{\"on\": \"download\", \"status\": 404, \"nth\": 5}");
        try (Cli cli = batches.command("--json", "--in-flight", 1, "--give-up-after", 3)
                .start()) {
            for (int pair = 1; pair <= PICTURES / 2; pair++) {
                answers.release();
                batches.awaitLedger("lost", pair);
                answers.release();
                batches.awaitLedger("saved", pair);
            }
            Told told = Told.of(cli.await()).expecting(ExitCode.NOT_SAVED);

            assertEquals(List.of("lost", "done", "lost", "done", "lost", "done"), outcomes(told));
            assertFalse(told.run().err().contains("stopped: "), told::toString);
        }
    }

    @Test
    void withoutAServerItGivesUpAndNothingIsInDoubt() throws Exception {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }
        Told told = batches.tell("--give-up-after", 3, "--deadline", 1, "--base-url", "http://127.0.0.1:" + closedPort)
                .expecting(ExitCode.NO_ANSWER);

        assertEquals(0, told.count("unknown"), told::toString);
        assertEquals(PICTURES, told.count("failed") + told.count("left"), told::toString);
        assertEquals(0.0, told.summary().get("ledger_calls"), told::toString);
        assertFalse(told.run().err().contains("next attempt"), told::toString);
        batches.tell("--give-up-after", 100, "--deadline", 1, "--base-url", "http://127.0.0.1:" + closedPort)
                .expecting(ExitCode.NO_ANSWER); // nothing was done, not even partly
        assertEquals(
                PICTURES,
                batches.tell("--max-calls", PICTURES).expecting(ExitCode.OK).count("done"));
    }

    @Test
    void limitsHoldOverManyInFlightAndOverRuns() throws Exception {
        batches.with(ProviderOptions.builder().latency(Duration.ofMillis(200)).inFlightLimit(100));

        Told first = batches.tell("--in-flight", 100, "--max-calls", 3).expecting(ExitCode.PARTLY);
        assertEquals(3, batches.journal().calls().size());
        assertEquals(3, first.count("left"), first::toString);
        assertTrue(
                first.run().err().contains("stopped: --max-calls: this ledger has spent 3 calls, and 3 are allowed"),
                first::toString);
        assertTrue(
                first.run()
                        .err()
                        .contains("next: run the same command with a larger --max-calls to begin with 3 pictures"),
                first::toString);

        Told again = batches.tell("--in-flight", 100, "--max-calls", 3).expecting(ExitCode.PARTLY);
        assertEquals(3, batches.journal().calls().size());
        assertEquals(3, again.count("earlier"), again::toString);

        batches.tell("--in-flight", 100, "--max-images", 5).expecting(ExitCode.PARTLY);
        assertEquals(5, batches.journal().calls().size());
    }

    @Test
    void whatCostNothingLeavesRoomBelowTheLimit() throws Exception {
        batches.faults("{\"on\": \"success\", \"times\": 2, \"refuse\": 422}");

        Told told = batches.tell("--max-calls", 4, "--in-flight", 10).expecting(ExitCode.PARTLY);

        assertEquals(4, told.count("done"), told::toString);
        assertEquals(2, told.count("refused"), told::toString);
        assertEquals(4, batches.journal().callsBilled());
    }

    @Test
    void whatMayHaveBeenBilledTakesRoomBelowTheLimit() throws Exception {
        batches.faults("{\"reset\": \"answer\"}");

        Told told = batches.tell("--max-calls", 2, "--in-flight", 1).expecting(ExitCode.PARTLY);

        assertEquals(2, told.count("unknown"), told::toString);
        assertEquals(2, batches.journal().calls().size());
    }

    @Test
    void limitHoldsOverAKillSinceWhatIsInDoubtCountsAsSpent() throws Exception {
        batches.faults("{\"stall\": \"answer\", \"times\": 3}");
        try (Cli cli = batches.command("--max-calls", 4, "--in-flight", 10).start()) {
            batches.await(now -> now.requestsReceivedInFull() == 4);
            cli.kill();
            cli.await();
        }
        Told told = batches.tell("--max-calls", 4, "--retry-unknown");

        assertEquals(4, batches.journal().calls().size(), told::toString);
        assertEquals(ExitCode.PARTLY.code, told.run().exitCode(), told::toString);
    }

    @Test
    void busyProviderIsWaitedForAndNothingIsLost() throws Exception {
        batches.with(ProviderOptions.builder().latency(Duration.ofMillis(300)).inFlightLimit(2));

        Told told = batches.tell("--in-flight", 10).expecting(ExitCode.OK);

        Journal.Snapshot journal = batches.journal();
        assertEquals(PICTURES, told.count("done"), told::toString);
        assertEquals(PICTURES, journal.callsBilled());
        assertTrue(busy(journal) > 0, "it was never busy");
        assertEquals((double) PICTURES, told.summary().get("ledger_calls"));
    }

    @Test
    void whoWaitsForABusyProviderIsNotInDoubtAfterAKill() throws Exception {
        batches.with(ProviderOptions.builder().latency(Duration.ofMinutes(1)).inFlightLimit(2))
                .faults("{\"on\": 429, \"headers\": {\"Retry-After\": \"50\"}}");
        try (Cli cli = batches.command("--in-flight", 10).start()) {
            batches.awaitLedger("not_run", 4);
            cli.kill();
            cli.await();
        }
        batches.with(ProviderOptions.builder());
        Told told = batches.tell().expecting(ExitCode.PARTLY);

        assertEquals(2, told.count("unknown"), told::toString);
        assertEquals(4, told.count("done"), told::toString);
        assertEquals(4, batches.journal().callsBilled());
    }

    private static long busy(Journal.Snapshot journal) {
        return journal.calls().stream()
                .map(Exchange::status)
                .filter(status -> status == 429)
                .count();
    }

    private static List<String> outcomes(Told told) {
        return List.copyOf(told.outcomes().values());
    }
}
