package io.github.upscale4j.cli;

import io.github.upscale4j.Billing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ledgers to test with. */
final class Ledgers {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    static final Instant EXPIRY = Instant.parse("2026-01-02T04:00:00Z");
    static final String SECRET = "s3cr3t-signature";
    static final String LINK = "https://pictures.example/1.png?sig=" + SECRET;
    static final List<String> IDS = List.of("id-1");

    private Ledgers() {}

    /** A key of its own for each number. */
    static CallKey key(int number) {
        return new CallKey(Sha256.of(new byte[] {(byte) (number >> 8), (byte) number}), "{\"seed\":" + number + "}");
    }

    static Ledger open(Path file) throws LedgerException {
        return Ledger.open(file, CLOCK);
    }

    /** Opens one that does not wait for the disk, where nothing depends on it. */
    static Ledger openUnforced(Path file) throws LedgerException {
        return Ledger.open(file, CLOCK, disk -> new Through(disk) {
            @Override
            public void force() {}

            @Override
            public void forceName() {}
        });
    }

    static Result result(int index) {
        return Result.answered(index, LINK, EXPIRY, false, 7L, "2048x2048");
    }

    static Result withheld(int index) {
        return Result.answered(index, null, null, true, null, null);
    }

    /** Every event, and every state that a call can be in. */
    static void everything(Ledger ledger) throws LedgerException {
        for (int i = 1; i <= 7; i++) {
            ledger.sending(key(i), i, "näme " + i + " \"\n\uD83D\uDE00.jpg");
        }
        ledger.notRun(key(2), Billing.REJECTED, "busy");
        ledger.failed(key(3), Billing.UNKNOWN, "no answer", List.of());
        ledger.failed(key(4), Billing.BILLED, "no usable answer", IDS);
        ledger.received(key(5), List.of(result(0)), IDS, List.of());
        ledger.received(key(6), List.of(result(0), withheld(1), result(2)), List.of(), List.of("$.data: broken"));
        ledger.saved(key(6), 0, "sub/6-1.png", Sha256.of(new byte[] {6}));
        ledger.lost(key(6), 2, "expired");
        ledger.received(key(7), List.of(result(0)), IDS, List.of());
        ledger.saved(key(7), 0, "7.png", Sha256.of(new byte[] {7}));
        ledger.sending(key(3), 3, "again.jpg");
        ledger.notRun(key(3), Billing.INCOMPLETE, "cut off");
        ledger.sending(key(4), 4, "again.jpg");
    }

    /** All that a ledger tells. */
    record Known(List<Entry> entries, Spent spent) {
        static Known of(Ledger ledger) {
            return new Known(ledger.entries(), ledger.spent());
        }
    }

    /** Passes all on to a disk. */
    static class Through implements Disk {
        private final Disk disk;

        Through(Disk disk) {
            this.disk = disk;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            disk.write(bytes);
        }

        @Override
        public void force() throws IOException {
            disk.force();
        }

        @Override
        public void forceName() {
            disk.forceName();
        }

        @Override
        public long size() {
            return disk.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            disk.truncate(size);
        }
    }

    static Entry entry(Ledger ledger, int number) {
        @Nullable Entry entry = ledger.entry(key(number));
        if (entry == null) {
            throw new AssertionError("expected an entry of key " + number + " but found none");
        }
        return entry;
    }
}
