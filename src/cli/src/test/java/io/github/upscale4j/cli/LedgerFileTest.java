package io.github.upscale4j.cli;

import static io.github.upscale4j.cli.Ledgers.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files can be a ledger, and whose. */
class LedgerFileTest {
    @TempDir
    Path folder;

    @Test
    void newLedgerIsForItsOwnersEyes() throws IOException {
        Path file = folder.resolve("ledger.jsonl");
        Ledgers.open(file).close();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void emptyFileBecomesALedgerAndKeepsItsPermissions() throws IOException {
        Path file = Files.createFile(folder.resolve("ledger.jsonl"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Ledgers.open(file).close();
        assertTrue(Files.readString(file).startsWith("{\"ledger\":1,"));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void relativePathIsFoundAgain() throws IOException {
        Path file = Path.of("").toAbsolutePath().relativize(folder.resolve("ledger.jsonl"));
        Ledgers.open(file).close();
        Ledgers.open(file).close();
    }

    @Test
    void directoryIsRefused() {
        refused(folder, "expected a file but found a directory");
    }

    @Test
    void fifoIsRefusedAndNeverOpened() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> refused(fifo, "expected a file but found something else, such as a FIFO or a device"));
    }

    @Test
    void deviceIsRefusedAlsoBehindALink() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "no such device here");
        String refusal = "expected a file but found something else, such as a FIFO or a device";
        refused(Path.of("/dev/full"), refusal);
        refused(Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/full")), refusal);
    }

    @Test
    void placesThatHaveNoFileAreRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        refused(folder.resolve("none/ledger.jsonl"), "expected its folder but found none");
        refused(file.resolve("ledger.jsonl"), "Not a directory");
        refused(folder.resolve("x".repeat(300)), "File name too long");
        Path loop = folder.resolve("loop");
        refused(Files.createSymbolicLink(loop, loop), "expected a file but found links that lead to links");
    }

    @Test
    void placeThatCannotBeWrittenIsRefused() {
        Path file = Path.of("/proc/upscale4j-ledger.jsonl");
        assumeTrue(Files.isDirectory(file.getParent()), "no such folder here");
        LedgerException refused = assertThrows(LedgerException.class, () -> Ledgers.open(file));
        assertTrue(refused.getMessage().startsWith("cannot use the ledger " + file + ": "), refused.getMessage());
    }

    @Test
    void linkIsKeptAndWhatItLeadsToIsWritten() throws IOException {
        Path target = Files.createDirectory(folder.resolve("sub")).resolve("ledger.jsonl");
        Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("sub/ledger.jsonl"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), first);
        try (Ledger ledger = Ledgers.open(second)) {
            ledger.sending(key(1), 1, "1.jpg");
            assertTrue(Files.isSymbolicLink(second));
            assertTrue(Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS));
            refused(target, "this process works with it already");
        }
        try (Ledger ledger = Ledgers.open(target)) {
            assertEquals(1, ledger.entries().size());
        }
    }

    @Test
    void secondOfTheSameProcessIsRefusedAndTheFirstKeepsItsLock() throws Exception {
        Path file = folder.resolve("ledger.jsonl");
        try (Ledger ledger = Ledgers.open(file)) {
            refused(file, "this process works with it already");
            try (Holder second = new Holder(file)) {
                String pid = " (pid " + ProcessHandle.current().pid() + ")";
                assertEquals(refusal(file, "another process works with this ledger"), second.said.replace(pid, ""));
            }
            ledger.sending(key(1), 1, "1.jpg");
        }
        Ledgers.open(file).close();
    }

    @Test
    void ledgerOfAnotherProcessIsRefusedUntilThatIsKilled() throws Exception {
        Path file = folder.resolve("ledger.jsonl");
        try (Holder holder = new Holder(file)) {
            assertEquals("open", holder.said);
            LedgerException refused = assertThrows(LedgerException.class, () -> Ledgers.open(file));
            assertEquals(
                    refusal(file, "another process works with this ledger"),
                    refused.getMessage().replace(" (pid " + holder.process.pid() + ")", ""));
            holder.process.destroyForcibly().waitFor();
            try (Ledger ledger = Ledgers.open(file)) {
                assertEquals(State.UNKNOWN, Ledgers.entry(ledger, 1).state());
            }
        }
    }

    @Test
    void refusedLedgerCanBeOpenedOnceItIsRepaired() throws IOException {
        Path file = folder.resolve("ledger.jsonl");
        Files.writeString(file, "no ledger\n");
        assertThrows(LedgerException.class, () -> Ledgers.open(file));
        Files.writeString(file, "");
        Ledgers.open(file).close();
    }

    @Test
    void ledgerIsNotWhatAnotherMadeInItsPlaceMeanwhile() throws IOException {
        Path file = folder.resolve("ledger.jsonl");
        Ledger first = Ledgers.open(file);
        Files.delete(file);
        try (Ledger second = Ledgers.open(file)) {
            first.sending(key(1), 1, "1.jpg");
            assertEquals(0, second.entries().size());
            first.close();
            refused(file, "this process works with it already");
        }
        assertFalse(Files.readString(file).contains("1.jpg"));
    }

    private static void refused(Path file, String why) {
        LedgerException refused = assertThrows(LedgerException.class, () -> Ledgers.open(file));
        assertEquals(refusal(file, why), refused.getMessage());
    }

    private static String refusal(Path file, String why) {
        return "cannot use the ledger " + file + ": " + why + "; nothing was sent";
    }

    /** Another process that opens a ledger, says how that went, and keeps it until it is killed. */
    private static final class Holder implements AutoCloseable {
        final Process process;
        final String said;

        Holder(Path file) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-Xshare:auto",
                            LedgerHolder.class.getName(),
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = process.inputReader();
            said = String.valueOf(out.readLine());
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
