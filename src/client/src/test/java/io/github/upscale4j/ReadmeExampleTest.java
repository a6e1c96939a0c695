package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.api.ContractConverterFactory;
import io.github.upscale4j.api.UpscaleApi;
import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.model.UpscaleResponse;
import io.github.upscale4j.model.UpscaledImage;
import io.github.upscale4j.provider.Provider;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retrofit2.Response;
import retrofit2.Retrofit;

/** The Java example of the README is this code, and it works. */
class ReadmeExampleTest {
    private static final Path README = Path.of("../../README.md");
    private static final Path THIS = Path.of("src/test/java/io/github/upscale4j/ReadmeExampleTest.java");

    @TempDir
    Path folder;

    private final List<String> printed = new ArrayList<>();

    @Test
    void exampleUpscalesAPicture() throws Exception {
        Path photo = folder.resolve("photo.png");
        assertTrue(ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", photo.toFile()));
        try (Provider provider = Provider.start()) {
            example(provider.baseUrl(), "demo", photo);

            assertEquals(1, provider.journal().snapshot().imagesBilled());
        }
        assertEquals(1, printed.size());
        assertTrue(printed.get(0).startsWith("40x30 http://127.0.0.1:"), printed.toString());
    }

    @Test
    void exampleSaysWhatTheProviderSaid() throws Exception {
        Path photo = folder.resolve("photo.png");
        assertTrue(ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", photo.toFile()));
        try (Provider provider = Provider.start()) {
            IOException refused = assertThrows(IOException.class, () -> example(provider.baseUrl(), "another", photo));

            assertEquals("401 {\"error\":\"the key is not known\"}", refused.getMessage());
        }
    }

    @Test
    void exampleIsTheOneInTheReadme() throws Exception {
        String shown = Files.readString(README).split("```java\n", 2)[1].split("```", 2)[0];
        String run = Files.readString(THIS).split("// README\n", 2)[1].split(" +// end of README", 2)[0];

        assertEquals(
                shown.replace("System.out.println(", "print("),
                run.lines().map(line -> line.replaceFirst("^ {8}", "")).collect(Collectors.joining("\n", "", "\n")));
    }

    private void example(URI baseUrl, String key, Path photo) throws Exception {
        // README
        OkHttpClient http = new OkHttpClient.Builder()
                .readTimeout(Duration.ofMinutes(3)) // a call takes up to a minute, silently
                .retryOnConnectionFailure(false) // a second request would be a second bill,
                .followRedirects(false) // and a redirect may ask for one
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("Authorization", "Bearer " + key)
                        .build()))
                .build();
        UpscaleApi api = new Retrofit.Builder()
                .baseUrl(baseUrl.toString())
                .client(http)
                .addConverterFactory(ContractConverterFactory.create())
                .build()
                .create(UpscaleApi.class);

        RequestBody file = RequestBody.create(photo.toFile(), MediaType.get("image/png"));
        UpscaleRequest request =
                UpscaleRequest.builder().prompt("a quiet beach").resemblance(60).build();
        Response<UpscaleResponse> answer = api.upscale(
                        request, MultipartBody.Part.createFormData("image_file", "photo.png", file))
                .execute();
        if (answer.body() == null) { // the provider said no
            throw new IOException(answer.code() + " " + answer.errorBody().string());
        }
        for (UpscaledImage image : answer.body().data()) { // throws, with its path, where a promised value is missing
            print(image.resolution() + " " + image.url()); // no url(), or an empty one: it was withheld
        }
        // end of README
    }

    private void print(String line) {
        printed.add(line);
    }
}
