package io.github.upscale4j.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Calls as one writes them with OkHttp and nothing above it; the answer is its bytes. */
final class OkHttpCalling implements Calling {
    private static final MediaType PNG = MediaType.get("image/png");

    private final OkHttpClient http;
    private final HttpUrl url;

    /** @param options what the client has beside the time-out and the number of calls */
    OkHttpCalling(OkHttpClient.Builder options, URI baseUrl, int inFlight) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(inFlight);
        dispatcher.setMaxRequestsPerHost(inFlight);
        http = options.dispatcher(dispatcher).readTimeout(Duration.ofMinutes(3)).build();
        url = HttpUrl.get(baseUrl + "/ideogram/upscale");
    }

    @Override
    public Object call(Path image) throws IOException {
        return answer(http.newCall(request(image)).execute());
    }

    @Override
    public CompletableFuture<?> callAsync(Path image) {
        CompletableFuture<byte[]> future = new CompletableFuture<>();
        http.newCall(request(image)).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                try {
                    future.complete(answer(response));
                } catch (IOException e) {
                    future.completeExceptionally(e);
                }
            }

            @Override
            public void onFailure(Call call, IOException e) {
                future.completeExceptionally(e);
            }
        });
        return future;
    }

    private Request request(Path image) {
        RequestBody body = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("image_request", json(Parameters.EXAMPLE))
                .addFormDataPart("image_file", image.getFileName().toString(), RequestBody.create(image.toFile(), PNG))
                .build();
        return new Request.Builder()
                .url(url)
                .header("Authorization", "Bearer " + Parameters.KEY)
                .header("Accept", "application/json")
                .post(body)
                .build();
    }

    /** Without an encoder: nothing in the example needs an escape. */
    private static String json(Parameters example) {
        return "{\"prompt\":\"" + example.prompt() + "\",\"resemblance\":" + example.resemblance() + ",\"detail\":"
                + example.detail() + ",\"magic_prompt_option\":\"" + example.magicPromptOption() + "\",\"seed\":"
                + example.seed() + "}";
    }

    private static byte[] answer(Response response) throws IOException {
        try (response) {
            byte[] body = response.body().bytes();
            if (response.code() != 200) {
                throw new IOException("HTTP " + response.code());
            }
            return body;
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
