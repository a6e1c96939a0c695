package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes another text of the same form of each: a digit for a digit, a small letter for a small one, a capital for a capital.
 * The same text becomes the same, different ones become different, and without the salt there is no way back: it is a
 * Feistel network over the texts of one form.
 */
final class Cipher {
    private static final int ROUNDS = 6;
    private static final Pattern HEXADECIMAL = Pattern.compile("(?=.*[a-fA-F])(?:[0-9a-f]{2,}|[0-9A-F]{2,})");

    private final Mac mac;

    Cipher(byte[] salt) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean changes(char c) {
        return first(c) > 0;
    }

    private static char first(char c) {
        return c >= '0' && c <= '9' ? '0' : c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : 0;
    }

    private static int radix(char c, int letters) {
        return first(c) == '0' ? 10 : letters;
    }

    /**
     * Hexadecimal for hexadecimal, too, and never for anything else.
     *
     * @param text of letters and digits of ASCII only
     */
    String other(String text) {
        boolean hexadecimal = isHexadecimal(text);
        String other = once(text, hexadecimal);
        while (text.length() > 1 && isHexadecimal(other) != hexadecimal) {
            // Walking on to the next of its kind keeps different ones different.
            other = once(other, hexadecimal);
        }
        return other;
    }

    /** With a letter in it, and in one case. */
    private static boolean isHexadecimal(String text) {
        return HEXADECIMAL.matcher(text).matches();
    }

    private String once(String text, boolean hexadecimal) {
        char[] other = text.toCharArray();
        int letters = hexadecimal && other.length > 1 ? 6 : 26;
        if (other.length == 1) {
            // Never the same one.
            shift(other, 0, 1 + (block(0, form(other), "")[0] & 0xff) % (radix(other[0], letters) - 1), letters);
            return new String(other);
        }
        String form = form(other);
        int half = other.length / 2;
        for (int round = 0; round < ROUNDS; round++) {
            boolean left = round % 2 == 0;
            int from = left ? 0 : half;
            int to = left ? half : other.length;
            String rest = left ? new String(other, half, other.length - half) : new String(other, 0, half);
            byte[] block = {};
            for (int i = from; i < to; i++) {
                int at = (i - from) % 32;
                if (at == 0) {
                    // What is long is keyed by its digest, once.
                    block = i == from ? block(round, form, rest) : mac.doFinal(block);
                }
                shift(other, i, block[at] & 0xff, letters);
            }
        }
        return new String(other);
    }

    private static void shift(char[] text, int at, int by, int letters) {
        char first = first(text[at]);
        text[at] = (char) (first + (text[at] - first + by) % radix(first, letters));
    }

    private static String form(char[] text) {
        StringBuilder form = new StringBuilder();
        for (char c : text) {
            form.append(first(c));
        }
        return form.toString();
    }

    private byte[] block(int round, String form, String rest) {
        return mac.doFinal((round + form + ' ' + rest).getBytes(StandardCharsets.US_ASCII));
    }
}
