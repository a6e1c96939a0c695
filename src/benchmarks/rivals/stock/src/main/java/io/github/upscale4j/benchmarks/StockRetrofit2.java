package io.github.upscale4j.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.openapitools.client.ApiClient;
import org.openapitools.client.api.UpscaleApi;
import org.openapitools.client.model.UpscaleRequest;
import org.openapitools.client.model.UpscaleResponse;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Converter;
import retrofit2.HttpException;
import retrofit2.Response;

/** The stock client of the library {@code retrofit2}, but for the JSON of the request, which its user makes. */
abstract class StockRetrofit2 implements Rival {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final MediaType PNG = MediaType.get("image/png");

    /** How its user makes the text of {@code image_request}. */
    abstract Writing writing();

    @Override
    public Decoding decoding() {
        Converter<ResponseBody, UpscaleResponse> converter = new ApiClient()
                .getAdapterBuilder()
                .build()
                .responseBodyConverter(UpscaleResponse.class, new Annotation[0]);
        return StockModels.decoding(json -> converter.convert(ResponseBody.create(JSON, json)));
    }

    @Override
    public Encoding encoding() {
        UpscaleRequest request = StockModels.request();
        Writing writing = writing();
        return () -> writing.write(request);
    }

    @Override
    public Calling calling(URI baseUrl, int inFlight) {
        return new RetrofitCalling(baseUrl, inFlight, writing());
    }

    /** Writes a request as JSON. */
    interface Writing {
        String write(UpscaleRequest request) throws IOException;
    }

    private static final class RetrofitCalling implements Calling {
        private final UpscaleRequest request = StockModels.request();
        private final Dispatcher dispatcher = new Dispatcher();
        private final ConnectionPool connections = new ConnectionPool();
        private final Writing writing;
        private final UpscaleApi api;

        RetrofitCalling(URI baseUrl, int inFlight, Writing writing) {
            this.writing = writing;
            dispatcher.setMaxRequests(inFlight);
            dispatcher.setMaxRequestsPerHost(inFlight);
            ApiClient client = new ApiClient("bearer").setBearerToken(Parameters.KEY);
            client.getAdapterBuilder().baseUrl(baseUrl + "/");
            client.getOkBuilder()
                    .dispatcher(dispatcher)
                    .connectionPool(connections)
                    .readTimeout(Duration.ofMinutes(3));
            api = client.createService(UpscaleApi.class);
        }

        @Override
        public Object call(Path image) throws IOException {
            return body(prepare(image).execute());
        }

        @Override
        public CompletableFuture<?> callAsync(Path image) {
            CompletableFuture<Object> answer = new CompletableFuture<>();
            try {
                prepare(image).enqueue(new Callback<>() {
                    @Override
                    public void onResponse(Call<UpscaleResponse> call, Response<UpscaleResponse> response) {
                        try {
                            answer.complete(body(response));
                        } catch (RuntimeException e) {
                            answer.completeExceptionally(e);
                        }
                    }

                    @Override
                    public void onFailure(Call<UpscaleResponse> call, Throwable failure) {
                        answer.completeExceptionally(failure);
                    }
                });
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
            return answer;
        }

        @Override
        public void close() {
            dispatcher.executorService().shutdown();
            connections.evictAll();
        }

        private Call<UpscaleResponse> prepare(Path image) throws IOException {
            File file = image.toFile();
            return api.upscale(
                    writing.write(request),
                    MultipartBody.Part.createFormData("image_file", file.getName(), RequestBody.create(PNG, file)));
        }

        private static Object body(Response<UpscaleResponse> response) {
            UpscaleResponse body = response.body();
            if (body == null) {
                throw new HttpException(response);
            }
            return body;
        }
    }
}
