package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds a key in a text in any case, with white space or control characters in it, percent-encoded, in the escapes of
 * JSON, JSON Pointer and HTML, in Base64, in hexadecimal, and in up to three of these one around the other. The time that
 * it takes grows with the text's length and no faster.
 */
final class KeyFinder {
    static final int LAYERS = 3;
    /** A shorter piece of Base64 or hexadecimal may be anything. */
    private static final int SHORTEST = 6;
    /** Characters of escapes, one in another, that a cut may have gone through. */
    private static final int BROKEN = 32;

    private final Set<String> needles = new LinkedHashSet<>();
    private final int longest;

    /** @param key empty for none */
    KeyFinder(String key) {
        forms(key).forEach(form -> needles.add(Reading.of(form, false).compact().text()));
        needles.removeIf(String::isEmpty);
        longest = needles.stream().mapToInt(String::length).max().orElse(0);
    }

    /**
     * What a key looks like, apart from escapes, case and white space. Two keys of one form have as many, each as long as
     * the other's, in the same order.
     */
    static List<String> forms(String key) {
        List<String> forms = new ArrayList<>();
        if (!key.isBlank()) {
            // A key that looks like an escape itself is unescaped with the text around it.
            Reading.of(key, false).layers(LAYERS).forEach(layer -> forms.add(layer.text()));
            forms.add(HexFormat.of().formatHex(key.strip().getBytes(StandardCharsets.UTF_8)));
            for (String secret : List.of(key.strip(), "Bearer " + key.strip())) {
                byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
                for (Base64.Encoder alphabet : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                    encoded(bytes, alphabet.withoutPadding(), forms);
                }
            }
        }
        return forms;
    }

    /** The whole, and at each of three offsets those characters that depend on nothing around it. */
    private static void encoded(byte[] bytes, Base64.Encoder encoder, List<String> forms) {
        List<String> pieces = new ArrayList<>(List.of(encoder.encodeToString(bytes)));
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[offset + bytes.length];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            String text = encoder.encodeToString(shifted);
            int first = offset == 0 ? 0 : offset + 1;
            pieces.add(text.substring(first, Math.max(first, shifted.length * 8 / 6)));
        }
        pieces.stream().filter(piece -> piece.length() >= SHORTEST).forEach(forms::add);
    }

    boolean isIn(String text) {
        return !needles.isEmpty()
                && Reading.of(text, false).layers(LAYERS).stream()
                        .map(layer -> layer.compact().text())
                        .anyMatch(layer -> needles.stream().anyMatch(layer::contains));
    }

    /** The text with {@code …} in place of the key. */
    String hide(String text) {
        return hide(text, 0);
    }

    /** As {@link #hide}, without so much of the end as may be the beginning of a key that was cut off. */
    String hideCut(String text) {
        return hide(text, longest + BROKEN);
    }

    private String hide(String text, int doubtful) {
        if (needles.isEmpty()) {
            return text;
        }
        BitSet hidden = new BitSet();
        for (Reading layer : Reading.of(text, true).layers(LAYERS)) {
            Reading compact = layer.compact();
            for (String needle : needles) {
                for (int at = compact.text().indexOf(needle);
                        at >= 0;
                        at = compact.text().indexOf(needle, at + 1)) {
                    hidden.set(compact.starts()[at], compact.ends()[at + needle.length() - 1]);
                }
            }
            int seen = compact.text().length();
            if (doubtful > 0 && seen > 0) {
                hidden.set(compact.starts()[Math.max(0, seen - doubtful)], text.length());
            }
        }
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (!hidden.get(i)) {
                shown.append(text.charAt(i));
            } else if (i == 0 || !hidden.get(i - 1)) {
                shown.append('…');
            }
        }
        return shown.toString();
    }
}
