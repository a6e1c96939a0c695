package io.github.upscale4j.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RunnableJarIT {
    @Test
    @Timeout(30)
    void theJarAnswersACallAndPrintsNoKey() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("provider.jar"))
                .redirectErrorStream(true);
        builder.environment().put(Main.KEY_VARIABLE, "quite-secret");
        Process process = builder.start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String base = out.readLine();
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/ideogram/upscale"))
                    .header("Authorization", "Bearer quite-secret")
                    .header("Content-Type", Form.TYPE)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Form.of("{\"num_images\": 2}", Pictures.PNG)))
                    .build();
            HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertEquals(200, response.statusCode(), response.body());
            StringBuilder printed = new StringBuilder();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                printed.append(line).append('\n');
                if (line.startsWith("POST")) {
                    break;
                }
            }
            assertTrue(
                    printed.toString().contains("POST /ideogram/upscale 200, 2 images billed, "), printed.toString());
            assertFalse(printed.toString().contains("quite-secret"), printed.toString());
        } finally {
            process.destroyForcibly();
        }
    }
}
