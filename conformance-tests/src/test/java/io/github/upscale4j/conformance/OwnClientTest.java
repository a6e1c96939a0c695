package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.ImageFile;
import io.github.upscale4j.UpscaleClient;
import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.provider.Provider;
import io.github.upscale4j.provider.ProviderOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Our own client, judged as any other: every two values of whatever can be chosen, together. */
final class OwnClientTest {
    private static final String KEY = "sesame-key-41c7";
    private static final Contract CONTRACT = Contract.published();
    private static final int LEAST_CALLS = 300;

    /** What can be chosen, by its name. */
    private record Factor(String name, List<Object> values) {}

    @TempDir
    Path folder = Path.of("");

    private static List<Factor> factors() {
        List<Factor> factors = new ArrayList<>();
        factors.add(new Factor(
                "authorization", List.of(UpscaleClient.Authorization.BEARER, UpscaleClient.Authorization.API_KEY)));
        factors.add(new Factor("base", List.of("", "/")));
        factors.add(new Factor("source", List.of("path", "bytes", "stream")));
        CONTRACT.parts().stream()
                .filter(part -> part.contentSchema().isEmpty())
                .forEach(part -> factors.add(new Factor("kind", List.copyOf(part.mediaTypes()))));
        for (Parameter parameter : CONTRACT.parameters()) {
            List<Object> values = new ArrayList<>(List.of("absent"));
            values.addAll(parameter.accepted());
            if (parameter.typical().isString() && !parameter.schema().has("enum")) {
                for (String text : List.of("", "\r\n--b\r\n", "\u0000\u007f\u2028", "{}", "%7B%22", "</script>")) {
                    values.add(Json.MAPPER.getNodeFactory().stringNode(text));
                }
            }
            factors.add(new Factor(parameter.name(), values));
        }
        return factors;
    }

    /** Rows of one value's index for each factor, in which every two values of two factors meet. */
    private static List<int[]> pairwise(List<Factor> factors) {
        Random random = new Random(5);
        Set<List<Integer>> met = new HashSet<>();
        List<int[]> rows = new ArrayList<>();
        for (int a = 0; a < factors.size(); a++) {
            for (int b = a + 1; b < factors.size(); b++) {
                for (int i = 0; i < factors.get(a).values().size(); i++) {
                    for (int j = 0; j < factors.get(b).values().size(); j++) {
                        if (!met.contains(List.of(a, i, b, j))) {
                            rows.add(row(factors, random, Map.of(a, i, b, j), met));
                        }
                    }
                }
            }
        }
        while (rows.size() < LEAST_CALLS) {
            rows.add(row(factors, random, Map.of(), met));
        }
        return rows;
    }

    private static int[] row(List<Factor> factors, Random random, Map<Integer, Integer> set, Set<List<Integer>> met) {
        int[] row = new int[factors.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = set.getOrDefault(i, random.nextInt(factors.get(i).values().size()));
        }
        for (int a = 0; a < row.length; a++) {
            for (int b = a + 1; b < row.length; b++) {
                met.add(List.of(a, row[a], b, row[b]));
            }
        }
        return row;
    }

    private static UpscaleRequest request(Map<String, Object> chosen) throws ReflectiveOperationException {
        UpscaleRequest.Builder builder = UpscaleRequest.builder();
        for (Parameter parameter : CONTRACT.parameters()) {
            if (chosen.get(parameter.name()) instanceof JsonNode value) {
                set(builder, parameter.name(), value);
            }
        }
        return builder.build();
    }

    private static void set(UpscaleRequest.Builder builder, String name, JsonNode value)
            throws ReflectiveOperationException {
        String plain = name.replace("_", "");
        for (RecordComponent component : UpscaleRequest.class.getRecordComponents()) {
            if (component.getName().equalsIgnoreCase(plain)) {
                Class<?> type = component.getType();
                Method setter = builder.getClass().getMethod(component.getName(), type);
                Object set = type == Integer.class
                        ? (Object) value.asInt()
                        : type == Long.class
                                ? (Object) value.asLong()
                                : type == String.class
                                        ? value.asString()
                                        : type.getConstructor(String.class).newInstance(value.asString());
                setter.invoke(builder, set);
                return;
            }
        }
        throw new AssertionError("no component for " + name);
    }

    private ImageFile image(Object source, byte[] bytes) throws IOException {
        if (source.equals("path")) {
            return ImageFile.of(Files.write(folder.resolve("picture"), bytes));
        }
        return source.equals("bytes") ? ImageFile.of(bytes) : ImageFile.of(new ByteArrayInputStream(bytes));
    }

    private static Provider judging(ClientRun run) throws IOException {
        return Provider.start(
                ProviderOptions.builder().anyKey(true).onExchange(run::add).build());
    }

    private static ClientRun run() {
        return new ClientRun(CONTRACT, Instant.EPOCH, List.of(), false);
    }

    /** Every combination of all options, with every parameter there or not. */
    private static List<int[]> all(List<Factor> factors) {
        List<int[]> rows = new ArrayList<>(List.of(new int[factors.size()]));
        for (int i = 0; i < factors.size(); i++) {
            boolean isParameter = factors.get(i).values().contains("absent");
            int count = isParameter ? 2 : factors.get(i).values().size();
            List<int[]> longer = new ArrayList<>();
            for (int[] row : rows) {
                for (int value = 0; value < count; value++) {
                    int[] next = row.clone();
                    next[i] = value;
                    longer.add(next);
                }
            }
            rows = longer;
        }
        return rows;
    }

    @Test
    void itKeepsTheContractWhicheverTwoValuesAreChosen() throws Exception {
        List<Factor> factors = factors();
        ClientRun run = judged(factors, pairwise(factors));
        run.observations().byPath().forEach((path, seen) -> {
            assertTrue(seen.absent() > 0 && seen.present() > 0, path + ": " + seen.summary());
            assertEquals(0, seen.nulls() + seen.wrongType(), path);
        });
    }

    @Test
    void itKeepsTheContractWithEveryCombinationOfItsOptions() throws Exception {
        List<Factor> factors = factors();
        List<int[]> rows = all(factors);
        long parameters = CONTRACT.parameters().size();
        assertTrue(rows.size() >= 2 * 2 * 3 * 3 * (1L << parameters), rows.size() + " rows");
        judged(factors, rows);
    }

    private ClientRun judged(List<Factor> factors, List<int[]> rows) throws Exception {
        ClientRun run = run();
        Map<String, UpscaleClient> clients = new HashMap<>();
        Map<String, byte[]> pictures = new HashMap<>();
        try (Provider provider = judging(run)) {
            for (int[] row : rows) {
                Map<String, Object> chosen = new HashMap<>();
                for (int i = 0; i < row.length; i++) {
                    chosen.put(factors.get(i).name(), factors.get(i).values().get(row[i]));
                }
                UpscaleClient client = clients.computeIfAbsent(
                        chosen.get("authorization") + " " + chosen.get("base"), any -> UpscaleClient.builder()
                                .baseUrl(provider.baseUrl() + String.valueOf(chosen.get("base")))
                                .key(KEY)
                                .authorization((UpscaleClient.Authorization) chosen.get("authorization"))
                                .strict(true)
                                .build());
                byte[] picture =
                        pictures.computeIfAbsent(String.valueOf(chosen.get("kind")), kind -> Pictures.of(kind, 1));
                client.upscale(image(chosen.get("source"), picture), request(chosen));
            }
        } finally {
            clients.values().forEach(UpscaleClient::close);
        }
        assertEquals(
                "conformant: " + rows.size() * Rule.ofClients().size() + " checks passed on a client that made "
                        + rows.size() + " calls",
                run.verdictLine(),
                ClientReport.findings(run).toString());
        assertTrue(rows.size() >= LEAST_CALLS);
        return run;
    }

    @Test
    void aBareKeyWhichSomeGatewaysWantIsSaidToBreakTheContract() throws Exception {
        ClientRun run = run();
        try (Provider provider = judging(run);
                UpscaleClient client = UpscaleClient.builder()
                        .baseUrl(provider.baseUrl().toString())
                        .key(KEY)
                        .authorization(UpscaleClient.Authorization.KEY)
                        .build()) {
            client.upscale(
                    ImageFile.of(Pictures.of("image/png", 1)),
                    UpscaleRequest.builder().build());
        }
        assertEquals(
                "deviant: 1 finding on a client that made 1 call: one-credential at request-header:Authorization: expected"
                        + " Bearer KEY, found a key without the word Bearer in front of it (probe call-1)",
                run.verdictLine(),
                ClientReport.findings(run).toString());
    }
}
