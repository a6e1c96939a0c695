package io.github.upscale4j.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import org.openapitools.client.ApiCallback;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.JSON;
import org.openapitools.client.api.UpscaleApi;
import org.openapitools.client.model.UpscaleRequest;
import org.openapitools.client.model.UpscaleResponse;

/** What the generator makes of the contract for {@code okhttp-gson}. */
public final class StockOkHttpGson implements Rival {
    private static final MediaType MEDIA_TYPE = MediaType.get("application/json");
    private static final int READ_TIMEOUT_MILLIS = 180_000;

    @Override
    public Decoding decoding() {
        return StockModels.decoding(
                json -> JSON.deserialize(ResponseBody.create(json, MEDIA_TYPE).byteStream(), UpscaleResponse.class));
    }

    @Override
    public Encoding encoding() {
        UpscaleRequest request = StockModels.request();
        return request::toJson;
    }

    @Override
    public Calling calling(URI baseUrl, int inFlight) {
        ApiClient client = new ApiClient().setBasePath(baseUrl.toString()).setReadTimeout(READ_TIMEOUT_MILLIS);
        client.setBearerToken(Parameters.KEY);
        Dispatcher dispatcher = client.getHttpClient().dispatcher();
        dispatcher.setMaxRequests(inFlight);
        dispatcher.setMaxRequestsPerHost(inFlight);
        UpscaleApi api = new UpscaleApi(client);
        UpscaleRequest request = StockModels.request();
        return new Calling() {
            @Override
            public Object call(Path image) throws ApiException {
                return api.upscale(request.toJson(), image.toFile());
            }

            @Override
            public CompletableFuture<?> callAsync(Path image) {
                CompletableFuture<UpscaleResponse> answer = new CompletableFuture<>();
                try {
                    api.upscaleAsync(request.toJson(), image.toFile(), completing(answer));
                } catch (ApiException e) {
                    answer.completeExceptionally(e);
                }
                return answer;
            }

            @Override
            public void close() {
                dispatcher.executorService().shutdown();
                client.getHttpClient().connectionPool().evictAll();
            }
        };
    }

    private static ApiCallback<UpscaleResponse> completing(CompletableFuture<UpscaleResponse> answer) {
        return new ApiCallback<>() {
            @Override
            public void onFailure(ApiException failure, int status, Map<String, List<String>> headers) {
                answer.completeExceptionally(failure);
            }

            @Override
            public void onSuccess(UpscaleResponse result, int status, Map<String, List<String>> headers) {
                answer.complete(result);
            }

            @Override
            public void onUploadProgress(long written, long length, boolean done) {}

            @Override
            public void onDownloadProgress(long read, long length, boolean done) {}
        };
    }
}
