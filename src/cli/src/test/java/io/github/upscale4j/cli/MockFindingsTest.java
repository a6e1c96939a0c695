package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MockFindingsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "echo v20.18.9, WARNING",
        "echo v20.19.0, OK",
        "echo v21.9.0, WARNING",
        "echo v22.11.0, WARNING",
        "echo v22.12.0, OK",
        "echo v25.0.0, OK",
        "echo nonsense, WARNING",
        "exit 1, WARNING",
        "while :; do echo flood; done, WARNING",
        "exec sleep 60, WARNING"
    })
    @Timeout(30)
    void nodeIsOnlyWarnedOf(String script, Finding.Status status) throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path node = Files.writeString(folder.resolve("node"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(node, PosixFilePermissions.fromString("rwx------"));
        ProgramRun run = ProgramRun.bare();
        run.with("PATH", "/nowhere:" + folder);
        MockFindings mock =
                new MockFindings(run.invocation(), Duration.ofMillis(script.startsWith("echo") ? 5000 : 500));
        assertEquals(status, mock.node().status());
        assertEquals(ExitCode.OK, mock.node().exit());
    }

    @Test
    void theMockIsFoundInAFolderAbove() throws IOException {
        ProgramRun run = ProgramRun.bare();
        run.with("PATH", "");
        run.directory = Files.createDirectories(folder.resolve("a/b"));
        MockFindings mock = new MockFindings(run.invocation(), MockFindings.PATIENCE);
        assertEquals(Finding.Status.WARNING, mock.prism().status());
        assertEquals(Finding.Status.WARNING, mock.node().status());
        Files.createDirectories(folder.resolve("conformance-tests/node_modules/@stoplight/prism-cli"));
        assertEquals(Finding.Status.OK, mock.prism().status());
    }
}
