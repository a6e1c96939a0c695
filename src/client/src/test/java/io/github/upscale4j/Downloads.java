package io.github.upscale4j;

import io.github.upscale4j.api.ContractConverterFactory;
import io.github.upscale4j.api.UpscaleApi;
import io.github.upscale4j.model.Received;
import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.model.UpscaleResponse;
import io.github.upscale4j.model.UpscaledImage;
import io.github.upscale4j.provider.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import retrofit2.Retrofit;

/** What the tests of downloads share: images that fetch for real, waits that are recorded and not waited, pictures. */
final class Downloads implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    final Workers workers = new Workers(Duration.ofSeconds(20));
    final List<Duration> waits = new CopyOnWriteArrayList<>();
    OkHttpClient http = new OkHttpClient();
    boolean loopback = true;
    long maxBytes = 1 << 20;
    Duration deadline = Duration.ofSeconds(20);
    int maxRetries;
    Sleeper sleeper = (duration, stop) -> {
        waits.add(duration);
        return stop.getCount() == 0;
    };
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    /** The second of an answer's images, with this link. */
    ResultImage image(String link) {
        return image(new UpscaledImage(1L, "a beach", "40x30", link, true, null, null, Received.none()));
    }

    ResultImage image(UpscaledImage image) {
        return new ResultImage(
                1,
                image,
                image.url(),
                List.of("call-1"),
                new ResultFetcher(
                        http,
                        loopback,
                        maxBytes,
                        deadline,
                        maxRetries,
                        workers,
                        sleeper,
                        clock,
                        new Random(1),
                        new Redaction("secret-key")));
    }

    /** One image that the provider made. */
    ResultImage upscaled(Provider provider, String prompt) throws IOException {
        UpscaleApi api = new Retrofit.Builder()
                .baseUrl(provider.baseUrl().toString())
                .client(new OkHttpClient.Builder()
                        .addInterceptor(chain -> chain.proceed(chain.request()
                                .newBuilder()
                                .header("Authorization", "Bearer demo")
                                .build()))
                        .build())
                .addConverterFactory(ContractConverterFactory.create())
                .build()
                .create(UpscaleApi.class);
        RequestBody file = RequestBody.create(picture("png"), MediaType.get("image/png"));
        UpscaleResponse response = api.upscale(
                        UpscaleRequest.builder().prompt(prompt).build(),
                        MultipartBody.Part.createFormData("image_file", "photo.png", file))
                .execute()
                .body();
        return image(response.data().get(0));
    }

    /** A real picture. */
    static byte[] picture(String kind) {
        return switch (kind) {
            case "png" -> Photos.PNG;
            case "jpg" -> Photos.JPEG;
            case "webp" -> Photos.WEBP;
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** The names in a folder. */
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
