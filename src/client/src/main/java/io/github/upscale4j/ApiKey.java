package io.github.upscale4j;

import java.util.Locale;
import java.util.Objects;

/** The secret by which the provider knows its customer. Immutable; nothing but {@link #value} shows it. */
final class ApiKey {
    static final int LONGEST = 8 * 1024;

    private final String value;

    /**
     * Takes what can stand in a header field as it is: 1 to 8192 visible ASCII characters, U+0021 to U+007E.
     *
     * @throws IllegalArgumentException if it is anything else; the message says what and where, without the key's characters
     */
    ApiKey(String key) {
        Objects.requireNonNull(key, "key");
        if (key.isEmpty()) {
            throw new IllegalArgumentException("key: expected at least one character but found none");
        }
        for (String scheme : new String[] {"Bearer", "Api-Key"}) {
            if (beginsWith(key, scheme)) {
                throw new IllegalArgumentException("key: expected the key alone but found the word \"" + scheme
                        + "\" before it; give the key alone");
            }
        }
        int length = key.length();
        if (length > LONGEST) {
            throw new IllegalArgumentException("key: expected at most " + LONGEST + " characters but found " + length);
        }
        for (int i = 0; i < length; i++) {
            if (key.charAt(i) < 0x21 || key.charAt(i) > 0x7E) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "key: expected visible ASCII characters but found U+%04X at index %d of %d%s",
                        key.codePointAt(i),
                        i,
                        length,
                        isLineBreakAtEnd(key, i) ? ", such as a file's last line break" : ""));
            }
        }
        this.value = key;
    }

    /** Whether a word of the header field came along, with what separates it from the key. */
    private static boolean beginsWith(String key, String scheme) {
        return key.length() > scheme.length()
                && key.regionMatches(true, 0, scheme, 0, scheme.length())
                && " \t:".indexOf(key.charAt(scheme.length())) >= 0;
    }

    private static boolean isLineBreakAtEnd(String key, int index) {
        return key.substring(index).chars().allMatch(c -> c == '\n' || c == '\r');
    }

    String value() {
        return value;
    }

    @Override
    public String toString() {
        return "ApiKey[concealed]";
    }
}
