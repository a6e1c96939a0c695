package io.github.upscale4j.cli;

import io.github.upscale4j.Billing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a ledger say together. The same rules hold for lines that are read and for those just written, so that
 * what is known here is what the next run will know. Thread-safe.
 */
final class LedgerCalls {
    private final Map<CallKey, Call> latest = new LinkedHashMap<>();
    private final Map<Long, Call> numbered = new HashMap<>();
    /** What was saved to a file last. */
    private final Map<String, LedgerLine.Saved> savedTo = new HashMap<>();

    private long lastNumber;
    private long firstOfThisRun = 1;
    private long callsSpent;
    private long imagesSpent;

    /** One call. A call of the same work that went before counts again where this one did not run. */
    private static final class Call {
        final long number;
        final @Nullable Call before;
        Entry entry;
        boolean hasOutcome;
        boolean isSpent = true;

        Call(long number, Entry entry, @Nullable Call before) {
            this.number = number;
            this.entry = entry;
            this.before = before;
        }
    }

    /** All that was read is of earlier runs. */
    synchronized void beginRun() {
        firstOfThisRun = lastNumber + 1;
    }

    synchronized long nextNumber() {
        return ++lastNumber;
    }

    synchronized @Nullable Entry entry(CallKey key) {
        Call call = latest.get(key);
        return call == null ? null : call.entry;
    }

    synchronized List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(latest.size());
        latest.values().forEach(call -> entries.add(call.entry));
        return entries;
    }

    synchronized Spent spent() {
        return new Spent(callsSpent, imagesSpent);
    }

    /** The number of the call of this work; null if there is none. */
    synchronized @Nullable Long number(CallKey key) {
        Call call = latest.get(key);
        return call == null ? null : call.number;
    }

    /** Whether what was saved to a file last is another result than this. */
    synchronized boolean isOthers(String file, CallKey key, int index) {
        LedgerLine.Saved saved = savedTo.get(file);
        Call call = saved == null ? null : numbered.get(saved.call());
        return saved != null
                && call != null
                && !(saved.index() == index && call.entry.key().equals(key));
    }

    /** Whether the call of this work was sent in this run and nothing is recorded of what became of it. */
    synchronized boolean isUnderWay(CallKey key) {
        Call call = latest.get(key);
        return call != null && call.number >= firstOfThisRun && !call.hasOutcome;
    }

    /** Why a line cannot follow those before it; null if it can. */
    synchronized @Nullable String problem(LedgerLine line) {
        Call call = numbered.get(line.call());
        if (line instanceof LedgerLine.Sending) {
            return call == null ? null : "expected a new call but found call " + line.call() + " again";
        }
        if (call == null) {
            return "expected a call that was sent but found call " + line.call();
        }
        if (line instanceof LedgerLine.Saved saved) {
            return indexProblem(call, saved.index());
        }
        return line instanceof LedgerLine.Lost lost ? indexProblem(call, lost.index()) : null;
    }

    private static @Nullable String indexProblem(Call call, int index) {
        return call.entry.hasResult(index) ? null : "expected a result that was received but found index " + index;
    }

    /** Takes in a line that has no {@link #problem}. */
    synchronized void apply(LedgerLine line) {
        if (line instanceof LedgerLine.Sending sending) {
            begin(sending);
            return;
        }
        Call call = numbered.get(line.call());
        if (call == null) {
            throw new IllegalStateException("expected a line without problems but found an unknown call");
        }
        if (line instanceof LedgerLine.NotRun notRun) {
            takeBack(call, notRun.message());
        } else if (line instanceof LedgerLine.Failed failed) {
            State state = failed.billing() == Billing.BILLED ? State.BILLED : State.UNKNOWN;
            call.entry = call.entry.without(state, failed.message(), failed.requestIds());
        } else if (line instanceof LedgerLine.Received received) {
            call.entry = call.entry.received(received.results(), received.requestIds(), received.violations());
        } else if (line instanceof LedgerLine.Saved saved) {
            call.entry = call.entry.saved(saved.index(), saved.file(), saved.sha256());
            savedTo.put(saved.file(), saved);
        } else if (line instanceof LedgerLine.Lost lost) {
            call.entry = call.entry.lost(lost.index(), lost.message());
        }
        call.hasOutcome = true;
    }

    private void begin(LedgerLine.Sending sending) {
        Call before = latest.get(sending.key());
        if (before != null && before.entry.state() == State.NOT_RUN) {
            before = null; // nothing of it counts
        }
        Call call = new Call(sending.call(), Entry.sent(sending.key(), sending.images(), sending.source()), before);
        latest.put(sending.key(), call);
        numbered.put(call.number, call);
        lastNumber = Math.max(lastNumber, call.number);
        callsSpent++;
        imagesSpent += sending.images();
    }

    private void takeBack(Call call, String why) {
        if (call.isSpent) {
            call.isSpent = false;
            callsSpent--;
            imagesSpent -= call.entry.images();
        }
        call.entry = call.entry.without(State.NOT_RUN, why, List.of());
        Call before = call.before;
        if (before != null && latest.get(call.entry.key()) == call) {
            latest.put(call.entry.key(), before);
        }
    }
}
