package io.github.upscale4j;

import java.util.Arrays;

/**
 * JSON that ends too early. What arrived of a paid answer before the connection broke is worth as much as before.
 *
 * @param closed the text up to its last whole value, with every object and array closed; no JSON becomes no JSON
 * @param end where that value ends
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BrokenOff(byte[] closed, int end) {
    /** Of so many bytes of the text. */
    static BrokenOff of(byte[] json, int length) {
        byte[] closers = new byte[16];
        int depth = 0;
        int end = 0;
        boolean inText = false;
        boolean isValue = false;
        for (int i = 0; i < length; i++) {
            byte character = json[i];
            if (inText) {
                if (character == '\\') {
                    i++;
                } else if (character == '"') {
                    inText = false;
                    if (isValue) {
                        end = i + 1;
                    }
                }
                continue;
            }
            switch (character) {
                case '"' -> inText = true;
                case ':' -> isValue = true;
                case '{', '[' -> {
                    if (depth == closers.length) {
                        closers = Arrays.copyOf(closers, 2 * depth);
                    }
                    closers[depth++] = (byte) (character == '{' ? '}' : ']');
                    isValue = character == '[';
                    end = i + 1;
                }
                case '}', ']' -> {
                    depth = Math.max(0, depth - 1);
                    end = i + 1;
                }
                case ',' -> {
                    isValue = depth > 0 && closers[depth - 1] == ']';
                    end = i;
                }
                default -> {}
            }
        }
        // What is open now was open at the end of the last whole value: opening and closing move that end.
        byte[] whole = Arrays.copyOf(json, end + depth);
        for (int i = 0; i < depth; i++) {
            whole[end + i] = closers[depth - 1 - i];
        }
        return new BrokenOff(whole, end);
    }
}
