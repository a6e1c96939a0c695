package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The other side as a program: started, called, ended. */
@Timeout(60)
final class JudgeClientTest {
    @TempDir
    Path folder = Path.of("");

    /** The program in a process of its own; ends with the test. */
    private final class Judge implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;
        private final StringBuilder printed = new StringBuilder();
        private final int port;

        Judge(String... arguments) throws IOException {
            this(ProcessBuilder.Redirect.from(new File("/dev/null")), arguments);
        }

        Judge(ProcessBuilder.Redirect in, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "judge-client",
                    "--report",
                    folder.toString()));
            command.addAll(List.of(arguments));
            process = new ProcessBuilder(command)
                    .redirectInput(in)
                    .redirectErrorStream(true)
                    .start();
            out = process.inputReader(StandardCharsets.UTF_8);
            String first = line();
            port = URI.create(first.substring(first.lastIndexOf(' ') + 1)).getPort();
        }

        private String line() throws IOException {
            String line = String.valueOf(out.readLine());
            printed.append(line).append('\n');
            return line;
        }

        String call(String name) throws IOException {
            return Stream.concat(RawCall.honest().stream(), RawCall.breakages().stream())
                    .filter(call -> call.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .send(port);
        }

        /** All that it printed, when it has ended. */
        String ended(int exitCode) throws IOException, InterruptedException {
            out.lines().forEach(line -> printed.append(line).append('\n'));
            assertEquals(exitCode, process.waitFor(), printed.toString());
            return printed.toString();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private void assertReport(String verdict) throws IOException {
        Reports.assertValid(folder);
        assertEquals(verdict, Reports.json(folder).path("verdict").asString());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertFalse(Files.readString(file).contains(RawCall.KEY), file.toString());
            }
        }
    }

    @Test
    void twoGoodCallsEndItWithZero() throws Exception {
        try (Judge judge = new Judge("--calls", "2")) {
            assertTrue(judge.call("as-it-is").startsWith("HTTP/1.1 200"));
            assertReport("conformant");
            assertTrue(judge.call("chunked").startsWith("HTTP/1.1 200"), "the last answer is given before the end");
            String printed = judge.ended(0);
            assertTrue(printed.contains("call-2: POST /ideogram/upscale, answered 200, conformant\n"), printed);
            assertTrue(printed.endsWith("conformant: 20 checks passed on a client that made 2 calls\n"), printed);
            assertFalse(printed.contains(RawCall.KEY), printed);
        }
        assertReport("conformant");
        assertEquals("example/1.0", Reports.json(folder).at("/target/userAgent").asString());
    }

    @Test
    void abadCallIsToldAndEndsItWithOne() throws Exception {
        try (Judge judge = new Judge("--calls", "2")) {
            assertTrue(judge.call("bare-key").startsWith("HTTP/1.1 200"));
            assertTrue(judge.call("a-null").startsWith("HTTP/1.1 400"), "what is wrong is turned down");
            String printed = judge.ended(1);
            assertTrue(
                    printed.contains("call-2: POST /ideogram/upscale, answered 400, 1 finding: request-schema at"
                            + " request:/prompt: expected string, found null\n"),
                    printed);
            assertFalse(printed.contains(RawCall.KEY), printed);
        }
        assertReport("deviant");
        assertEquals(2, Reports.json(folder).path("findings").size());
    }

    @Test
    void whatFollowsTheLastCallIsSeenBeforeTheEnd() throws Exception {
        try (Judge judge = new Judge("--calls", "1")) {
            judge.call("bytes-behind-the-body");
            judge.ended(1);
        }
        assertTrue(Reports.text(folder, "verdict.txt").contains("request-length at body"));
    }

    @Test
    void aSignalEndsItWithTheVerdict() throws Exception {
        try (Judge judge = new Judge()) {
            judge.call("as-it-is");
            judge.process.toHandle().destroy();
            assertTrue(judge.ended(0).endsWith("conformant: 10 checks passed on a client that made 1 call\n"));
        }
        assertReport("conformant");
    }

    @RepeatedTest(3)
    void aSignalAfterTheLastCallDoesNotLoseTheVerdict() throws Exception {
        try (Judge judge = new Judge("--calls", "1")) {
            judge.call("as-it-is");
            judge.process.toHandle().destroy();
            String printed = judge.ended(0);
            String verdict = "conformant: 10 checks passed on a client that made 1 call\n";
            assertEquals(printed.length() - verdict.length(), printed.indexOf(verdict), "told once: " + printed);
        }
        assertReport("conformant");
    }

    @Test
    void aSignalRightAfterTheFirstLineIsAnsweredWithAVerdict() throws Exception {
        try (Judge judge = new Judge()) {
            judge.process.toHandle().destroy();
            assertTrue(judge.ended(3).endsWith("inconclusive: no call was made\n"));
        }
        assertReport("inconclusive");
    }

    @Test
    void itEndsWhenNobodyCallsForSoLong() throws Exception {
        try (Judge judge = new Judge("--idle", "1")) {
            assertTrue(judge.ended(3).endsWith("inconclusive: no call was made\n"));
        }
        assertReport("inconclusive");
    }

    @Test
    void aTimeWithoutCallsEndsItWithTheVerdictOfThoseThatCame() throws Exception {
        try (Judge judge = new Judge("--idle", "2")) {
            judge.call("as-it-is");
            judge.ended(0);
        }
        assertReport("conformant");
    }

    @Test
    void manyLargePicturesNeedLittleMemory() throws Exception {
        byte[] call = RawCall.large(1 << 20).bytes();
        try (Judge judge = new Judge("--calls", "250")) {
            for (int i = 0; i < 250; i++) {
                String answer = RawCall.send(call, judge.port);
                assertTrue(answer.startsWith("HTTP/1.1 200"), "call " + i + ": " + answer);
            }
            judge.ended(0);
        }
    }

    @Test
    void whoFindsThePortTakenLeavesTheReportsOfTheOtherAlone() throws Exception {
        try (Judge judge = new Judge()) {
            judge.call("as-it-is");
            StringWriter err = new StringWriter();
            int exitCode = Main.run(
                    Map.of(),
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(err),
                    "judge-client",
                    "--port",
                    String.valueOf(judge.port),
                    "--report",
                    folder.toString());
            assertEquals(2, exitCode, err.toString());
            assertReport("conformant");
            assertTrue(Reports.text(folder, "verdict.txt").startsWith("conformant: "));
        }
    }

    @Test
    void whoSendsNothingIsNotJudged() throws Exception {
        try (Judge judge = new Judge(ProcessBuilder.Redirect.PIPE, "--until-stdin-ends")) {
            judge.process.getOutputStream().close();
            assertTrue(judge.ended(3).endsWith("inconclusive: no call was made\n"));
        }
        assertReport("inconclusive");
    }

    @Test
    void beingKilledLeavesTheReportOfWhatWasAnswered() throws Exception {
        try (Judge judge = new Judge()) {
            judge.call("as-it-is");
            judge.call("no-host");
            judge.process.destroyForcibly().waitFor();
        }
        assertReport("deviant");
        assertEquals(2, Reports.json(folder).at("/target/calls").asInt());
        assertTrue(Reports.text(folder, "verdict.txt").startsWith("deviant: 1 finding"));
    }

    private String refused(String... arguments) {
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--report", folder.resolve("report").toString()));
        int exitCode = Main.run(
                Map.of(), new PrintWriter(new StringWriter()), new PrintWriter(err), all.toArray(String[]::new));
        assertEquals(2, exitCode, err.toString());
        return err.toString();
    }

    @Test
    void aPortThatIsTakenIsWrongUsage() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            assertEquals(
                    "wrong usage: --port: expected one that nobody listens at, found " + port + " taken\nTry --help.\n",
                    refused("judge-client", "--port", port));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--port, 65536, expected a number from 0 to 65535",
        "--port, x, expected a number from 0 to 65535",
        "--calls, 0, expected a number from 1 to",
        "--idle, 0, expected a number from 1 to 86400",
        "--idle, 86401, expected a number from 1 to 86400",
        "--faults, /no/such/file, expected a file that can be read"
    })
    void aValueThatWillNotDoIsWrongUsage(String option, String value, String expected) {
        String err = refused("judge-client", option, value);
        assertTrue(err.contains(option + ": " + expected), err);
    }

    @Test
    void optionsOfARunMeanNothing() {
        String err = refused("--budget", "1", "judge-client");
        assertTrue(err.contains("--budget: expected a run against a provider, found judge-client"), err);
    }
}
