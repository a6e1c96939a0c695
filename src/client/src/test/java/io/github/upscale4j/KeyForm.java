package io.github.upscale4j;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.IntFunction;

/** The ways in which servers, proxies and logs write a key. */
enum KeyForm {
    PLAIN,
    UPPER,
    LOWER,
    PERCENT,
    PERCENT_LOWER,
    PERCENT_TWICE,
    /** Every second character or so. */
    PERCENT_MIXED,
    JSON,
    JSON_MIXED,
    ENTITY,
    ENTITY_HEX,
    BASE64,
    BASE64_BEARER,
    BASE64_BASIC,
    BASE64_SHIFTED,
    BASE64_URL,
    HEX,
    HEX_UPPER,
    HEX_COLONS;

    String of(String key) {
        return switch (this) {
            case PLAIN -> key;
            case UPPER -> key.toUpperCase(Locale.ROOT);
            case LOWER -> key.toLowerCase(Locale.ROOT);
            case PERCENT -> each(key, c -> String.format("%%%02X", c));
            case PERCENT_LOWER -> each(key, c -> String.format("%%%02x", c));
            case PERCENT_TWICE -> each(key, c -> String.format("%%25%02X", c));
            case PERCENT_MIXED -> each(key, c -> c % 2 == 0 ? String.format("%%%02X", c) : String.valueOf((char) c));
            case JSON -> each(key, c -> String.format("\\u%04x", c));
            case JSON_MIXED -> each(key, c -> c % 3 == 0 ? String.format("\\u%04X", c) : String.valueOf((char) c));
            case ENTITY -> each(key, c -> "&#" + c + ";");
            case ENTITY_HEX -> each(key, c -> String.format("&#x%X;", c));
            case BASE64 -> base64(key);
            case BASE64_BEARER -> base64("Bearer " + key);
            case BASE64_BASIC -> base64("me:" + key + "\n");
            case BASE64_SHIFTED -> base64("ab" + key + "cd");
            case BASE64_URL -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes("?>" + key));
            case HEX -> HexFormat.of().formatHex(bytes(key));
            case HEX_UPPER -> HexFormat.of().withUpperCase().formatHex(bytes(key));
            case HEX_COLONS -> HexFormat.ofDelimiter(":").formatHex(bytes(key));
        };
    }

    private static String each(String key, IntFunction<String> writer) {
        StringBuilder text = new StringBuilder();
        key.chars().forEach(character -> text.append(writer.apply(character)));
        return text.toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
