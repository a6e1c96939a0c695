package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The catalogue tells a careful client from one that is not: else it would be worth nothing. */
class NaiveClientTest {
    private static final int AT_A_TIME = 8;

    @Test
    void naiveClientFailsAThirdOfTheCases() throws Exception {
        List<Case> cases = Cases.all();
        Map<Case, List<String>> broken = new LinkedHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            Map<Case, Future<Fared>> fared = new LinkedHashMap<>();
            cases.forEach(tried -> fared.put(tried, threads.submit(() -> run(tried))));
            for (Case tried : cases) {
                List<String> promises = fared.get(tried).get().broken(tried);
                if (!promises.isEmpty()) {
                    broken.put(tried, promises);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        Map<String, Integer> families = new TreeMap<>();
        broken.keySet().forEach(tried -> families.merge(tried.family(), 1, Integer::sum));
        System.out.println("The naive client fails " + broken.size() + " of " + cases.size() + " cases: " + families);
        assertTrue(broken.size() * 3 >= cases.size(), () -> "only " + broken);
    }

    @Test
    void naiveClientWorksWithAnHonestProvider() throws Exception {
        Case honest = Cases.named("honest-bearer");
        Fared fared = run(honest);
        assertEquals(List.of(), fared.broken(honest));
        assertEquals(1, fared.links());
    }

    private static Fared run(Case tried) throws Exception {
        Integer deadline = tried.client().deadlineMillis();
        try (CaseProvider server = new CaseProvider(tried)) {
            long start = System.nanoTime();
            List<String> links = List.of();
            Throwable failure = null;
            try (NaiveClient client = new NaiveClient(deadline == null ? null : Duration.ofMillis(deadline))) {
                links = inTime(client, tried, server);
            } catch (ExecutionException e) {
                failure = e.getCause();
            } catch (TimeoutException e) {
                failure = new IOException("no end in sight", e);
            }
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            server.provider.close(); // ends what it still does
            return new Fared(
                    failure,
                    null,
                    (int) links.stream()
                            .filter(link -> link != null && !link.isEmpty())
                            .count(),
                    failure == null ? "" : Printed.trace(failure),
                    time,
                    server.journal(),
                    server.connectionsElsewhere());
        }
    }

    private static List<@Nullable String> inTime(NaiveClient client, Case tried, CaseProvider server)
            throws InterruptedException, ExecutionException, TimeoutException {
        Case.Call call = tried.call();
        String path = tried.client().path();
        String url = path == null ? server.provider.endpoint().toString() : server.provider.baseUrl() + path;
        String key = tried.client().wrongKey() ? Secrecy.WRONG_KEY : Secrecy.KEY;
        byte[] picture = Pictures.of(call.picture(), call.pictureBytes());
        String type = call.picture().equals("png") ? "image/png" : "image/jpeg";
        String json = "{\"prompt\": \"" + call.prompt() + "\", \"num_images\": " + call.numImages() + "}";
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            return new ArrayList<>(
                    thread.submit(() -> client.upscale(url, tried.client().authorization(), key, picture, type, json))
                            .get(Fared.limit(tried).toMillis() + 1, TimeUnit.MILLISECONDS));
        } finally {
            thread.shutdownNow();
        }
    }
}
