package io.github.upscale4j.cli;

import java.io.IOException;
import java.nio.file.Path;

/** A program that opens a ledger, sends a call, and stays until it is killed or its input ends. */
final class LedgerHolder {
    private LedgerHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (Ledger ledger = Ledgers.open(Path.of(arguments[0]))) {
            ledger.sending(Ledgers.key(1), 1, "1.jpg");
            System.out.println("open");
            while (System.in.read() >= 0) {}
        } catch (LedgerException e) {
            System.out.println(e.getMessage());
        }
    }
}
