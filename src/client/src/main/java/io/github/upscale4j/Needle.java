package io.github.upscale4j;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A text to look for.
 *
 * @param text its beginning, {@link #LONGEST} characters at most; where that is found, so is the secret
 * @param rest what follows the beginning, as far as it does
 * @param sharesFirst whether the character before it also holds bits of the secret, as in Base64 that began earlier
 * @param sharesLast whether the character after it does
 */
record Needle(String text, String rest, boolean sharesFirst, boolean sharesLast) {
    static final int LONGEST = 128;
    /** Shorter keys may be ordinary words, and what they look like in Base64 may be anything. */
    private static final int SHORTEST_SECRET = 6;

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int LAYERS_OF_A_KEY = 3;

    /**
     * Whether a key is long enough for its occurrences to be told from ordinary text. Backslashes do not count: one in a text may
     * belong to the key or to the escape of what follows, so they are passed over.
     */
    static boolean isLong(String key) {
        return plain(key).length() >= SHORTEST_SECRET;
    }

    private static String plain(String key) {
        return key.replace("\\", "");
    }

    private static Needle of(String text, boolean sharesFirst, boolean sharesLast) {
        int cut = Math.min(LONGEST, text.length());
        return new Needle(text.substring(0, cut), text.substring(cut), sharesFirst, sharesLast);
    }

    /** The key as it is: itself, backwards, in Base32 and Base64 wherever it begins in the encoded text. */
    static List<Needle> ofKey(String key) {
        Map<String, Needle> needles = new LinkedHashMap<>();
        if (!isLong(key)) {
            add(needles, of(key, false, false));
        } else {
            add(needles, of(plain(key), false, false));
            // A key that looks like an escape itself is unescaped with the text around it.
            String unescaped = key;
            for (int layer = 0; layer < LAYERS_OF_A_KEY; layer++) {
                unescaped = Unescaper.unescaped(unescaped).replaceAll("[^!-~]", "");
                if (isLong(unescaped)) {
                    add(needles, of(plain(unescaped), false, false));
                }
            }
            add(needles, of(new StringBuilder(plain(key)).reverse().toString(), false, false));
            byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
            for (int offset = 0; offset < 5; offset++) {
                add(needles, encoded(bytes, offset, 5, BASE32));
            }
            for (int offset = 0; offset < 3; offset++) {
                add(needles, encoded(bytes, offset, 6, BASE64));
            }
        }
        return new ArrayList<>(needles.values());
    }

    /** The key in hexadecimal; none for a short key. */
    static List<Needle> ofHex(String key) {
        return !isLong(key)
                ? List.of()
                : List.of(of(HexFormat.of().formatHex(key.getBytes(StandardCharsets.US_ASCII)), false, false));
    }

    private static void add(Map<String, Needle> needles, Needle needle) {
        needles.putIfAbsent(needle.text(), needle);
    }

    /** Those digits that depend on nothing but the secret, which begins after some bytes of something else. */
    private static Needle encoded(byte[] secret, int offset, int bitsOfADigit, String digits) {
        int begin = offset * 8;
        int end = begin + secret.length * 8;
        StringBuilder text = new StringBuilder();
        int first = (begin + bitsOfADigit - 1) / bitsOfADigit;
        for (int digit = first; digit < end / bitsOfADigit; digit++) {
            int value = 0;
            for (int bit = digit * bitsOfADigit - begin; bit < (digit + 1) * bitsOfADigit - begin; bit++) {
                value = (value << 1) | ((secret[bit / 8] >> (7 - bit % 8)) & 1);
            }
            text.append(digits.charAt(value));
        }
        return of(text.toString(), begin % bitsOfADigit != 0, end % bitsOfADigit != 0);
    }
}
