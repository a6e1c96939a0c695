package io.github.upscale4j;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for the key, in whatever encoding, and for signed links. */
final class Secrecy {
    /** As long as real ones, and nobody's. */
    static final String KEY = key(7);

    /** Another one, for which the provider has no account. */
    static final String WRONG_KEY = key(8);

    private static final Pattern ESCAPE = Pattern.compile(
            "%([0-9a-f]{2})|\\\\u([0-9a-f]{4})|&#x([0-9a-f]{1,6});|&#([0-9]{1,7});", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIGNED = Pattern.compile("\\b(?:sig|exp|signature)=", Pattern.CASE_INSENSITIVE);
    private static final int DECODINGS = 3;
    /** What of a text that goes on before and after survives in Base64, for 0, 1 and 2 bytes before it. */
    private static final int[] BASE64_HEAD = {0, 2, 3};

    private Secrecy() {}

    private static String key(long seed) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        StringBuilder key = new StringBuilder();
        new Random(seed).ints(51, 0, alphabet.length()).forEach(i -> key.append(alphabet.charAt(i)));
        return key.toString();
    }

    /** What secrets are in a text, in words; empty for none. */
    static Set<String> foundIn(String text) {
        Set<String> found = new LinkedHashSet<>();
        String decoded = text;
        for (int i = 0; i <= DECODINGS; i++) {
            if (SIGNED.matcher(decoded).find()) {
                found.add("a signed link");
            }
            for (String key : new String[] {KEY, WRONG_KEY}) {
                keyIn(decoded, key, found);
            }
            decoded = ESCAPE.matcher(decoded).replaceAll(Secrecy::character);
        }
        return found;
    }

    private static void keyIn(String text, String key, Set<String> found) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains(key.toLowerCase(Locale.ROOT))) {
            found.add("the key");
        }
        byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
        if (lower.replaceAll("[\\s:]", "").contains(HexFormat.of().formatHex(bytes))) {
            found.add("the key in hexadecimal");
        }
        String standard = text.replace('-', '+').replace('_', '/');
        for (int before = 0; before < BASE64_HEAD.length; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String whole = Base64.getEncoder().encodeToString(shifted);
            String core = whole.substring(BASE64_HEAD[before], shifted.length * 8 / 6);
            if (standard.contains(core)) {
                found.add("the key in Base64");
            }
        }
    }

    private static String character(MatchResult escape) {
        for (int group = 1; group <= 4; group++) {
            if (escape.group(group) != null) {
                int code = Integer.parseInt(escape.group(group), group == 4 ? 10 : 16);
                return Matcher.quoteReplacement(code < 0xFFFF ? String.valueOf((char) code) : "?");
            }
        }
        throw new AssertionError();
    }
}
