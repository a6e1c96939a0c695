package io.github.upscale4j.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/** Names of single files and folders that can be made, made from names that perhaps cannot. */
final class FileName {
    static final int HASH_DIGITS = 8;

    /** What file systems take, in bytes of UTF-8. */
    static final int MAX_BYTES = 255;

    private static final int MAX_EXTENSION_BYTES = 16;

    /** Leaves room for an image's number and the extension; for far more digits than calls need, since this is no limit of theirs. */
    private static final int MAX_BASE_BYTES = MAX_BYTES - "-99999.webp".length();

    private FileName() {}

    /** The name without its extension. What only begins with a dot has none. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** Whether this, dot included, is short enough to be kept whole. */
    static boolean isExtension(String extension) {
        return bytes(extension) <= MAX_EXTENSION_BYTES;
    }

    /** What names have in common that some file systems take for the same. */
    static String folded(String name) {
        if (name.chars().allMatch(c -> c < 0x80)) {
            return name.toLowerCase(Locale.ROOT);
        }
        String upper = Normalizer.normalize(name, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
        return Normalizer.normalize(upper.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    /**
     * A base that leaves room for what follows it.
     *
     * @param suffix kept whole
     * @param origin what tells shortened bases apart
     */
    static String base(String wish, String suffix, String origin) {
        return made(wish, suffix, origin, MAX_BASE_BYTES);
    }

    /** The folders of a name, each with a slash behind it: those that cannot be made, or are our own files, have other names. */
    static String folders(String folders) {
        StringBuilder made = new StringBuilder();
        int start = 0;
        for (int end = folders.indexOf('/'); end >= 0; end = folders.indexOf('/', start)) {
            String name = folders.substring(start, end);
            String origin = folders.substring(0, end);
            String suffix = start == 0 && isOurs(name) ? "-" + hash(origin, HASH_DIGITS) : "";
            made.append(made(name, suffix, origin, MAX_BYTES)).append('/');
            start = end + 1;
        }
        return made.toString();
    }

    static String hash(String text, int digits) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, digits);
    }

    private static String made(String wish, String suffix, String origin, int maxBytes) {
        if (!isPossible(wish)) {
            return "picture-" + hash(origin, HASH_DIGITS) + suffix;
        }
        if (bytes(wish) + bytes(suffix) <= maxBytes) {
            return wish + suffix;
        }
        String end = (suffix.isEmpty() ? "-" + hash(origin, HASH_DIGITS) : suffix);
        return cut(wish, maxBytes - bytes(end)) + end;
    }

    private static boolean isPossible(String name) {
        try {
            return !name.isEmpty()
                    && !name.equals(".")
                    && !name.equals("..")
                    && Path.of(name).getNameCount() == 1
                    && !Path.of(name).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isOurs(String name) {
        String folded = folded(name);
        return folded.equals("upscale4j-ledger.jsonl")
                || (folded.startsWith("contact-sheet") && folded.endsWith(".html"));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The beginning of a text, in whole characters. */
    private static String cut(String text, int maxBytes) {
        StringBuilder cut = new StringBuilder();
        int bytes = 0;
        for (int codePoint : text.codePoints().toArray()) {
            bytes += bytes(Character.toString(codePoint));
            if (bytes > maxBytes) {
                break;
            }
            cut.appendCodePoint(codePoint);
        }
        return cut.toString();
    }
}
