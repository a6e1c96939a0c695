package io.github.upscale4j.benchmarks;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import okio.Buffer;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Writes the answers and pictures that are measured with: answers from the contract's example, pictures of noise. */
final class Preparation {
    /** The pictures' sizes: the name, and the side of the square in pixels, of which each takes three bytes. */
    static final Map<String, Integer> PICTURES =
            Map.of("10 KB", 58, "200 KB", 258, "1 MB", 577, "5 MB", 1290, "25 MB", 2886);

    static final int MOST_IMAGES = 8;

    private static final String CONTRACT = "/io/github/upscale4j/contract/upscale.json";
    private static final String EXAMPLE = "one-image";
    /** The documents' prompts have 490 characters, the contract's 66. */
    private static final int PROMPT_REPEATS = 7;

    /** As the documents print it. */
    private static final String INDENT = "    ";

    private Preparation() {}

    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<?, ?> example = example();
        for (int images = 1; images <= MOST_IMAGES; images++) {
            Files.write(folder.resolve("answer-" + images + ".json"), answer(example, images));
        }
        for (Map.Entry<String, Integer> picture : PICTURES.entrySet()) {
            writePicture(picture(folder, picture.getKey()), picture.getValue());
        }
    }

    /** The picture whose size has that name. */
    static Path picture(Path folder, String size) {
        return folder.resolve("picture-" + size.replace(" ", "") + ".png");
    }

    private static Map<?, ?> example() throws IOException {
        try (InputStream in = Preparation.class.getResourceAsStream(CONTRACT)) {
            Object contract = JsonReader.of(Okio.buffer(Okio.source(Objects.requireNonNull(in, CONTRACT))))
                    .readJsonValue();
            return in(
                    contract,
                    "paths",
                    "/ideogram/upscale",
                    "post",
                    "responses",
                    "200",
                    "content",
                    "application/json",
                    "examples",
                    EXAMPLE,
                    "value");
        }
    }

    private static Map<?, ?> in(@Nullable Object object, String... names) {
        for (String name : names) {
            object = ((Map<?, ?>) Objects.requireNonNull(object, name)).get(name);
        }
        return (Map<?, ?>) Objects.requireNonNull(object);
    }

    /** An answer as the documents show it, of which one with two images has 1.5 KB; here no image is like another. */
    private static byte[] answer(Map<?, ?> example, int images) throws IOException {
        Map<Object, Object> answer = new LinkedHashMap<>(example);
        Map<?, ?> shown = (Map<?, ?>) ((List<?>) Objects.requireNonNull(example.get("data"))).get(0);
        List<Object> data = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            Map<Object, Object> image = new LinkedHashMap<>(shown);
            image.put("seed", 12345L + i);
            image.put(
                    "prompt", (image.get("prompt") + " ").repeat(PROMPT_REPEATS).strip());
            image.put("resolution", (1024 + 8 * i) + "x1024");
            image.put("url", String.valueOf(image.get("url")) + i);
            data.add(image);
        }
        answer.put("data", data);
        Buffer json = new Buffer();
        try (JsonWriter writer = JsonWriter.of(json)) {
            writer.setIndent(INDENT);
            writer.jsonValue(answer);
        }
        return json.readByteArray();
    }

    /** Noise, so that its size is what its pixels take. */
    private static void writePicture(Path file, int side) throws IOException {
        Random random = new Random(side);
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ImageIO.write(image, "png", file.toFile());
    }
}
