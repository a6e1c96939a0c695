package io.github.upscale4j;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What one writes in ten minutes: OkHttp as it comes, and three more tries on whatever goes wrong. */
final class NaiveClient implements AutoCloseable {
    private static final int TRIES = 4;

    private final OkHttpClient http;

    /** @param timeout for reading; OkHttp's own where null */
    NaiveClient(@Nullable Duration timeout) {
        OkHttpClient stock = new OkHttpClient();
        http = timeout == null ? stock : stock.newBuilder().readTimeout(timeout).build();
    }

    /** The links of the answer. */
    List<String> upscale(
            String url, UpscaleClient.Authorization style, String key, byte[] picture, String type, String json)
            throws IOException {
        RequestBody form = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("image_request", json)
                .addFormDataPart("image_file", "photo", RequestBody.create(picture, MediaType.get(type)))
                .build();
        Request.Builder request = new Request.Builder().url(url).post(form).header("Accept", "application/json");
        switch (style) {
            case BEARER -> request.header("Authorization", "Bearer " + key);
            case KEY -> request.header("Authorization", key);
            case API_KEY -> request.header("Api-Key", key);
        }
        IOException last = new IOException();
        for (int i = 0; i < TRIES; i++) {
            try (Response response = http.newCall(request.build()).execute()) {
                if (response.code() != 200) {
                    throw new IOException("HTTP " + response.code() + ": "
                            + response.peekBody(1 << 20).string());
                }
                return links(new Moshi.Builder()
                        .build()
                        .adapter(Object.class)
                        .fromJson(response.body().source()));
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static List<String> links(Object answer) {
        List<?> data = (List<?>) ((Map<?, ?>) answer).get("data");
        return data.stream()
                .map(image -> (String) ((Map<?, ?>) image).get("url"))
                .toList();
    }

    @Override
    public void close() {
        http.dispatcher().cancelAll();
        http.connectionPool().evictAll();
    }
}
