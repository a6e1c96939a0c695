package io.github.upscale4j.provider;

/** The images that may still be billed, and those being worked on. Thread-safe. */
final class Account {
    /** Whether a call may run. */
    enum Admission {
        ADMITTED,
        NO_CREDIT,
        TOO_MANY
    }

    private final Journal journal;
    private final int limit;
    private long credit;
    private int inFlight;

    Account(Journal journal, int limit, long credit) {
        this.journal = journal;
        this.limit = limit;
        this.credit = credit;
    }

    /** Lets a call in, takes its images from the credit and counts them as in flight; or does nothing. */
    synchronized Admission admit(int images, boolean despiteCredit, boolean despiteLimit) {
        if (images > credit && !despiteCredit) {
            return Admission.NO_CREDIT;
        } else if (images > limit - inFlight && !despiteLimit) {
            return Admission.TOO_MANY;
        }
        credit -= images;
        inFlight += images;
        journal.inFlight(images);
        return Admission.ADMITTED;
    }

    /** Ends what {@link #admit} began. */
    synchronized void release(int images, boolean billed) {
        inFlight -= images;
        credit += billed ? 0 : images;
        journal.inFlight(-images);
    }
}
