package io.github.upscale4j.cli;

import static io.github.upscale4j.cli.Ledgers.IDS;
import static io.github.upscale4j.cli.Ledgers.entry;
import static io.github.upscale4j.cli.Ledgers.key;
import static io.github.upscale4j.cli.Ledgers.result;
import static io.github.upscale4j.cli.Ledgers.withheld;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.Billing;
import io.github.upscale4j.cli.Ledgers.Known;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ledger knows, at once and after it was opened again. */
class LedgerTest {
    @TempDir
    Path folder;

    Path file;
    Ledger ledger;

    @BeforeEach
    void open() throws LedgerException {
        file = folder.resolve("ledger.jsonl");
        ledger = Ledgers.open(file);
    }

    /** What was known a moment ago is what the next run knows. */
    @AfterEach
    void reopen() throws LedgerException {
        Known known = Known.of(ledger);
        ledger.close();
        try (Ledger again = Ledgers.open(file)) {
            assertEquals(known, Known.of(again));
        }
    }

    @Test
    void newLedgerKnowsNothing() {
        assertNull(ledger.entry(key(1)));
        assertEquals(new Known(List.of(), new Spent(0, 0)), Known.of(ledger));
    }

    @Test
    void callThatWasSentIsUnknownAndSpent() throws LedgerException {
        ledger.sending(key(1), 3, "1.jpg");
        assertEquals(
                new Entry(key(1), State.UNKNOWN, 3, "1.jpg", null, List.of(), List.of(), List.of()), entry(ledger, 1));
        assertEquals(new Spent(1, 3), ledger.spent());
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_SENT", "INCOMPLETE", "REJECTED"})
    void callThatDidNotRunIsNotSpent(Billing billing) throws LedgerException {
        ledger.sending(key(1), 3, "1.jpg");
        ledger.notRun(key(1), billing, "why");
        assertEquals(
                new Entry(key(1), State.NOT_RUN, 3, "1.jpg", "why", List.of(), List.of(), List.of()), entry(ledger, 1));
        assertEquals(new Spent(0, 0), ledger.spent());
    }

    @Test
    void callWithoutUsableAnswerStaysSpent() throws LedgerException {
        ledger.sending(key(1), 1, "1.jpg");
        ledger.failed(key(1), Billing.UNKNOWN, "no answer", List.of());
        ledger.sending(key(2), 1, "2.jpg");
        ledger.failed(key(2), Billing.BILLED, "no picture", IDS);
        assertEquals(State.UNKNOWN, entry(ledger, 1).state());
        assertEquals("no answer", entry(ledger, 1).message());
        assertEquals(State.BILLED, entry(ledger, 2).state());
        assertEquals(IDS, entry(ledger, 2).requestIds());
        assertEquals(new Spent(2, 2), ledger.spent());
    }

    @Test
    void resultsAreToBeFetchedThenSavedThenComplete() throws LedgerException {
        ledger.sending(key(1), 3, "1.jpg");
        ledger.received(key(1), List.of(result(0), withheld(1), result(2)), IDS, List.of("$.x: y"));
        assertEquals(
                List.of(result(0), withheld(1), result(2)), entry(ledger, 1).results());
        assertEquals(List.of("$.x: y"), entry(ledger, 1).violations());
        assertTrue(entry(ledger, 1).isToBeFetched());
        ledger.saved(key(1), 2, "1-3.png", "ab");
        assertTrue(entry(ledger, 1).isToBeFetched());
        assertFalse(entry(ledger, 1).isComplete());
        ledger.saved(key(1), 0, "1-1.png", "cd");
        assertEquals("1-3.png", entry(ledger, 1).results().get(2).file());
        assertEquals("ab", entry(ledger, 1).results().get(2).sha256());
        assertFalse(entry(ledger, 1).isToBeFetched());
        assertTrue(entry(ledger, 1).isComplete());
    }

    @Test
    void lostResultIsNeitherToBeFetchedNorComplete() throws LedgerException {
        ledger.sending(key(1), 1, "1.jpg");
        ledger.received(key(1), List.of(result(0)), IDS, List.of());
        ledger.lost(key(1), 0, "expired");
        assertEquals("expired", entry(ledger, 1).results().get(0).lost());
        assertFalse(entry(ledger, 1).isToBeFetched());
        assertFalse(entry(ledger, 1).isComplete());
        assertEquals(new Spent(1, 1), ledger.spent());
    }

    @Test
    void lastOfSavedAndLostCounts() throws LedgerException {
        ledger.sending(key(1), 1, "1.jpg");
        ledger.received(key(1), List.of(result(0)), IDS, List.of());
        ledger.lost(key(1), 0, "expired");
        ledger.saved(key(1), 0, "1.png", "ab");
        assertTrue(entry(ledger, 1).isComplete());
        ledger.lost(key(1), 0, "the file is gone, and the link too");
        assertFalse(entry(ledger, 1).isComplete());
        assertNull(entry(ledger, 1).results().get(0).file());
    }

    @Test
    void callSentAgainStartsAfreshAndKeepsTheMoneyOfTheFirst() throws LedgerException {
        ledger.sending(key(1), 2, "1.jpg");
        ledger.failed(key(1), Billing.BILLED, "no picture", IDS);
        ledger.sending(key(1), 2, "1.jpg");
        assertEquals(
                new Entry(key(1), State.UNKNOWN, 2, "1.jpg", null, List.of(), List.of(), List.of()), entry(ledger, 1));
        assertEquals(new Spent(2, 4), ledger.spent());
        ledger.received(key(1), List.of(result(0), result(1)), IDS, List.of());
        assertEquals(State.RECEIVED, entry(ledger, 1).state());
        assertEquals(new Spent(2, 4), ledger.spent());
        assertEquals(1, ledger.entries().size());
    }

    @Test
    void whatWasKnownCountsAgainWhereTheSecondCallDidNotRun() throws LedgerException {
        ledger.sending(key(1), 1, "1.jpg");
        ledger.received(key(1), List.of(result(0), result(1)), IDS, List.of());
        ledger.saved(key(1), 0, "1.png", "ab");
        ledger.lost(key(1), 1, "expired");
        Entry before = entry(ledger, 1);
        ledger.sending(key(1), 1, "1.jpg");
        ledger.notRun(key(1), Billing.REJECTED, "no credit");
        assertEquals(before, entry(ledger, 1));
        assertEquals(new Spent(1, 1), ledger.spent());
    }

    @Test
    void eachAttemptThatDidNotRunIsTakenBackOnce() throws LedgerException {
        for (int i = 0; i < 3; i++) {
            ledger.sending(key(1), 1, "1.jpg");
            ledger.notRun(key(1), Billing.REJECTED, "busy");
            ledger.notRun(key(1), Billing.REJECTED, "told twice");
        }
        assertEquals("busy", entry(ledger, 1).message());
        assertEquals(new Spent(0, 0), ledger.spent());
    }

    @Test
    void callThatFailedBeforeItWasToBeSentLeavesNothing() throws Exception {
        long before = Files.size(file);
        ledger.notRun(key(1), Billing.NOT_SENT, "no connection");
        assertNull(ledger.entry(key(1)));
        assertEquals(before, Files.size(file));
    }

    @Test
    void callOfAnEarlierRunIsNotTakenBackByOneThatWasNotSent() throws LedgerException {
        ledger.sending(key(1), 1, "1.jpg");
        ledger.close();
        ledger = Ledgers.open(file);
        ledger.notRun(key(1), Billing.NOT_SENT, "no connection");
        assertEquals(State.UNKNOWN, entry(ledger, 1).state());
        assertEquals(new Spent(1, 1), ledger.spent());
    }

    @Test
    void unknownCallOfThisRunIsNotTakenBackByOneThatWasNotSent() throws LedgerException {
        ledger.sending(key(1), 1, "1.jpg");
        ledger.failed(key(1), Billing.UNKNOWN, "no answer", List.of());
        ledger.notRun(key(1), Billing.NOT_SENT, "no connection");
        assertEquals(State.UNKNOWN, entry(ledger, 1).state());
        assertEquals(new Spent(1, 1), ledger.spent());
    }

    @Test
    void answerThatCameAfterTheCallWasGivenUpCounts() throws LedgerException {
        ledger.sending(key(1), 1, "1.jpg");
        ledger.failed(key(1), Billing.UNKNOWN, "given up", List.of());
        ledger.received(key(1), List.of(result(0)), IDS, List.of());
        assertEquals(State.RECEIVED, entry(ledger, 1).state());
        assertNull(entry(ledger, 1).message());
    }

    @Test
    void workOfTheNextRunIsNumberedOn() throws LedgerException {
        Ledgers.everything(ledger);
        ledger.close();
        ledger = Ledgers.open(file);
        ledger.sending(key(9), 1, "9.jpg");
        ledger.received(key(9), List.of(result(0)), IDS, List.of());
        ledger.saved(key(7), 0, "moved.png", "ab");
        assertEquals(State.RECEIVED, entry(ledger, 9).state());
        assertEquals("moved.png", entry(ledger, 7).results().get(0).file());
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 9), images(ledger.entries()));
    }

    private static List<Integer> images(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.key().equals(key(9)) ? Integer.valueOf(9) : Integer.valueOf(entry.images()))
                .toList();
    }

    @Test
    void samePictureWithOtherParametersIsAnotherCall() throws LedgerException {
        ledger.sending(new CallKey("ab", "{\"seed\":1}"), 1, "1.jpg");
        ledger.sending(new CallKey("ab", "{\"seed\": 1}"), 1, "1.jpg");
        ledger.sending(new CallKey("ab", "{\"prompt\":\"\\u0041\uD83D\uDE00\\n\"}"), 1, "1.jpg");
        assertEquals(3, ledger.entries().size());
    }

    @Test
    void resultsAsTheEngineHasThemAreRecordedAsAnswered() throws LedgerException {
        ledger.sending(key(1), 1, "1.jpg");
        Result early = new Result(0, null, Instant.MAX, false, Long.MIN_VALUE, "", "f", "h", "l");
        ledger.received(key(1), List.of(early), IDS, List.of());
        assertEquals(early.asAnswered(), entry(ledger, 1).results().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "[]", "{", "{}{}", "{\n}", "{\"a\":}", "nonsense"})
    void parametersThatAreNoObjectInOneLineAreRefused(String parameters) {
        assertThrows(IllegalArgumentException.class, () -> ledger.sending(new CallKey("ab", parameters), 1, "1.jpg"));
    }

    @Test
    void whatCannotBeIsRefusedAndNotWritten() throws Exception {
        ledger.sending(key(1), 1, "1.jpg");
        long before = Files.size(file);
        assertThrows(IllegalArgumentException.class, () -> ledger.sending(key(2), 0, "2.jpg"));
        assertThrows(IllegalArgumentException.class, () -> ledger.notRun(key(1), Billing.UNKNOWN, "why"));
        assertThrows(IllegalArgumentException.class, () -> ledger.failed(key(1), Billing.REJECTED, "why", IDS));
        assertThrows(IllegalArgumentException.class, () -> ledger.received(key(1), List.of(result(-1)), IDS, IDS));
        assertThrows(IllegalStateException.class, () -> ledger.failed(key(2), Billing.BILLED, "why", IDS));
        assertThrows(IllegalStateException.class, () -> ledger.received(key(2), List.of(), IDS, IDS));
        assertThrows(IllegalStateException.class, () -> ledger.saved(key(1), 0, "1.png", "ab"));
        assertThrows(IllegalStateException.class, () -> ledger.lost(key(2), 0, "why"));
        assertEquals(before, Files.size(file));
    }

    @Test
    void linksAreInTheFileAndInNoText() throws Exception {
        Ledgers.everything(ledger);
        ledger.close(); // reading it releases its lock
        assertTrue(Files.readString(file).contains(Ledgers.SECRET));
        assertFalse(ledger.entries().toString().contains(Ledgers.SECRET));
    }

    @Test
    void deletedLedgerIsGoneAndTakesNoMore() throws LedgerException {
        Ledgers.everything(ledger);
        ledger.delete();
        assertFalse(Files.exists(file));
        assertThrows(LedgerException.class, () -> ledger.sending(key(1), 1, "1.jpg"));
        ledger = Ledgers.open(file);
        assertEquals(List.of(), ledger.entries());
    }
}
