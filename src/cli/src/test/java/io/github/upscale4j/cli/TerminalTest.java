package io.github.upscale4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TerminalTest {
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm", "LANG", "C.UTF-8");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({
        "TERM=xterm, true",
        "TERM=dumb, false",
        "TERM=, false",
        "TERM=xterm NO_COLOR=1, false",
        "TERM=xterm NO_COLOR=, true",
        "TERM=xterm CLICOLOR=0, false",
        "TERM=xterm CLICOLOR=1, true",
        "WT_SESSION=1, true"
    })
    void coloursAreForTerminalsThatWantThem(String environment, boolean coloured) {
        try (Terminal terminal = new Terminal(streams(true, true), variables(environment), false, false)) {
            terminal.warn("careful");
            terminal.say("well");
        }
        assertEquals((coloured ? "\u001b[33mcareful\u001b[0m" : "careful") + "\nwell\n", text(err));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void jsonIsUtf8InEveryLocaleAndPathsAreAsTheLocaleHasThem(boolean json) {
        PrintStream latin = new PrintStream(out, false, StandardCharsets.ISO_8859_1);
        StandardStreams streams = StandardStreams.plain(latin, new PrintStream(err));
        try (Terminal terminal = new Terminal(streams, Map.of("LC_ALL", "de_DE"), false, json)) {
            terminal.data("größe");
        }
        assertEquals("größe\n", out.toString(json ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
    }

    @Test
    void whatIsNoTerminalGetsNoEscapeSequence() {
        try (Terminal terminal = new Terminal(streams(false, false), XTERM, false, false, Duration.ofMillis(5))) {
            CountDownLatch asked = new CountDownLatch(3);
            terminal.progress(() -> {
                asked.countDown();
                return "progress";
            });
            await(asked);
            terminal.warn("careful");
            terminal.say(Terminal.Style.BOLD, "a\u001b[2Jb");
        }
        assertFalse(text(err).contains("\u001b") || text(err).contains("\r"), text(err));
        assertTrue(text(err).contains("progress\nprogress\n"), text(err));
        assertTrue(text(err).endsWith("careful\na\\u001B[2Jb\n"), text(err));
    }

    @Test
    void whatIsSaidStandsAboveTheProgressAndNothingWraps() {
        try (Terminal terminal = new Terminal(streams(true, true), with("COLUMNS", "21"), false, false)) {
            CountDownLatch asked = new CountDownLatch(2);
            terminal.progress(() -> {
                asked.countDown();
                return "山山山山山山山山山山山山 " + asked.getCount();
            });
            await(asked);
            terminal.say("said");
            terminal.data("data");
        }
        String line = "\r\u001b[?7l山山山山山山山山山…\u001b[K\u001b[?7h";
        String erased = "\r\u001b[K";
        assertEquals(line + erased + "said\n" + line + erased + line + erased, text(err));
        assertEquals("data\n", text(out));
    }

    @Test
    void dataGoToAScriptAsTheyAreAndToATerminalSoThatTheyDoNotSteerIt() {
        new Terminal(streams(false, true), XTERM, false, false).data("a\u001b]0;x\u0007b");
        new Terminal(streams(true, false), XTERM, false, false).data("a\u001b]0;x\u0007b");
        assertEquals("a\u001b]0;x\u0007b\na\\u001B]0;x\\u0007b\n", text(out));
    }

    @Test
    void aLocaleWithoutUnicodeGetsAscii() {
        new Terminal(streams(true, true), Map.of("TERM", "xterm", "LC_ALL", "C", "LANG", "C.UTF-8"), false, false)
                .say("██░░ – left…");
        assertEquals("##.. - left...\n", text(err));
    }

    @Test
    void quietShowsNoProgressAndStillSpeaks() {
        AtomicInteger asked = new AtomicInteger();
        try (Terminal terminal = new Terminal(streams(true, true), XTERM, true, false, Duration.ofMillis(1))) {
            terminal.progress(() -> "progress " + asked.incrementAndGet());
            awaitTicks(20);
            terminal.say("said");
        }
        assertEquals("said\n", text(err));
        assertEquals(0, asked.get());
    }

    @Test
    void linesOfManyThreadsStayWhole() throws InterruptedException {
        // On a terminal both are the same, and a line that is said never follows that of the progress.
        PrintStream both = new PrintStream(err, false, StandardCharsets.UTF_8);
        StandardStreams shared = new StandardStreams(both, true, both, true);
        try (Terminal terminal = new Terminal(shared, XTERM, false, false, Duration.ofMillis(1))) {
            AtomicInteger tick = new AtomicInteger();
            terminal.progress(() -> "progress " + tick.incrementAndGet());
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Thread thread = new Thread(() -> {
                    for (int line = 0; line < 200; line++) {
                        terminal.say("a line that is said");
                        terminal.data("a line that is said");
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        Matcher lines =
                Pattern.compile("(?<=^|\n|\u001b\\[K)a line that is said\n").matcher(text(err));
        assertEquals(3200, lines.results().count());
    }

    @Test
    void progressMayAskWhatSaysSomethingMeanwhile() throws InterruptedException {
        Object state = new Object();
        try (Terminal terminal = new Terminal(streams(true, true), XTERM, false, false, Duration.ofMillis(1))) {
            CountDownLatch asking = new CountDownLatch(1);
            synchronized (state) {
                terminal.progress(() -> {
                    asking.countDown();
                    synchronized (state) {
                        return "progress";
                    }
                });
                await(asking);
                terminal.say("said while the progress waits for its state");
            }
        }
        assertTrue(text(err).contains("said while"));
    }

    @ParameterizedTest
    @CsvSource({"xterm, true", "dumb, false"})
    void aRealTerminalIsPaintedAndLeftClean(String term, boolean painted) throws Exception {
        String shown = inPseudoTerminal(term, "");
        assertEquals(painted, shown.contains("\u001b[?7lworking"), shown);
        assertEquals(painted, shown.contains("\u001b"), shown);
        assertTrue(shown.endsWith("the end\r\n"), shown);
        // What an erased line leaves is the clean beginning of the next one.
        assertEquals(painted, shown.contains("\r\u001b[Kthe end\r\n"), shown);
        assertTrue(shown.contains("stdout\r\n"), shown);
    }

    @Test
    void aRealTerminalWhoseStderrIsAFileIsNotPainted() throws Exception {
        String shown = inPseudoTerminal("xterm", " 2>&1 | cat");
        assertFalse(shown.contains("\u001b"), shown);
        assertTrue(shown.contains("the end\r\n"), shown);
    }

    private static String inPseudoTerminal(String term, String redirection) throws Exception {
        String command =
                "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -XX:TieredStopAtLevel=1 -cp '"
                        + System.getProperty("java.class.path") + "' " + TerminalProbe.class.getName() + redirection;
        ProcessBuilder script = new ProcessBuilder("script", "-qefc", command, "/dev/null").redirectErrorStream(true);
        script.environment().put("TERM", term);
        script.environment().put("SHELL", "/bin/sh");
        script.environment().remove("NO_COLOR");
        Process process;
        try {
            process = script.start();
        } catch (IOException e) {
            assumeTrue(false, "script of util-linux: " + e.getMessage());
            throw e;
        }
        process.getOutputStream().close();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), shown);
        return shown;
    }

    private StandardStreams streams(boolean outIsTerminal, boolean errIsTerminal) {
        return new StandardStreams(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                outIsTerminal,
                new PrintStream(err, false, StandardCharsets.UTF_8),
                errIsTerminal);
    }

    private static Map<String, String> with(String name, String value) {
        return Map.of("TERM", "xterm", "LANG", "C.UTF-8", name, value);
    }

    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new HashMap<>();
        for (String variable : text.split(" ", -1)) {
            int equals = variable.indexOf('=');
            variables.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return variables;
    }

    /** As long as another terminal takes to ask so often. */
    private static void awaitTicks(int times) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        CountDownLatch ticks = new CountDownLatch(times);
        try (Terminal other =
                new Terminal(StandardStreams.plain(nowhere, nowhere), XTERM, false, false, Duration.ofMillis(1))) {
            other.progress(() -> {
                ticks.countDown();
                return "tick";
            });
            await(ticks);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
