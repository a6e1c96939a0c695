package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeySourceTest {
    private static final String KEY = ProgramRun.KEY;
    private static final String LONG_NAME =
            KEY + KEY + KEY + KEY + KEY + KEY + KEY + KEY + KEY + KEY + KEY + KEY + KEY + KEY + KEY + KEY;
    private static final KeySource VARIABLE = new KeySource(null);

    @TempDir
    Path folder;

    private Path file(String content, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), content);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void oneLineBreakAtTheEndIsNotTheKeys(String end) throws IOException {
        ProgramRun run = ProgramRun.bare().with(KeySource.VARIABLE, KEY + end);
        assertEquals(KEY, VARIABLE.read(run.invocation()));
        assertEquals(KEY, new KeySource(file(KEY + end, "rw-------")).read(run.invocation()));
        run.in = new ByteArrayInputStream((KEY + end).getBytes(StandardCharsets.US_ASCII));
        assertEquals(KEY, new KeySource(Path.of("-")).read(run.invocation()));
        assertEquals("", run.said());
    }

    @Test
    void theFileGoesBeforeTheVariable() throws IOException {
        ProgramRun run = ProgramRun.bare().with(KeySource.VARIABLE, "another");
        assertEquals(KEY, new KeySource(file(KEY, "rw-------")).read(run.invocation()));
    }

    static Stream<Arguments> noKeys() {
        return Stream.of(
                Arguments.of("", "expected a key but found nothing"),
                Arguments.of(" \n", "expected a key but found nothing"),
                Arguments.of(KEY + "\n" + KEY, "expected one line but found several"),
                Arguments.of(KEY + "\n\n", "expected one line but found several"),
                Arguments.of("Bearer " + KEY, "expected the key alone but found the word \"Bearer\" before it"),
                Arguments.of(KEY + " " + KEY, "expected visible ASCII characters but found U+0020 at index 19"),
                Arguments.of("é" + KEY, "expected visible ASCII characters but found"),
                Arguments.of("k".repeat(8 * 1024) + KEY, "expected at most 8192"));
    }

    @ParameterizedTest
    @MethodSource("noKeys")
    void whatCannotBeAKeyIsRefusedUnseen(String content, String message) throws IOException {
        ProgramRun run = ProgramRun.bare().with(KeySource.VARIABLE, content);
        run.in = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        Path file = file(content, "rw-------");
        for (KeySource source : new KeySource[] {VARIABLE, new KeySource(file), new KeySource(Path.of("-"))}) {
            WrongUsage failure = assertThrows(WrongUsage.class, () -> source.read(run.invocation()));
            assertTrue(
                    String.valueOf(failure.getMessage()).startsWith(source.place() + ": " + message),
                    failure.getMessage());
            assertFalse(String.valueOf(failure.getMessage()).contains(KEY), failure.getMessage());
        }
    }

    @Test
    void aFolderIsNoKeyFile() {
        WrongUsage failure = assertThrows(WrongUsage.class, () -> new KeySource(folder)
                .read(ProgramRun.bare().invocation()));
        assertEquals(folder + ": expected a file with the key but found a folder", failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, "folder/" + KEY, KEY + "/" + KEY, LONG_NAME})
    void aKeyInPlaceOfItsFileIsNotShown(String key) {
        WrongUsage failure = assertThrows(WrongUsage.class, () -> new KeySource(Path.of(key))
                .read(ProgramRun.bare().invocation()));
        assertTrue(
                String.valueOf(failure.getMessage()).startsWith("--key-file: expected a file with the key but "),
                failure.getMessage());
        assertFalse(String.valueOf(failure.getMessage()).contains(KEY), failure.getMessage());
    }

    @Test
    void whatHasNoEndIsNotReadForEver() {
        ProgramRun run = ProgramRun.bare();
        run.in = new Endless();
        WrongUsage failure = assertThrows(WrongUsage.class, () -> new KeySource(Path.of("-")).read(run.invocation()));
        assertEquals("standard input: expected at most 8192 bytes but found more", failure.getMessage());
    }

    /** Fails where more is read than a key can have. */
    private static final class Endless extends InputStream {
        private int left = 1 << 14;

        @Override
        public int read() {
            assertTrue(left-- > 0, "read on");
            return 'k';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            buffer[offset] = (byte) read();
            return 1;
        }
    }

    @Test
    void aPipeIsReadAndNotWarnedOf() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", "-m", "644", pipe.toString())
                        .start()
                        .waitFor()
                == 0);
        Process writer = new ProcessBuilder("sh", "-c", "echo " + KEY + " > '" + pipe + "'").start();
        try {
            ProgramRun run = ProgramRun.bare();
            assertEquals(KEY, new KeySource(pipe).read(run.invocation()));
            assertEquals("", run.said());
            assertTrue(writer.waitFor(10, TimeUnit.SECONDS));
        } finally {
            writer.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"rw-------,false", "r--------,false", "rw-r-----,true", "rw----r--,true", "rw-rw-rw-,true"})
    void aFileThatOthersCanReadIsWarnedOf(String permissions, boolean isWarned) throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        ProgramRun run = ProgramRun.bare();
        Path file = file(KEY, permissions);
        assertEquals(KEY, new KeySource(file).read(run.invocation()));
        assertEquals(
                isWarned
                        ? "warning: " + file + ": the key's file can be read by others than its owner; chmod 600\n"
                        : "",
                run.err());
        assertEquals("", run.out());
    }
}
