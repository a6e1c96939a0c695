package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The published contract with edits. */
final class Contracts {
    private Contracts() {}

    /** @param pairs what to replace, everywhere, and by what */
    static Contract edited(String... pairs) {
        String text = text();
        for (int i = 0; i < pairs.length; i += 2) {
            assertTrue(text.contains(pairs[i]), "the contract no longer holds " + pairs[i]);
            text = text.replace(pairs[i], pairs[i + 1]);
        }
        return parse(text);
    }

    static Contract editedFirst(String from, String to) {
        String text = text();
        int at = text.indexOf(from);
        assertTrue(at >= 0, "the contract no longer holds " + from);
        return parse(text.substring(0, at) + to + text.substring(at + from.length()));
    }

    private static Contract parse(String text) {
        return Contract.parse("contract", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text() {
        try (InputStream in = Contract.class.getResourceAsStream("/io/github/upscale4j/contract/upscale.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
