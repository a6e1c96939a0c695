package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PicturesTest {
    static Stream<String> kinds() {
        return Contract.published().parts().stream()
                .filter(part -> part.contentSchema().isEmpty())
                .flatMap(part -> part.mediaTypes().stream());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachKindIsRealSmallAndAnotherForEachSeed(String mediaType) throws IOException {
        byte[] picture = Pictures.of(mediaType, 1);
        assertArrayEquals(picture, Pictures.of(mediaType, 1));
        assertFalse(Arrays.equals(picture, Pictures.of(mediaType, 2)));
        assertTrue(picture.length < 10_000);
        if (new String(picture, 0, 4, StandardCharsets.ISO_8859_1).equals("RIFF")) {
            assertEquals("WEBP", new String(picture, 8, 4, StandardCharsets.ISO_8859_1));
            int size = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
            assertEquals(picture.length, size + 8);
        } else {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
            assertNotNull(image);
            assertEquals(96, image.getWidth());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30_000, 30_001, 1 << 20})
    void aPictureCanHaveExactlySoManyBytes(int bytes) throws IOException {
        byte[] picture = Pictures.sized(7, bytes);
        assertEquals(bytes, picture.length);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(picture));
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(Pictures.of(Pictures.SIZABLE, 7)));
        assertEquals(small.getRGB(40, 30), read.getRGB(40, 30));
    }
}
