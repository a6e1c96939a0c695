package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.upscale4j.model.UpscaleRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** What every test's call has. */
final class Calls {
    /** Long enough to be a secret, and nobody's. */
    static final String KEY = "k-7f0b2c91d5e84a36";

    static final UpscaleRequest REQUEST = UpscaleRequest.builder().prompt("p").build();

    /** Nothing here takes so long, unless it fails. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private Calls() {}

    /** A client for the URL that waits for nothing between attempts. */
    static UpscaleClient.Builder client(String baseUrl) {
        return new FakeTime()
                .in(UpscaleClient.builder().baseUrl(baseUrl).key(KEY).deadline(DEADLINE));
    }

    static ImageFile png() {
        return ImageFile.of(Photos.PNG);
    }

    static UpscaleRequest images(int count) {
        return UpscaleRequest.builder().prompt("p").numImages(count).build();
    }

    /** Upscales the picture, which fails so. */
    static <E extends UpscaleException> E failure(Class<E> type, UpscaleClient client) {
        return failure(type, client, png());
    }

    static <E extends UpscaleException> E failure(Class<E> type, UpscaleClient client, ImageFile image) {
        return assertThrows(type, () -> client.upscale(image, REQUEST));
    }

    /** What the cancelled future says: since Java 25 its exception comes in another one. */
    static NoAnswerException stopped(CompletableFuture<?> call) {
        Throwable cause = assertThrows(CancellationException.class, call::get).getCause();
        return assertInstanceOf(
                NoAnswerException.class, cause instanceof CancellationException ? cause.getCause() : cause);
    }

    /** The threads of all clients that are alive. */
    static List<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("upscale4j-\\d+"))
                .toList();
    }

    /** Fails where a client's thread does not end. */
    static void assertNoThreadIsLeft() throws InterruptedException {
        for (Thread thread : Calls.clientThreads()) {
            thread.join(10_000);
            assertFalse(thread.isAlive(), thread.getName());
        }
    }

    /** Until the thread waits for something without an end. */
    static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    /** The same kind of request, by an OkHttpClient as it comes. */
    static void post(OkHttpClient http, String url) throws IOException {
        MultipartBody body = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("image_request", "{}")
                .addFormDataPart("image_file", "image.png", RequestBody.create(Photos.PNG))
                .build();
        try (Response response =
                http.newCall(new Request.Builder().url(url).post(body).build()).execute()) {
            response.body().bytes();
        }
    }
}
