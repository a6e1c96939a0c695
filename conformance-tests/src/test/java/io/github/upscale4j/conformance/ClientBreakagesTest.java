package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.provider.Exchange;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that break one thing, and honest ones, over real sockets: what is found, and that nothing else is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientBreakagesTest {
    private static final int LEAST_OF_EACH = 3;

    private final LinkedBlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
    private Provider provider;

    @BeforeAll
    void start() throws IOException {
        provider = Provider.start(ProviderOptions.builder()
                .anyKey(true)
                .onExchange(exchanges::add)
                .build());
    }

    @AfterAll
    void stop() {
        provider.close();
    }

    private ClientRun judged(RawCall call) throws IOException, InterruptedException {
        exchanges.clear();
        call.send(provider.port());
        ClientRun run = new ClientRun(Contract.published(), Instant.EPOCH, List.of(), false);
        // The first is told before its answer is sent; what follows the call on its connection, before that is closed.
        for (Exchange exchange = exchanges.poll(10, TimeUnit.SECONDS); exchange != null; exchange = exchanges.poll()) {
            run.add(exchange);
        }
        return run;
    }

    private static Set<String> places(ClientRun run) {
        Set<String> places = new TreeSet<>();
        run.deviations()
                .forEach(deviation -> places.add(deviation.first().rule().id() + " at "
                        + deviation.first().where()));
        return places;
    }

    static List<RawCall> breakages() {
        return RawCall.breakages();
    }

    static List<RawCall> honest() {
        return RawCall.honest();
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void whatACallBreaksIsFoundAndNothingElse(RawCall call, @TempDir Path folder) throws Exception {
        ClientRun run = judged(call);
        assertEquals(call.findings(), places(run), () -> run.deviations().stream()
                .map(deviation -> deviation.first().line())
                .toList()
                .toString());
        assertEquals(1, run.calls(), run.verdictLine());
        assertEquals(Verdict.DEVIANT, run.verdict());
        ClientReport.write(run, folder);
        Reports.assertValid(folder);
        String all = Reports.text(folder, "report.json") + Reports.text(folder, "summary.md");
        assertFalse(all.contains(RawCall.KEY), all);
    }

    @ParameterizedTest
    @MethodSource("honest")
    void anHonestCallHasNothingToFind(RawCall call, @TempDir Path folder) throws Exception {
        ClientRun run = judged(call);
        assertEquals(new TreeSet<>(), places(run), () -> run.deviations().stream()
                .map(deviation -> deviation.first().line())
                .toList()
                .toString());
        assertEquals(
                "conformant: " + Rule.ofClients().size() + " checks passed on a client that made 1 call",
                run.verdictLine());
        ClientReport.write(run, folder);
        Reports.assertValid(folder);
        assertFalse(Reports.text(folder, "report.json").contains(RawCall.KEY));
    }

    @Test
    void eachRuleOfClientsIsProvenAloneByThreeEntries() {
        Map<String, Integer> alone = new LinkedHashMap<>();
        Rule.ofClients().forEach(rule -> alone.put(rule.id(), 0));
        for (RawCall call : RawCall.breakages()) {
            if (call.findings().size() == 1) {
                alone.merge(call.findings().first().replaceFirst(" at .*", ""), 1, Integer::sum);
            }
        }
        alone.values().removeIf(count -> count >= LEAST_OF_EACH);
        assertEquals(Map.of(), alone);
    }

    @Test
    void thereAreManyAndNoTwoAreTheSame() {
        List<RawCall> all = new ArrayList<>(RawCall.breakages());
        assertTrue(all.size() >= 60, () -> all.size() + " breakages");
        assertTrue(RawCall.honest().size() >= 15, () -> RawCall.honest().size() + " honest ones");
        all.addAll(RawCall.honest());
        assertEquals(all.size(), all.stream().map(RawCall::name).distinct().count());
        assertEquals(all.size(), all.stream().map(RawCall::changes).distinct().count());
    }

    @Test
    void whatIsFoundIsSaidInWordsThatADeveloperUnderstands() throws Exception {
        RawCall call = RawCall.breakages().stream()
                .filter(one -> one.name().equals("text-of-a-java-object"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "deviant: 1 finding on a client that made 1 call: part-json at part:image_request: expected a JSON object,"
                        + " found the text of a Java object, not JSON (probe call-1)",
                judged(call).verdictLine());
    }
}
