package io.github.upscale4j.cli;

import io.github.upscale4j.Billing;
import io.github.upscale4j.DownloadException;
import io.github.upscale4j.ErrorAnswerException;
import io.github.upscale4j.ImageRefusedException;
import io.github.upscale4j.UpscaleException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets pictures pass one by one, as long as there is room in flight, money to spend, and nothing that stops them all. A call counts
 * as spent from when it passes until it is known that nothing ran, so that no limit is ever passed. Thread-safe.
 */
final class Dispatcher {
    /** Pictures whose results are being saved hold no place in flight; this bounds how many there are. */
    private static final int SAVING = 16;

    /** Ends after which links may still be followed. */
    private static final Set<ExitCode> FREE = Set.of(ExitCode.PARTLY, ExitCode.REFUSED);

    private final int maxInFlight;
    private final int imagesPerCall;
    private final long maxCalls;
    private final long maxImages;
    private final int giveUpAfter;
    private final Ledger ledger;
    private final Set<PaidCall> open = new HashSet<>();
    private int running;
    private long calls;
    private long images;
    private int unansweredInARow;
    private int unsavedInARow;
    private @Nullable Stop stop;
    private boolean aborted;

    Dispatcher(BatchSettings settings, Ledger ledger) {
        this.maxInFlight = settings.inFlight();
        this.imagesPerCall = settings.request().numImagesOrDefault();
        this.maxCalls = settings.maxCalls();
        this.maxImages = settings.maxImages();
        this.giveUpAfter = settings.giveUpAfter();
        this.ledger = ledger;
        this.calls = ledger.spent().calls();
        this.images = ledger.spent().images();
    }

    /** Waits for a place, and takes it. False where nothing passes any more. */
    synchronized boolean admit(PaidCall call) {
        while (stop == null) {
            boolean affordable = calls < maxCalls && imagesPerCall <= maxImages - images;
            if (affordable && hasRoom()) {
                calls++;
                images += imagesPerCall;
                running++;
                open.add(call);
                return true;
            }
            if (!affordable && open.isEmpty()) {
                stop(limit());
                return false;
            }
            await();
        }
        return false;
    }

    /** As {@link #admit}, for what costs nothing. */
    synchronized boolean admitFree() {
        while (fetches() && running >= maxInFlight + SAVING) {
            await();
        }
        if (!fetches()) {
            return false;
        }
        running++;
        return true;
    }

    /** A limit, or a key that is refused, keeps nothing from being fetched that is paid for: its link dies. */
    synchronized boolean fetches() {
        return stop == null || (!aborted && FREE.contains(stop.exitCode()));
    }

    private boolean hasRoom() {
        int inFlight = open.size() * imagesPerCall;
        return running < maxInFlight + SAVING && (inFlight == 0 || inFlight + imagesPerCall <= maxInFlight);
    }

    private Stop limit() {
        boolean ofCalls = calls >= maxCalls;
        String option = ofCalls ? "--max-calls" : "--max-images";
        String spent = ofCalls
                ? Figures.count(calls, "call") + ", and " + maxCalls + " are allowed"
                : Figures.count(images, "image") + ", " + maxImages + " are allowed, and a call asks for "
                        + imagesPerCall;
        return new Stop(
                ExitCode.PARTLY,
                option + ": this ledger has spent " + spent,
                "run the same command with a larger " + option);
    }

    /**
     * The provider does not work on it any more. What its failure means for the others is known before the next one passes.
     *
     * @param failure null where there is a result
     */
    synchronized void answered(PaidCall call, @Nullable UpscaleException failure) {
        open.remove(call);
        if (failure == null) {
            unansweredInARow = 0;
        } else {
            failed(failure);
        }
        stopIfLedgerIsBroken();
        if (failure != null && failure.isSafeToRetry()) {
            calls--;
            images -= imagesPerCall;
        }
        notifyAll();
    }

    /**
     * A picture that had passed is done with.
     *
     * @param wasFree whether it was only fetched: a link that died since an earlier run says nothing of the others
     */
    synchronized void ended(Finished finished, boolean wasFree) {
        running--;
        switch (finished.outcome().kind()) {
            case DONE, COPIED, EARLIER, WITHHELD -> unsavedInARow = 0;
            case LOST -> {
                if (!wasFree) {
                    unsaved();
                }
            }
            default -> {
                if (!isOfCall(finished.cause())) {
                    unsaved();
                }
            }
        }
        stopIfLedgerIsBroken();
        notifyAll();
    }

    /** Such a failure was counted when the call was answered. */
    private static boolean isOfCall(@Nullable Throwable cause) {
        return cause instanceof UpscaleException && !(cause instanceof DownloadException);
    }

    private void stopIfLedgerIsBroken() {
        if (ledger.isBroken()) {
            stop(new Stop(
                    ExitCode.OWN_ERROR,
                    "the ledger cannot be written, so nothing more is sent",
                    "run the same command again, when there is room for the ledger,"));
        }
    }

    private void failed(UpscaleException failure) {
        if (failure instanceof ErrorAnswerException refusal && refusal.billing() == Billing.REJECTED) {
            Contract contract = Contract.published();
            int status = refusal.status();
            if (contract.refusals("key").contains(status)
                    || contract.refusals("money").contains(status)) {
                stop(new Stop(
                        ExitCode.REFUSED,
                        "the server refuses all calls: " + refusal.getMessage(),
                        "run the same command again, when upscale4j doctor finds nothing wrong,"));
            }
            if (contract.refusals("input").contains(status)) {
                return; // of this picture, and not of the next
            }
        }
        if (!(failure instanceof ImageRefusedException)) {
            giveUp(++unansweredInARow, ExitCode.NO_ANSWER);
        }
    }

    private void unsaved() {
        giveUp(++unsavedInARow, ExitCode.NOT_SAVED);
    }

    private void giveUp(int inARow, ExitCode exitCode) {
        if (inARow >= giveUpAfter) {
            stop(new Stop(
                    exitCode,
                    "--give-up-after: " + Figures.count(inARow, "failure") + " in a row",
                    "run the same command again, when upscale4j doctor finds nothing wrong,"));
        }
    }

    /** Lets nothing pass any more; the first reason counts, but an interrupt always. What was not sent yet is not sent. */
    synchronized void stop(Stop reason) {
        if (stop == null || reason.exitCode() == ExitCode.INTERRUPTED) {
            stop = reason;
        }
        open.forEach(PaidCall::stop);
        notifyAll();
    }

    /** Ends what is in progress, too. */
    synchronized void abort() {
        aborted = true;
        open.forEach(PaidCall::abort);
        notifyAll();
    }

    synchronized boolean isAborted() {
        return aborted;
    }

    synchronized @Nullable Stop stopped() {
        return stop;
    }

    /** Waits until all that passed is done with; after {@link #abort} only until all calls are, since what they made can be fetched later. */
    synchronized void awaitEnd() {
        while (running > 0 && !(aborted && open.isEmpty())) {
            await();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // who calls it does so in a loop
    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException("expected nobody to interrupt this thread", e);
        }
    }

    synchronized int inFlight() {
        return open.size();
    }
}
