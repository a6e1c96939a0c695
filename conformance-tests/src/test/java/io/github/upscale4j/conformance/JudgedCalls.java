package io.github.upscale4j.conformance;

import io.github.upscale4j.provider.Exchange;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Calls to a provider that are judged as judge-client does it, and all that it tells of them. */
abstract class JudgedCalls {
    static final String GOOD = "{\"prompt\":\"a lake\",\"seed\":7}";

    @TempDir
    Path folder = Path.of("");

    final List<String> lines = new CopyOnWriteArrayList<>();
    final ClientRun run = new ClientRun(Contract.published(), Instant.EPOCH, List.of(), false);

    final void take(Exchange exchange) {
        run.add(exchange).ifPresent(lines::add);
    }

    final Provider judging() throws IOException {
        return Provider.start(ProviderOptions.builder()
                .anyKey(true)
                .inFlightLimit(Integer.MAX_VALUE)
                .onExchange(this::take)
                .build());
    }

    static RawCall call(String... changes) {
        JsonNode entry = Json.MAPPER.createObjectNode().set("change", Json.MAPPER.valueToTree(changes));
        return new RawCall("one", entry, new TreeSet<>());
    }

    /** All that is printed and written. */
    final String everything() throws IOException {
        ClientReport.write(run, folder);
        Reports.assertValid(folder);
        return String.join("\n", lines)
                + Reports.text(folder, "report.json")
                + Reports.text(folder, "summary.md")
                + Reports.text(folder, "verdict.txt");
    }
}
