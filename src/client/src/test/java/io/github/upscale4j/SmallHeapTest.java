package io.github.upscale4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.upscale4j.api.UpscaleApi;
import io.github.upscale4j.model.UpscaleRequest;
import io.github.upscale4j.provider.Journal;
import io.github.upscale4j.provider.Provider;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client in a JVM of its own with a heap of 32 MB, as in a small container. */
class SmallHeapTest {
    private static final int HUNDRED = 100;

    @TempDir
    Path folder;

    @Test
    void largestImageFits() throws Exception {
        Path image = picture("large.png", UpscaleApi.IMAGE_FILE_MAX_BYTES);
        try (Provider provider = Provider.start()) {
            String said = run(provider, image, 1);

            assertEquals("1 saved", said);
            assertEquals(1, provider.journal().snapshot().imagesBilled());
        }
    }

    @Test
    void hundredImagesFit() throws Exception {
        Path image = picture("small.png", 200_000);
        try (Provider provider = Provider.start()) {
            String said = run(provider, image, HUNDRED);

            Journal.Snapshot journal = provider.journal().snapshot();
            assertEquals("100 saved", said);
            assertEquals(HUNDRED, journal.imagesBilled());
            assertEquals(HUNDRED, journal.requestsReceivedInFull());
        }
    }

    private String run(Provider provider, Path image, int calls) throws Exception {
        Path out = folder.resolve("out.txt");
        Process client = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapTest.class.getName(),
                        provider.baseUrl().toString(),
                        image.toString(),
                        String.valueOf(calls),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertTrue(client.waitFor(2, TimeUnit.MINUTES), "still running");
        return Files.readString(out).strip();
    }

    /** A real picture, and after its end as many bytes as it takes: viewers do not mind, and neither does the endpoint. */
    private Path picture(String name, long size) throws Exception {
        Path file = folder.resolve(name);
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB), "png", encoded));
        byte[] padding = "padding ".repeat(1024).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = Files.newOutputStream(file)) {
            encoded.writeTo(out);
            for (long left = size - encoded.size(); left > 0; left -= padding.length) {
                out.write(padding, 0, (int) Math.min(left, padding.length));
            }
        }
        assertEquals(size, Files.size(file));
        return file;
    }

    /** The child: base URL, image, how many calls at the same time, a folder for the results. */
    public static void main(String[] arguments) throws Exception {
        Path image = Path.of(arguments[1]);
        int calls = Integer.parseInt(arguments[2]);
        int saved = 0;
        try (UpscaleClient client =
                UpscaleClient.builder().baseUrl(arguments[0]).key("demo").build()) {
            List<CompletableFuture<UpscaleResult>> results = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                results.add(client.upscaleAsync(
                        ImageFile.of(image), UpscaleRequest.builder().build()));
            }
            for (CompletableFuture<UpscaleResult> result : results) {
                for (ResultImage one : result.get().images()) {
                    one.saveTo(Path.of(arguments[3], "result-" + saved + ".png"));
                    saved++;
                }
            }
        }
        System.out.println(saved + " saved");
    }
}
