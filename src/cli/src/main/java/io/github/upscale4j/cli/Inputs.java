package io.github.upscale4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an input folder and the folders below it have.
 *
 * @param pictures by name
 * @param skipped by name
 */
record Inputs(List<Input> pictures, List<Skipped> skipped) {
    /** A file with one of these is a picture, which may be refused when it is read: opening 100,000 files takes its time. */
    private static final Set<String> EXTENSIONS =
            Set.of("png", "jpg", "jpeg", "jfif", "webp", "gif", "heic", "heif", "avif", "bmp", "tif", "tiff", "jxl");

    /**
     * Walks the input folder. Hidden files and folders, and the output folder, are left out silently. Links to files are followed,
     * links to folders are not. What cannot be read does not end the walk.
     *
     * @throws WrongUsage if the input folder is none, or stands in the output folder
     */
    static Inputs walk(Path inDir, Path outDir) throws IOException {
        if (!Files.isDirectory(inDir)) {
            throw new WrongUsage("IN_DIR " + Shown.name(inDir) + ": expected a folder but found " + found(inDir));
        }
        if (Files.exists(outDir) && !Files.isDirectory(outDir)) {
            throw new WrongUsage("OUT_DIR " + Shown.name(outDir) + ": expected a folder but found " + found(outDir));
        }
        Path in = inDir.toRealPath();
        Path out = real(outDir);
        if (in.startsWith(out)) {
            throw new WrongUsage(
                    "OUT_DIR: expected a folder beside or below IN_DIR " + Shown.name(inDir) + " but found "
                            + (in.equals(out) ? "the same folder" : Shown.name(outDir) + ", which has IN_DIR in it"));
        }
        Walk walk = new Walk(inDir, in, out);
        Files.walkFileTree(in, walk);
        return new Inputs(walk.pictures(), walk.skipped());
    }

    private static String found(Path path) {
        try {
            return FileState.of(path, Files.readAttributes(path, BasicFileAttributes.class));
        } catch (IOException e) {
            return FileState.of(path, e);
        }
    }

    /** The path without links, also of a folder that is not made yet. */
    private static Path real(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path parent = absolute.getParent();
        return parent == null || Files.exists(absolute)
                ? absolute.toRealPath()
                : real(parent).resolve(absolute.getFileName()).normalize();
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path inDir;
        private final Path in;
        private final Path out;
        private final List<Input> pictures = new ArrayList<>();
        private final List<Skipped> skipped = new ArrayList<>();
        /** Whose name is no text: they are named when all others are. */
        private final List<Path> withoutText = new ArrayList<>();

        Walk(Path inDir, Path in, Path out) {
            this.inDir = inDir;
            this.in = in;
            this.out = out;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.equals(out) || (isHidden(folder) && !folder.equals(in))) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (!folder.equals(in) && Files.exists(folder.resolve(BatchCommand.LEDGER))) {
                skip(folder, "results of another batch");
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file)) {
                String reason = attributes.isSymbolicLink() ? ofLink(file) : ofFile(file, attributes);
                if (reason != null) {
                    skip(file, reason);
                } else if (PathText.isText(file)) {
                    pictures.add(new Input(inDir.resolve(in.relativize(file)), name(file)));
                } else {
                    withoutText.add(in.relativize(file));
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) {
            if (!isHidden(path) || path.equals(in)) {
                skip(path, "it cannot be read: " + FileState.of(path, failure));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
            if (failure != null) {
                skip(folder, "a folder that cannot be read to its end: " + FileState.of(folder, failure));
            }
            return FileVisitResult.CONTINUE;
        }

        List<Input> pictures() {
            Set<String> names = new HashSet<>();
            pictures.forEach(picture -> names.add(picture.name()));
            withoutText.sort(Comparator.naturalOrder());
            for (Path path : withoutText) {
                String name = PathText.ofNames(path);
                while (!names.add(name)) {
                    name += "%";
                }
                pictures.add(new Input(inDir.resolve(path), name));
            }
            pictures.sort(Comparator.comparing(Input::name));
            return List.copyOf(pictures);
        }

        List<Skipped> skipped() {
            skipped.sort(Comparator.comparing(Skipped::name));
            return List.copyOf(skipped);
        }

        private void skip(Path path, String reason) {
            skipped.add(new Skipped(path.equals(in) ? "." : name(path), reason));
        }

        private String name(Path path) {
            return PathText.ofNames(in.relativize(path));
        }

        private static boolean isHidden(Path path) {
            Path name = path.getFileName();
            return name != null && name.toString().startsWith(".");
        }

        private static @Nullable String ofLink(Path link) {
            try {
                BasicFileAttributes target = Files.readAttributes(link, BasicFileAttributes.class);
                return target.isDirectory() ? "a link to a folder, which is not followed" : ofFile(link, target);
            } catch (IOException e) {
                return FileState.of(link, e);
            }
        }

        /** Why a file is none to upscale; null where it is one. */
        private static @Nullable String ofFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isRegularFile()) {
                return FileState.of(file, attributes);
            }
            String name = file.toString();
            String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (EXTENSIONS.contains(extension)) {
                return null;
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] start = in.readNBytes(OtherKind.MAGIC_BYTES);
                return PictureKind.of(start) != null || OtherKind.of(start).isPicture ? null : "not a picture";
            } catch (IOException e) {
                return "it cannot be read: " + FileState.of(file, e);
            }
        }
    }
}
