package io.github.upscale4j.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.HttpException;
import retrofit2.Response;
import retrofit2.http.Header;
import retrofit2.http.Headers;
import retrofit2.http.Multipart;
import retrofit2.http.POST;
import retrofit2.http.Part;

/** Calls through a Retrofit interface written by hand. */
final class RetrofitCalling implements Calling {
    private static final MediaType PNG = MediaType.get("image/png");

    private interface UpscaleService {
        @Headers("Accept: application/json")
        @Multipart
        @POST("ideogram/upscale")
        Call<RetrofitMoshi.Answer> upscale(
                @Header("Authorization") String authorization,
                @Part("image_request") RetrofitMoshi.UpscaleParameters parameters,
                @Part MultipartBody.Part image);
    }

    private final OkHttpClient http;
    private final UpscaleService service;

    RetrofitCalling(URI baseUrl, int inFlight) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(inFlight);
        dispatcher.setMaxRequestsPerHost(inFlight);
        http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .socketFactory(new NoDelaySockets())
                .readTimeout(Duration.ofMinutes(3))
                .build();
        service = RetrofitMoshi.retrofit(baseUrl + "/").client(http).build().create(UpscaleService.class);
    }

    private Call<RetrofitMoshi.Answer> upscale(Path image) {
        return service.upscale(
                "Bearer " + Parameters.KEY,
                RetrofitMoshi.UpscaleParameters.of(Parameters.EXAMPLE),
                MultipartBody.Part.createFormData(
                        "image_file", image.getFileName().toString(), RequestBody.create(image.toFile(), PNG)));
    }

    @Override
    public Object call(Path image) throws IOException {
        return answer(upscale(image).execute());
    }

    @Override
    public CompletableFuture<?> callAsync(Path image) {
        CompletableFuture<RetrofitMoshi.Answer> future = new CompletableFuture<>();
        upscale(image).enqueue(new Callback<>() {
            @Override
            public void onResponse(Call<RetrofitMoshi.Answer> call, Response<RetrofitMoshi.Answer> response) {
                try {
                    future.complete(answer(response));
                } catch (HttpException e) {
                    future.completeExceptionally(e);
                }
            }

            @Override
            public void onFailure(Call<RetrofitMoshi.Answer> call, Throwable cause) {
                future.completeExceptionally(cause);
            }
        });
        return future;
    }

    private static RetrofitMoshi.Answer answer(Response<RetrofitMoshi.Answer> response) {
        RetrofitMoshi.@Nullable Answer answer = response.body();
        if (answer == null || response.code() != 200) {
            throw new HttpException(response);
        }
        return answer;
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
