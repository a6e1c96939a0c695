package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals other than Ctrl-C, and more of them than two. */
class SignalsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** So many lines that no pipe holds them. */
    private static final int SKIPPED = 400;

    @TempDir
    Path folder;

    private Provider provider;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectory(folder.resolve("in"));
        Files.write(folder.resolve("in/photo.png"), Pictures.png(1));
        provider = Provider.start(ProviderOptions.builder().key(Cli.KEY).build());
    }

    @AfterEach
    void end() {
        provider.close();
    }

    private Cli.Command batch() {
        return Cli.command("batch", "in", "out", "--json").calling(provider).in(folder);
    }

    @Test
    void aClosedTerminalLosesNothingThatIsPaidFor() throws Exception {
        provider.setFaults(List.of(Fault.parse("{\"on\": \"success\", \"delayMillis\": 1500}")));
        try (Cli cli = batch().start()) {
            provider.journal().await(now -> now.callsBilled() == 1, PATIENCE);
            cli.signal("HUP"); // the shell's
            cli.awaitErr("finishing what was sent");
            cli.signal("HUP"); // the system's
            Cli.Run run = cli.await().expecting(ExitCode.INTERRUPTED);
            assertTrue(run.out().contains("\"outcome\":\"done\""), run.out());
        }
        assertTrue(Files.exists(folder.resolve("out/photo.png")));
    }

    @Test
    void whoAskedNotToBeHungUpIsNot() throws Exception {
        provider.setFaults(List.of(Fault.parse("{\"on\": \"success\", \"delayMillis\": 1500}")));
        try (Cli cli = batch().under("trap '' HUP; exec \"$0\" \"$@\"").start()) {
            provider.journal().await(now -> now.callsBilled() == 1, PATIENCE);
            cli.signal("HUP");
            assertEquals("", interruptions(cli.await().expecting(ExitCode.OK)));
        }
    }

    private static String interruptions(Cli.Run run) {
        return String.join(
                "\n",
                run.err().lines().filter(line -> line.contains("interrupted")).toList());
    }

    @Test
    void theThirdSignalEndsAlsoWhoWaitsForAReaderOfItsOutput() throws Exception {
        for (int i = 0; i < SKIPPED; i++) {
            Files.write(folder.resolve("in/" + "n".repeat(200) + i), new byte[] {1});
        }
        Path fifo = folder.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        try (Cli cli = batch().under("exec \"$0\" \"$@\" >fifo").start();
                InputStream reader = Files.newInputStream(fifo)) {
            assertEquals('{', reader.read());
            for (int i = 0; i < 8 && cli.isAlive(); i++) {
                cli.signal("TERM");
                cli.onExit().completeOnTimeout(null, 1, TimeUnit.SECONDS).get();
            }
            assertEquals(
                    ExitCode.INTERRUPTED.code,
                    cli.onExit().get(1, TimeUnit.SECONDS).exitValue());
        }
    }
}
