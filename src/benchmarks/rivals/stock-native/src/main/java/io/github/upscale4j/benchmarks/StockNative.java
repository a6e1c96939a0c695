package io.github.upscale4j.benchmarks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openapitools.client.ApiClient;
import org.openapitools.client.api.UpscaleApi;
import org.openapitools.client.model.UpscaleRequest;
import org.openapitools.client.model.UpscaleResponse;

/** What the generator makes of the contract for {@code native}, on the JDK's HTTP client and Jackson. */
public final class StockNative implements Rival {
    @Override
    public Decoding decoding() {
        ObjectMapper mapper = new ApiClient().getObjectMapper();
        return StockModels.decoding(json -> {
            // By way of a text, as its UpscaleApi does.
            String body = new String(new ByteArrayInputStream(json).readAllBytes(), StandardCharsets.UTF_8);
            return mapper.readValue(body, new TypeReference<UpscaleResponse>() {});
        });
    }

    @Override
    public Encoding encoding() {
        ObjectMapper mapper = new ApiClient().getObjectMapper();
        UpscaleRequest request = StockModels.request();
        return () -> mapper.writeValueAsString(request);
    }

    @Override
    public Calling calling(URI baseUrl, int inFlight) {
        ApiClient client =
                new ApiClient().setReadTimeout(Duration.ofMinutes(3)).setConnectTimeout(Duration.ofSeconds(10));
        client.updateBaseUri(baseUrl.toString());
        ObjectMapper mapper = client.getObjectMapper();
        UpscaleApi api = new UpscaleApi(client);
        UpscaleRequest request = StockModels.request();
        // It has no place for a bearer token.
        Map<String, String> headers = Map.of("Authorization", "Bearer " + Parameters.KEY);
        // Its calls block: an asynchronous client is an option of the generator.
        ExecutorService threads = Executors.newFixedThreadPool(inFlight);
        return new Calling() {
            @Override
            public Object call(Path image) throws Exception {
                return api.upscale(mapper.writeValueAsString(request), image.toFile(), headers);
            }

            @Override
            public CompletableFuture<?> callAsync(Path image) {
                CompletableFuture<Object> answer = new CompletableFuture<>();
                threads.execute(() -> {
                    try {
                        answer.complete(call(image));
                    } catch (Throwable e) {
                        answer.completeExceptionally(e);
                    }
                });
                return answer;
            }

            @Override
            public void close() {
                threads.shutdown();
            }
        };
    }
}
