package io.github.upscale4j.cli;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.StringJoiner;

/**
 * Paths as text from which they can be told apart. A name is bytes to most systems, and where they are no text in this locale,
 * {@link Path#toString} gives many names the same text.
 */
final class PathText {
    private PathText() {}

    /** The path itself where its text leads back to it; otherwise with such names percent-encoded. */
    static String of(Path path) {
        return isText(path) ? path.toString() : (path.isAbsolute() ? "/" : "") + ofNames(path);
    }

    /** The names of the path with {@code /} between them on every system. */
    static String ofNames(Path path) {
        StringJoiner names = new StringJoiner("/");
        for (Path name : path) {
            names.add(isText(name) ? name.toString() : encoded(name));
        }
        return names.toString();
    }

    static boolean isText(Path path) {
        try {
            return path.getFileSystem().getPath(path.toString()).equals(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** A path below a folder from text of another locale perhaps: what this one cannot have is UTF-8. */
    static Path below(Path folder, String names) {
        try {
            return folder.resolve(names);
        } catch (InvalidPathException e) {
            Path root = folder.toAbsolutePath().getRoot();
            String encoded = URLEncoder.encode(names, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("%2F", "/");
            return folder.resolve(root.relativize(Path.of(URI.create(root.toUri() + encoded))));
        }
    }

    /** A URI's path has the bytes; that of a folder ends with a slash. */
    private static String encoded(Path name) {
        Path root = name.toAbsolutePath().getRoot();
        String path = root.resolve(name).toUri().getRawPath();
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }
}
