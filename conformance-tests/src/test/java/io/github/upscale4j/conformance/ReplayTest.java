package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings that are judged by another contract, and those of runs that ended early. {@link BreakagesTest} has the rest. */
final class ReplayTest {
    private static final Contract CONTRACT = Contract.published();
    private static final String KEY = "sesame-key-41c7";

    @TempDir
    Path folder = Path.of("");

    private Run record(URI url, Duration deadline) {
        Target target = Target.of(CONTRACT, url, KEY);
        Recorder recorder = new Recorder(
                new Transport(deadline),
                new RecordingFolder(folder),
                CONTRACT,
                target,
                Allowance.DEFAULT,
                Instant.EPOCH,
                new Random(1));
        Run run = judged(CONTRACT, target, recorder);
        recorder.end(run.verdict());
        return run;
    }

    private Run record(String... faults) throws IOException {
        ProviderOptions options = ProviderOptions.builder()
                .key(KEY)
                .faults(List.of(faults).stream().map(Fault::parse).toList())
                .build();
        try (Provider provider = Provider.start(options)) {
            return record(provider.baseUrl(), Duration.ofSeconds(20));
        }
    }

    private static Run judged(Contract contract, Target target, Sender sender) {
        Run run = new Run(
                contract, Contract.documents(), target, Allowance.DEFAULT, sender, () -> 1, Instant.EPOCH, Known.NONE);
        run.checkContract();
        Plan plan = run.plan();
        plan.probes().forEach(run::execute);
        run.conclude(plan);
        return run;
    }

    private Run replay(Contract contract) {
        Recording recording = Recording.read(folder);
        return judged(contract, recording.target(), new Replay(recording, folder, contract));
    }

    /** Probes that are not checked now and were. */
    private static Set<String> lost(Run run, Run replay) {
        Set<String> lost = probes(replay);
        lost.removeAll(probes(run));
        lost.removeIf(probe -> probe.contains(": not sent: "));
        return lost;
    }

    private static Set<String> probes(Run run) {
        Set<String> probes = new TreeSet<>();
        run.notChecked().forEach(check -> probes.add(check.probe() + ": " + check.reason()));
        return probes;
    }

    @Test
    void whatAContractAllowsByNowIsConformant() throws IOException {
        Run run =
                record("{\"on\": \"success\", \"patch\": [{\"op\": \"add\", \"path\": \"/data/0/upscaled_resolution\","
                        + " \"value\": \"64*96\"}]}");
        assertEquals(Verdict.DEVIANT, run.verdict(), run.verdictLine());
        Run replay = replay(Contracts.edited("pattern: '^\\d{2,5}x\\d{2,5}$'", "pattern: '^\\d{2,5}[x*]\\d{2,5}$'"));
        assertEquals(Verdict.CONFORMANT, replay.verdict(), replay.verdictLine());
        assertEquals(Set.of(), lost(run, replay));
        assertTrue(replay.recording().orElse("").endsWith(", made 1970-01-01T00:00:00Z from another contract"));
    }

    @Test
    void whatAContractForbidsByNowIsDeviant() throws IOException {
        record();
        Run replay = replay(Contracts.edited("pattern: '^\\d{2,5}x\\d{2,5}$'", "pattern: '^\\d{2,5}[*]\\d{2,5}$'"));
        assertTrue(
                replay.findings().stream().anyMatch(finding -> finding.where().equals("/data/0/resolution")),
                replay.verdictLine());
    }

    @Test
    void whatARangeThatIsWiderTakesIsNotChecked() throws IOException {
        Run run = record();
        Run replay = replay(Contracts.editedFirst("          maximum: 100", "          maximum: 200"));
        assertEquals(
                Set.of("resemblance-above-maximum: today's contract does not turn down what was sent, but another"
                        + " request:/resemblance"),
                lost(run, replay));
        assertEquals(Verdict.CONFORMANT, replay.verdict(), replay.verdictLine());
    }

    @Test
    void aCallThatIsNoLongerAllowedIsNotJudged() throws IOException {
        Run run = record();
        Run replay = replay(Contracts.editedFirst("          maximum: 100", "          maximum: 50"));
        assertTrue(
                lost(run, replay)
                        .contains("accept-1: today's contract does not allow what was sent: request:/resemblance"),
                () -> lost(run, replay).toString());
        assertEquals(Verdict.INCONCLUSIVE, replay.verdict());
        assertEquals("inconclusive: no call that ran was judged", replay.verdictLine());
    }

    @Test
    void whatWasAddedToAContractIsNotInTheRecordingAndTheRestIsJudged() throws IOException {
        Run run = record();
        Run replay = replay(Contracts.editedFirst(
                "        detail:\n",
                "        style: {type: string, enum: [DRAWN, PAINTED], x-source: I}\n        detail:\n"));
        assertEquals(
                Set.of("style-unknown: not in the recording", "style-as-integer: not in the recording"),
                lost(run, replay));
        assertEquals(Verdict.CONFORMANT, replay.verdict(), replay.verdictLine());
    }

    @Test
    void whatAContractNoLongerKnowsIsNotJudged() throws IOException {
        Run run = record();
        Run replay = replay(Contracts.editedFirst("          minimum: 1\n", ""));
        assertEquals(
                Set.of("resemblance-below-minimum: today's contract does not turn down what was sent"),
                lost(run, replay));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"a\":\"https://h/?sig=abc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"a\":\"/x?sig=a"
            })
    void aRunThatWasStoppedIsStoppedAgain(String begun) throws IOException {
        Run run;
        try (RawServer server = new RawServer(visit -> {
            visit.send(begun);
            CountDownLatch closing = visit.closing();
            closing.await();
        })) {
            run = record(server.url(), Duration.ofMillis(300));
        }
        assertTrue(run.checks().stream().anyMatch(check -> check.reason().contains("answers did not end")));
        assertSame(run, replay(CONTRACT));
    }

    @Test
    void aTargetThatWasNotThereIsNotThereAgain() throws IOException {
        URI gone;
        try (RawServer server = RawServer.answering("")) {
            gone = server.url();
        }
        Run run = record(gone, Duration.ofSeconds(20));
        assertTrue(run.verdictLine().contains("unreachable"), run.verdictLine());
        assertSame(run, replay(CONTRACT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00ef\u00bb\u00bf{\"error\":\"x\"}",
                "{\"error\":\"\u00ff\u00fe\"}",
                "{\"error\":\"x\",\"error\":\"y\"} ",
                "[1e400, 1.0, 0x10]",
                "{\"error\":\"https://h/a?b=c\"}"
            })
    void theBytesOfABodyStayWhatTheyWere(String body) throws IOException {
        Run run;
        try (RawServer server =
                RawServer.answering("HTTP/1.1 400 Bad\r\nContent-Type: application/json\r\n\r\n" + body)) {
            run = record(server.url(), Duration.ofSeconds(20));
        }
        assertFalse(run.findings().isEmpty());
        assertSame(run, replay(CONTRACT));
        byte[] kept = Recording.read(folder)
                .exchanges()
                .values()
                .iterator()
                .next()
                .read()
                .answer()
                .body();
        assertEquals(body.length(), new String(kept, StandardCharsets.ISO_8859_1).length());
    }

    private static void assertSame(Run run, Run replay) {
        assertEquals(run.verdictLine(), replay.verdictLine());
        assertEquals(run.findings(), replay.findings());
        assertEquals(run.checks(), replay.checks());
        assertEquals(run.spend(), replay.spend());
    }
}
