package io.github.upscale4j.cli;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the results of a batch go: each input has a base below the output folder, from which its files are named. No two inputs
 * share a file, on file systems that ignore case or the normalisation of Unicode either, and what a base is follows from the set of
 * inputs alone, in whatever order they come.
 */
final class TargetNames {
    /** As {@link Targets} numbers the images of a call that asks for several. */
    private static final Pattern NUMBER = Pattern.compile("-[1-9][0-9]*\\z");

    private final Map<String, String> bases = new HashMap<>();
    private final Set<String> given = new HashSet<>();
    /** Bases of which a file, numbered or not, would have the name of a folder. */
    private final Set<String> occupied = new HashSet<>();

    private TargetNames() {}

    /**
     * Names the results of inputs. An input's base is its name without the extension; with it, where several inputs would have the
     * same base. Where that does not make it unique, or a file of it could not be made, a part of the name's hash follows or
     * replaces it.
     */
    static TargetNames of(Collection<Input> inputs) {
        TargetNames names = new TargetNames();
        List<String> sorted = inputs.stream().map(Input::name).sorted().toList();
        Map<String, String> folderOf = new HashMap<>();
        Map<String, Integer> inputsOf = new HashMap<>();
        for (String name : sorted) {
            String folder = folderOf.computeIfAbsent(folder(name), FileName::folders);
            names.occupyFolders(folder);
            inputsOf.merge(FileName.folded(folder + FileName.stem(last(name))), 1, Integer::sum);
        }
        for (String name : sorted) {
            String folder = Objects.requireNonNull(folderOf.get(folder(name)));
            String last = last(name);
            String stem = FileName.stem(last);
            boolean isShared = !Objects.equals(inputsOf.get(FileName.folded(folder + stem)), 1);
            names.bases.put(name, names.taken(folder, isShared ? last : stem, name));
        }
        return names;
    }

    /** The folder and the beginning of the names of an input's results, with {@code /} between names. */
    String base(Input input) {
        String base = bases.get(input.name());
        if (base == null) {
            throw new IllegalArgumentException("expected one of the inputs but found " + Shown.text(input.name()));
        }
        return base;
    }

    /** A base for a picture that was not among the inputs. */
    String baseOfOther(String name) {
        String folder = FileName.folders(folder(name));
        occupyFolders(folder);
        return bases.computeIfAbsent(name, other -> taken(folder, FileName.stem(last(other)), other));
    }

    /** Where a single picture's result goes if nobody says where: beside it. The extension follows when the result is there. */
    static Path defaultTarget(Path picture) {
        String name = PathText.ofNames(Objects.requireNonNull(picture.getFileName(), "a file's name"));
        return picture.resolveSibling(FileName.base(FileName.stem(name), "-upscaled", name));
    }

    private String taken(String folder, String wish, String name) {
        String base = folder + FileName.base(wish, "", name);
        for (int digits = FileName.HASH_DIGITS; !take(base); digits *= 2) {
            base = folder + FileName.base(wish, "-" + FileName.hash(name, digits), name);
        }
        return base;
    }

    /** Gives a base away if none of its files is another's, or a folder. Numbered files are different where their bases are. */
    private boolean take(String base) {
        String folded = FileName.folded(base);
        return !occupied.contains(folded) && given.add(folded);
    }

    private void occupyFolders(String folder) {
        for (int end = folder.indexOf('/'); end >= 0; end = folder.indexOf('/', end + 1)) {
            String folded = FileName.folded(folder.substring(0, end));
            for (PictureKind kind : PictureKind.values()) {
                String extension = "." + kind.extension;
                if (folded.endsWith(extension)) {
                    String file = folded.substring(0, folded.length() - extension.length());
                    occupied.add(file);
                    occupied.add(NUMBER.matcher(file).replaceFirst(""));
                }
            }
        }
    }

    /** With the slash at its end; empty for what stands in no folder. */
    private static String folder(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
