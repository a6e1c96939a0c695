package io.github.upscale4j.benchmarks;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The JDK's own client over HTTP/1.1, which has TCP_NODELAY of itself, with a multipart body by hand; the answer is its bytes. */
public final class JdkHttp implements Rival {
    /** The number of calls in flight is the caller's: this client has no limit of its own. */
    @Override
    public Calling calling(URI baseUrl, int inFlight) {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        URI url = URI.create(baseUrl + "/ideogram/upscale");
        return new Calling() {
            @Override
            public Object call(Path image) throws IOException, InterruptedException {
                return answer(http.send(request(url, image), BodyHandlers.ofByteArray()));
            }

            @Override
            public CompletableFuture<?> callAsync(Path image) {
                HttpRequest request;
                try {
                    request = request(url, image);
                } catch (FileNotFoundException e) {
                    return CompletableFuture.failedFuture(e);
                }
                return http.sendAsync(request, BodyHandlers.ofByteArray()).thenCompose(response -> {
                    try {
                        return CompletableFuture.completedFuture(answer(response));
                    } catch (IOException e) {
                        return CompletableFuture.failedFuture(e);
                    }
                });
            }

            @Override
            public void close() {
                // Java 17 has no way to: its threads are daemons, and end when the client is collected.
            }
        };
    }

    private static HttpRequest request(URI url, Path image) throws FileNotFoundException {
        MultipartRequest multipart = new MultipartRequest(Parameters.EXAMPLE, image);
        return HttpRequest.newBuilder(url)
                .timeout(Duration.ofMinutes(3))
                .header("Authorization", "Bearer " + Parameters.KEY)
                .header("Accept", "application/json")
                .header("Content-Type", MultipartRequest.CONTENT_TYPE)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofByteArray(multipart.head),
                        BodyPublishers.ofFile(image),
                        BodyPublishers.ofByteArray(multipart.tail)))
                .build();
    }

    private static byte[] answer(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException("HTTP " + response.statusCode());
        }
        return response.body();
    }
}
