package io.github.upscale4j.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The contract with something added. */
final class TestContract {
    private TestContract() {}

    /** Pointers and the JSON to put there, in turns. */
    static String with(String... changes) {
        StringBuilder patch = new StringBuilder("[");
        for (int i = 0; i < changes.length; i += 2) {
            patch.append(i == 0 ? "" : ",")
                    .append("{\"op\": \"add\", \"path\": \"" + changes[i] + "\", \"value\": " + changes[i + 1] + "}");
        }
        try (InputStream in = Objects.requireNonNull(
                TestContract.class.getResourceAsStream("/io/github/upscale4j/contract/upscale.json"))) {
            Object contract = JsonReader.read(in.readAllBytes());
            Expected operations = new Expected("", JsonReader.read(patch + "]"));
            return JsonWriter.write(JsonPatch.of(operations).apply(contract));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonReader.MalformedJson e) {
            throw new AssertionError(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
