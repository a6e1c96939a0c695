package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Fault;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What becomes of very many calls, of hostile ones, and of those that are cut. */
final class ClientRunTest extends JudgedCalls {
    @Test
    void manyCallsMakeASmallReport() throws Exception {
        int most = ClientRun.DETAILED + 200;
        byte[] good = call("Accept", "Connection: keep-alive\nAccept").bytes();
        byte[] bad = call(":7}", ":-1}").bytes();
        try (Provider provider = judging()) {
            for (int i = 0; i < most; i += 2) {
                RawCall.send(good, provider.port());
                RawCall.send(bad, provider.port());
            }
        }
        everything();
        JsonNode report = Reports.json(folder);
        Headline head = Headline.of(report);
        assertEquals(most * Rule.ofClients().size(), head.passed() + head.failed() + head.notChecked());
        assertEquals(most / 2, head.failed());
        FindingGroup group = FindingGroup.of(report).get(0);
        assertEquals(most / 2, group.probeCount());
        assertTrue(group.probeWords(1).endsWith(" and " + (most / 2 - 1) + " more"), group.probeWords(1));
        String page = Reports.text(folder, "report.html");
        assertTrue(page.contains(most / 2 + " calls") || page.contains(String.format("%,d calls", most / 2)), page);
        assertFalse(page.contains("--known"), "a client is not lived with");
        assertEquals(most, report.at("/target/calls").asInt());
        assertEquals(1, report.path("findings").size());
        assertEquals(most / 2, report.at("/findings/0/calls").asInt());
        assertEquals("call-2", report.at("/findings/0/probe").asString());
        assertTrue(report.at("/findings/0/probes").size() <= 10);
        assertEquals(ClientRun.DETAILED * 10 + 11, report.path("checks").size());
        JsonNode last = report.path("checks").get(report.path("checks").size() - 1);
        assertEquals(
                ClientRun.FURTHER + " picture passed 200",
                last.path("probe").asString() + " " + last.path("rule").asString() + " "
                        + last.path("outcome").asString() + " "
                        + last.path("calls").asInt());
        assertTrue(report.path("exchanges").size() < 10);
        assertEquals(
                Set.of("HTTP/1.1 200", "HTTP/1.1 400"),
                report.path("exchanges")
                        .valueStream()
                        .map(exchange -> exchange.at("/answer/statusLine").asString())
                        .collect(Collectors.toSet()));
        assertEquals(
                "/components/schemas/UpscaleRequest/properties/seed",
                report.at("/findings/0/contract/pointer").asString());
        assertTrue(report.at("/findings/0/contract/line").asInt() > 0);
        assertEquals(most, report.at("/fields/4/observed/present").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested", "names", "parts", "number", "text", "controls"})
    void hostileCallsAreJudgedLikeAnyOther(String kind) throws Exception {
        String json =
                switch (kind) {
                    case "nested" -> "{\"seed\":" + "[".repeat(9_000) + "]".repeat(9_000) + "}";
                    case "names" -> {
                        List<String> names = new ArrayList<>();
                        for (int i = 0; i < 20_000; i++) {
                            names.add("\"n" + i + "\":1");
                        }
                        yield "{" + String.join(",", names) + "}";
                    }
                    case "parts" -> "{}" + "\n--b-1\nContent-Disposition: form-data; name=\"x\"\n\n".repeat(5_000);
                    case "number" -> "{\"seed\":1e999999999}";
                    case "text" -> "{\"prompt\":7,\"x\":\"" + "http:?sig=".repeat(100_000) + "\"}";
                    default -> "{\"magic_prompt_option\":\"\\n::set-output name=x::y\\u0000\\u202e<script>\"}";
                };
        try (Provider provider = judging()) {
            call(GOOD, json).send(provider.port());
        }
        String all = everything();
        assertEquals(Verdict.DEVIANT, run.verdict(), run.verdictLine());
        assertTrue(run.deviations().size() <= 50);
        assertTrue(all.length() < 200_000, () -> all.length() + " characters");
        assertTrue(lines.stream().noneMatch(line -> line.chars().anyMatch(c -> c < ' ')), lines.toString());
        assertFalse(all.contains("\u202e"));
    }

    @Test
    void aCallThatAFaultCutsIsNobodysFaultButTheProviders() throws Exception {
        ClientRun forgiving = new ClientRun(Contract.published(), Instant.EPOCH, List.of(), true);
        try (Provider provider = Provider.start(ProviderOptions.builder()
                .anyKey(true)
                .faults(List.of(Fault.parse("{\"close\": \"body\", \"afterBytes\": 100}")))
                .onExchange(forgiving::add)
                .build())) {
            call().send(provider.port());
            provider.closeAfterAnswers(Duration.ofSeconds(10));
        }
        assertEquals("inconclusive: no call could be judged in full", forgiving.verdictLine());
    }

    @Test
    void halfAHeadIsACallToo() throws Exception {
        try (Provider provider = judging()) {
            RawCall.send(
                    "POST /ideogram/upscale HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII),
                    provider.port());
        }
        assertEquals(
                "deviant: 1 finding on a client that made 1 call: request-headers at request-header:(none): expected an empty"
                        + " line behind the headers, found the end (probe call-1)",
                run.verdictLine());
    }

    @Test
    void differentMistakesAtOnePlaceAreToldApart() throws Exception {
        try (Provider provider = judging()) {
            call("Authorization: Bearer {KEY}\n", "").send(provider.port());
            call("Bearer {KEY}", "{KEY}").send(provider.port());
            call("Bearer {KEY}", "{KEY}").send(provider.port());
        }
        assertEquals(
                List.of("none 1", "a key without the word Bearer in front of it 2"),
                run.deviations().stream()
                        .map(deviation -> deviation.first().found() + " " + deviation.count())
                        .toList());
    }

    @Test
    void ofVeryManyTextsOfOnePlaceTheLastStandsForTheRest() throws Exception {
        try (Provider provider = judging()) {
            for (int i = 1; i <= 25; i++) {
                call(":7}", ":-" + i + "}").send(provider.port());
            }
        }
        assertEquals(20, run.deviations().size());
        assertEquals(6, run.deviations().get(19).count());
        assertEquals(
                25,
                run.deviations().stream().mapToInt(Deviations.Deviation::count).sum());
    }

    @Test
    void aCallWithTwoMistakesAtOnePlaceIsOneCall() throws Exception {
        try (Provider provider = judging()) {
            for (int i = 0; i < 15; i++) {
                call("7}\n--b-1\n", "7}{LF}--b-1{LF}").send(provider.port());
            }
        }
        everything();
        List<FindingGroup> groups = FindingGroup.of(Reports.json(folder));
        assertEquals(1, groups.size());
        assertEquals(2, groups.get(0).variants().size());
        assertEquals(15, groups.get(0).probeCount());
    }

    @Test
    void aParameterThatIsWrongIsContradictedInTheTable() throws Exception {
        try (Provider provider = judging()) {
            call(":7}", ":-7}").send(provider.port());
        }
        everything();
        for (FieldMatrix.Row row : FieldMatrix.of(Reports.json(folder)).rows()) {
            assertEquals(row.path().equals("image_request.seed"), row.contract().broken(), row.path());
            assertEquals(
                    !row.path().equals("image_request.seed"), row.contract().kept(), row.path());
        }
    }

    @Test
    void aCallThatTheSuiteCutsIsNotHeldAgainstItsClient() throws Exception {
        byte[] call = call().bytes();
        try (Provider provider = judging();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), provider.port())) {
            socket.getOutputStream().write(call, 0, call.length - 10);
            provider.journal().await(now -> !now.exchanges().isEmpty(), Duration.ofSeconds(10));
            run.end();
        }
        assertEquals(1, run.calls());
        assertEquals("inconclusive: no call could be judged in full", run.verdictLine());
    }

    @Test
    void aCallThatBreaksOffByItselfIsHeldAgainstItsClient() throws Exception {
        byte[] call = call().bytes();
        try (Provider provider = judging()) {
            RawCall.send(Arrays.copyOf(call, call.length - 10), provider.port());
        }
        run.end();
        assertTrue(run.verdictLine().contains("request-length at request-header:Content-Length"), run.verdictLine());
    }

    @Test
    void aMalformedLineOnAConnectionThatIsKeptIsACallOfItsOwn() throws Exception {
        byte[] good = call().bytes();
        byte[] next = "POST /ideogram/upscale\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] both = Arrays.copyOf(good, good.length + next.length);
        System.arraycopy(next, 0, both, good.length, next.length);
        try (Provider provider = judging()) {
            RawCall.send(both, provider.port());
        }
        assertEquals(2, run.calls(), lines.toString());
        assertTrue(
                run.deviations().stream()
                        .allMatch(deviation -> deviation.first().probe().equals("call-2")),
                lines.toString());
    }

    @Test
    void theSizeOfAChunkMayBeginWithZeros() {
        byte[] chunks = "0000000000000003\r\nabc\r\n0000000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertEquals(Optional.empty(), Chunks.read(chunks).fault());
        assertEquals("abc", new String(Chunks.read(chunks).body(), StandardCharsets.US_ASCII));
    }
}
