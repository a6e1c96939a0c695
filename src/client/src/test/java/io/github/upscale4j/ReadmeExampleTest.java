package io.github.upscale4j;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.provider.Provider;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java example of the README is this code, and it works. */
class ReadmeExampleTest {
    private static final Path README = Path.of("../../README.md");
    private static final Path THIS = Path.of("src/test/java/io/github/upscale4j/ReadmeExampleTest.java");

    @TempDir
    Path folder;

    private final List<String> printed = new ArrayList<>();

    @BeforeEach
    void takeAPhoto() throws IOException {
        assertTrue(ImageIO.write(
                new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("photo.png").toFile()));
    }

    @Test
    void exampleUpscalesAPicture() throws Exception {
        try (Provider provider = Provider.start()) {
            example(provider.baseUrl().toString(), "demo", "a quiet beach");

            assertEquals(1, provider.journal().snapshot().imagesBilled());
        }
        assertEquals(List.of(), printed);
        BufferedImage result = ImageIO.read(folder.resolve("photo-0.png").toFile());
        assertEquals(80, result.getWidth());
    }

    @Test
    void exampleSavesNothingThatWasWithheld() throws Exception {
        try (Provider provider = Provider.start()) {
            example(provider.baseUrl().toString(), "demo", "an unsafe beach");

            assertEquals(1, provider.journal().snapshot().imagesBilled());
        }
        assertEquals(List.of(), printed);
        assertFalse(Files.exists(folder.resolve("photo-0.png")));
    }

    @Test
    void exampleSaysWhatTheProviderSaid() throws Exception {
        try (Provider provider = Provider.start()) {
            example(provider.baseUrl().toString(), "another", "a quiet beach");
        }
        assertEquals(1, printed.size(), printed.toString());
        assertTrue(printed.get(0).contains(": 401: the key is not known; REJECTED"), printed.toString());
        assertTrue(printed.get(0).endsWith("safe to retry: true"), printed.toString());
    }

    @Test
    void backgroundExampleSavesAllBeforeItEnds() throws Exception {
        List<Path> photos = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            photos.add(Files.copy(folder.resolve("photo.png"), folder.resolve(i + ".png")));
        }
        try (Provider provider = Provider.start()) {
            List<CompletableFuture<Path>> saved = background(
                    provider.baseUrl().toString(),
                    "demo",
                    photos,
                    UpscaleRequest.builder().build());

            for (CompletableFuture<Path> one : saved) {
                assertTrue(one.isDone());
                assertEquals(80, ImageIO.read(one.get().toFile()).getWidth());
            }
            assertEquals(12, saved.size());
            assertEquals(12, provider.journal().snapshot().imagesBilled());
        }
    }

    @Test
    void examplesAreThoseInTheReadme() throws Exception {
        String[] shown = Files.readString(README).split("```java\n", -1);
        String[] run = Files.readString(THIS).split("// README\n", -1);

        assertEquals(run.length, shown.length);
        for (int i = 1; i < shown.length; i++) {
            assertEquals(
                    shown[i].split("```", 2)[0]
                            .replace("System.out.println(", "print(")
                            .replace("\"https://gateway.example\"", "baseUrl")
                            .replace("\"a quiet beach\"", "prompt")
                            .replace("Path.of(", "folder.resolve("),
                    run[i].split(" +// end of README", 2)[0]
                            .lines()
                            .map(line -> line.replaceFirst("^ {8}", ""))
                            .collect(Collectors.joining("\n", "", "\n")));
        }
    }

    private void example(String baseUrl, String key, String prompt) {
        // README
        UpscaleRequest request = UpscaleRequest.builder().prompt(prompt).build();
        try (UpscaleClient client =
                UpscaleClient.builder().baseUrl(baseUrl).key(key).build()) {
            for (ResultImage image : client.upscale(ImageFile.of(folder.resolve("photo.png")), request)
                    .images()) {
                if (!image.isWithheld()) { // by the safety check, which is billed all the same
                    image.saveTo(folder.resolve("photo-" + image.index() + ".png"), REPLACE_EXISTING);
                }
            }
        } catch (UpscaleException e) { // says what happened, and what it means for the bill
            print(e.getMessage() + "; safe to retry: " + e.isSafeToRetry());
        }
        // end of README
    }

    private List<CompletableFuture<Path>> background(
            String baseUrl, String key, List<Path> photos, UpscaleRequest request) {
        // README
        List<CompletableFuture<Path>> saved = new ArrayList<>();
        try (UpscaleClient client =
                UpscaleClient.builder().baseUrl(baseUrl).key(key).build()) {
            for (Path photo : photos) {
                Path target = folder.resolve(photo.getFileName() + ".upscaled.png");
                saved.add(client.upscaleAsync(ImageFile.of(photo), request)
                        .thenCompose(result -> result.images().get(0).saveToAsync(target)));
            }
        } // close() waits for what was begun, here also for the images
        for (CompletableFuture<Path> one : saved) {
            print("saved " + one.join().getFileName()); // or fails with what went wrong
        }
        // end of README
        return saved;
    }

    private void print(String line) {
        printed.add(line);
    }
}
