package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.cli.Ledgers.Known;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a crash leaves is read on from; what anything else leaves is refused and stays as it is. */
class LedgerReaderTest {
    private static final String HEADER = "{\"ledger\":1}\n";
    private static final String SENDING =
            "{\"event\":\"sending\",\"call\":1,\"image\":\"ab\",\"parameters\":{},\"images\":1,\"source\":\"a\"}\n";

    @TempDir
    Path folder;

    private byte[] everything() throws IOException {
        Path file = folder.resolve("whole.jsonl");
        try (Ledger ledger = Ledgers.openUnforced(file)) {
            Ledgers.everything(ledger);
        }
        return Files.readAllBytes(file);
    }

    private Known known(byte[] content) throws IOException {
        Path file = folder.resolve("whole-lines.jsonl");
        Files.write(file, content);
        try (Ledger ledger = Ledgers.openUnforced(file)) {
            return Known.of(ledger);
        }
    }

    @Test
    void ledgerThatIsTornAtAnyByteIsThatOfItsWholeLines() throws IOException {
        byte[] whole = everything();
        Path file = folder.resolve("torn.jsonl");
        int lines = 0;
        Known expected = known(new byte[0]);
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            if (length > 0 && whole[length - 1] == '\n') {
                expected = known(Arrays.copyOf(whole, length));
                lines = length;
            }
            try (Ledger ledger = Ledgers.openUnforced(file)) {
                assertEquals(expected, Known.of(ledger), "torn after " + length + " bytes");
            }
            if (lines > 0) {
                assertEquals(lines, Files.size(file));
            }
        }
        assertEquals(whole.length, lines);
    }

    @Test
    void ledgerThatWasTornGoesOn() throws IOException {
        byte[] whole = everything();
        Path file = folder.resolve("torn.jsonl");
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        try (Ledger ledger = Ledgers.open(file)) {
            ledger.sending(Ledgers.key(8), 8, "8.jpg");
        }
        try (Ledger ledger = Ledgers.open(file)) {
            assertEquals(State.UNKNOWN, Ledgers.entry(ledger, 8).state());
            assertEquals(8, ledger.entries().size());
        }
    }

    @Test
    void tornHeaderBecomesAWholeOne() throws IOException {
        Path file = folder.resolve("torn.jsonl");
        Files.writeString(file, "{\"led");
        Ledgers.open(file).close();
        assertTrue(Files.readString(file).startsWith("{\"ledger\":1,\"at\":\"2026-01-02T03:04:05Z\","));
        Ledgers.open(file).close();
        assertEquals(1, Files.readAllLines(file).size());
    }

    @Test
    void eachLineIsNeeded() throws IOException {
        List<String> lines =
                new String(everything(), StandardCharsets.UTF_8).lines().toList();
        Path file = folder.resolve("corrupt.jsonl");
        for (int i = 0; i < lines.size(); i++) {
            for (String wrong : List.of(
                    "", "x", "\0".repeat(lines.get(i).length()), lines.get(i).substring(1))) {
                List<String> corrupt = new ArrayList<>(lines);
                corrupt.set(i, wrong);
                Files.write(file, corrupt);
                refused(file, "line " + (i + 1) + ": expected ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hello                         | line 1: expected the start of a line but found something else",
                "hello\\n                      | line 1: expected a ledger but found another file",
                "{\"a\":1}                     | line 1: expected the start of a line but found something else",
                "{\"a\":1}\\n                  | line 1: expected a ledger but found another file",
                "[]\\n                         | line 1: expected a ledger but found another file",
                "{\"ledger\":2}\\n             | line 1: expected version 1 but found 2, which another upscale4j wrote",
                "H{\"event\":\"paused\",\"call\":1}\\n"
                        + "| line 2: expected an event that this version knows but found paused, which a newer",
                "H{\"event\":\"https://s3cr3t\",\"call\":1}\\n"
                        + "| line 2: expected an event that this version knows but found another, which",
                "H{\"event\":\"sending\",\"call\":1}\\n   | line 2: expected image but found none",
                "H{\"call\":1}\\n              | line 2: expected event but found none",
                "H{\"event\":\"lost\"}\\n      | line 2: expected call but found none",
                "H{\"event\":\"lost\",\"call\":\"https://s3cr3t\"}\\n"
                        + "| line 2: expected an event of a ledger but found another kind of value at $.call",
                "H{\"event\":\"not_run\",\"call\":1,\"billing\":\"https://s3cr3t\",\"message\":\"\"}\\n"
                        + "| line 2: expected an event of a ledger but found another kind of value at $.billing",
                "HS{\"event\":\"received\",\"call\":1,\"results\":[{\"index\":0,\"expires_at\":\"s3cr3t\"}]}\\n"
                        + "| line 3: expected an event of a ledger but found another kind of value at $.results[0]",
                "HS{\"event\":\"received\",\"call\":1,\"results\":[{\"link\":\"https://s3cr3t\"}]}\\n"
                        + "| line 3: expected an event of a ledger but found another kind of value at $.results[0]",
                "HS{\"event\":\"lost\",\"call\":2,\"index\":0,\"message\":\"\"}\\n"
                        + "| line 3: expected a call that was sent but found call 2",
                "HS{\"event\":\"lost\",\"call\":1,\"index\":0,\"message\":\"\"}\\n"
                        + "| line 3: expected a result that was received but found index 0",
                "HSS                           | line 3: expected a new call but found call 1 again",
                "HS{\"event\":\"s3cr3t\"\\n    | line 3: expected JSON but found something else at $",
                "HS{}{}\\n                     | line 3: expected JSON but found something else at $",
                "HS{\"at                       | ",
                "HS{\"other                    | line 3: expected the start of a line but found something else",
                "HS{\"at\":\"\\0               | line 3: expected the start of a line but found something else",
                "HS\\0\\0\\0                   | line 3: expected the start of a line but found something else",
                "HS{\"event\":\"not_run\",\"call\":1,\"billing\":\"REJECTED\",\"message\":\"\\0\\0\"}\\n"
                        + "| line 3: expected JSON but found NUL bytes",
                "H\\nS                         | line 2: expected JSON but found something else at $",
                "HS{\"event\":\"failed\",\"call\":1,\"billing\":\"BILLED\",\"message\":\"\",\"request_ids\":[],\"new\":{}}\\n|",
            })
    void contentIsReadOrRefused(String content, @Nullable String refusal) throws IOException {
        Path file = folder.resolve("ledger.jsonl");
        Files.writeString(
                file,
                content.strip()
                        .replace("\\n", "\n")
                        .replace("\\0", "\0")
                        .replaceFirst("^H", HEADER)
                        .replace("S", SENDING));
        if (refusal == null) {
            try (Ledger ledger = Ledgers.open(file)) {
                assertEquals(1, ledger.entries().size());
            }
            return;
        }
        refused(file, refusal);
    }

    /** With a message that says where, and nothing of the content; and the file is as it was. */
    private static void refused(Path file, String refusal) throws IOException {
        byte[] before = Files.readAllBytes(file);
        LedgerException refused =
                assertThrows(LedgerException.class, () -> Ledgers.open(file).close());
        String message = refused.getMessage();
        assertTrue(message.startsWith("cannot read the ledger " + file + ", " + refusal), message);
        assertTrue(message.contains("; nothing was sent; restore the file from a copy"), message);
        assertFalse(message.contains("s3cr3t"), message);
        assertEquals(null, refused.getCause());
        assertTrue(Arrays.equals(before, Files.readAllBytes(file)));
    }

    @Test
    void largeFileThatIsNoLedgerIsNotReadToItsEnd() throws IOException {
        Path file = folder.resolve("ledger.jsonl");
        Files.writeString(file, "{\"ledger\":1" + " ".repeat(5000));
        refused(file, "line 1: expected a ledger but found another file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", " \n"})
    void lineEndsOfAnEditorAreRead(String end) throws IOException {
        Path file = folder.resolve("ledger.jsonl");
        Files.writeString(file, (HEADER + SENDING).replace("\n", end));
        try (Ledger ledger = Ledgers.open(file)) {
            assertEquals(1, ledger.entries().size());
        }
    }
}
