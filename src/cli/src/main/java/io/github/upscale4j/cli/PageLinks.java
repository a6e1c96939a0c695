package io.github.upscale4j.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Links from a page to the files of one folder, so that page and files can be moved together. */
final class PageLinks {
    private final Path folder;
    private final String page;
    private final boolean climbs;

    /**
     * Links of a page.
     *
     * @param pageFolder where the page is
     * @param folder where the files are
     */
    PageLinks(Path pageFolder, Path folder) {
        this.folder = real(folder);
        this.page = directory(real(pageFolder));
        // A browser takes ".." off the path by which the page was opened, and not off the one that a link leads to.
        this.climbs = real(pageFolder).equals(pageFolder.toAbsolutePath().normalize());
    }

    /** The file of a name, relative to the folder. */
    Path file(String name) throws InvalidPathException {
        return folder.resolve(name);
    }

    /** What a browser understands, percent-encoded; blank for a name that is none here. */
    String to(String name) {
        String target;
        try {
            target = file(name).toUri().getRawPath();
        } catch (InvalidPathException e) {
            return "";
        }
        int common = 0;
        for (int slash = 0;
                slash >= 0 && slash < target.length() && page.regionMatches(0, target, 0, slash + 1);
                slash = target.indexOf('/', slash + 1)) {
            common = slash + 1;
        }
        long up = page.substring(common).chars().filter(c -> c == '/').count();
        if (up == 0) {
            // Without it a colon in a name would end a scheme.
            return "./" + target.substring(common);
        }
        boolean otherDrive = common == 1 && target.startsWith(":", 2);
        return !climbs || otherDrive ? "file://" + target : "../".repeat((int) up) + target.substring(common);
    }

    private static String directory(Path folder) {
        String path = folder.toUri().getRawPath();
        return path.endsWith("/") ? path : path + "/";
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize();
        }
    }
}
