package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutputFindingsTest {
    @TempDir
    Path folder;

    @Test
    void leavesNothingInTheOutputFolder() throws IOException {
        Finding output = OutputFindings.of(folder.resolve("new/results")).get(0);
        assertEquals(Finding.ok("output", folder + ": a file was written, forced to disk and deleted"), output);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void anOutputWhereNothingCanBeWrittenFails() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        for (Path output : List.of(file, file.resolve("x"))) {
            Finding finding = OutputFindings.of(output).get(0);
            assertEquals(ExitCode.USAGE, finding.exit());
            assertEquals(file + ": no file can be written (NotDirectoryException)", finding.seen());
        }
    }

    @Test
    void anOutputThatIsReadOnlyEvenToRootFails() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")));
        Finding finding = OutputFindings.of(Path.of("/proc/x")).get(0);
        assertEquals(ExitCode.USAGE, finding.exit());
        assertTrue(finding.seen().startsWith("/proc: no file can be written"), finding.seen());
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,OK", "utf8,OK", "ANSI_X3.4-1968,WARNING", "an unknown encoding,WARNING"})
    void fileNamesNeedUtf8(String encoding, Finding.Status status) {
        assertEquals(status, OutputFindings.locale(encoding).status());
    }
}
