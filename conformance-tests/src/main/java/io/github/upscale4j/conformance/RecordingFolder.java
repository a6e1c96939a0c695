package io.github.upscale4j.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A folder with a recording in it and nothing else, or one that is to have one. */
final class RecordingFolder {
    /** What says which run was recorded. */
    static final String RECORDING = "recording.json";

    /** Version control leaves line ends alone, which are part of what came. */
    private static final String ATTRIBUTES = ".gitattributes";

    static final String EXCHANGE = ".json";
    static final String ANSWER = ".answer";
    static final String BODY = ".body";
    private static final Pattern OWN = Pattern.compile("\\d{3,}-[a-z0-9-]+(\\.json|\\.answer|\\.body)(\\.part)?");
    private static final int LONGEST_NAME = 100;

    private final Path path;

    RecordingFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /**
     * Looks, and changes nothing.
     *
     * @param reports where reports go
     * @throws WrongUsage if there is anything but an older recording, here or in {@link #next} if that is needed, or no way
     *     to write
     */
    void checkFor(Path reports) {
        check(reports);
        if (holdsRecording()) {
            next().check(reports);
        }
    }

    private void check(Path reports) {
        Path own = real(path);
        if (real(reports).startsWith(own)) {
            throw new WrongUsage("--record: expected a folder of its own, found "
                    + (real(reports).equals(own) ? "that of --report, " : "that of --report in it, ") + path);
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            checkThatItCanBeMade();
            return;
        }
        String expected = "--record: expected a new or empty folder, or one with an older recording, found ";
        if (!Files.isDirectory(path)) {
            throw new WrongUsage(expected + path + ", which is no folder");
        }
        List<String> names = names();
        Optional<String> foreign = names.stream()
                .filter(name -> !isOwn(name) || !Files.isRegularFile(path.resolve(name), LinkOption.NOFOLLOW_LINKS))
                .findFirst();
        if (foreign.isPresent()) {
            throw new WrongUsage(expected + path.resolve(Redaction.clip(foreign.get())));
        }
        if (!names.isEmpty() && !holdsRecording()) {
            throw new WrongUsage(expected + "files in " + path + " and no " + RECORDING + " of ours");
        }
        if (!Files.isWritable(path)) {
            throw unwritable(path.toString());
        }
    }

    private void checkThatItCanBeMade() {
        Path above = path.toAbsolutePath().normalize();
        while (!Files.exists(above, LinkOption.NOFOLLOW_LINKS) && above.getParent() != null) {
            above = above.getParent();
        }
        if (!Files.isDirectory(above)) {
            throw unwritable(path + " (" + above + " is no folder)");
        }
        if (!Files.isWritable(above)) {
            throw unwritable(path + " (nothing can be written to " + above + ")");
        }
    }

    private static WrongUsage unwritable(String found) {
        return new WrongUsage("--record: expected a folder that can be written to, found " + found);
    }

    /** With what exists of it without symbolic links. */
    private static Path real(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        for (Path above = whole; above != null; above = above.getParent()) {
            try {
                return above.toRealPath().resolve(above.relativize(whole));
            } catch (IOException e) {
                // Perhaps the folder above it is there.
            }
        }
        return whole;
    }

    private static boolean isOwn(String name) {
        return name.equals(ATTRIBUTES)
                || name.equals(RECORDING)
                || name.equals(ATTRIBUTES + ".part")
                || name.equals(RECORDING + ".part")
                || OWN.matcher(name).matches();
    }

    /** Whether there is an older recording, whole or not. */
    boolean holdsRecording() {
        if (!Files.isRegularFile(path.resolve(RECORDING), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            JsonNode tree = Json.parse(Files.readAllBytes(path.resolve(RECORDING)));
            return tree.path("tool").path("name").asString("").equals(Recording.TOOL);
        } catch (IOException | Json.Malformed e) {
            return false;
        }
    }

    /** Names of files that are in it, in order. */
    List<String> names() {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes it, or forgets the older recording, whose head goes last: what is left of it is never taken for a whole one.
     *
     * @throws WrongUsage if it cannot be written to
     */
    void begin(JsonNode head) {
        try {
            start(head);
        } catch (IOException | UncheckedIOException e) {
            throw unwritable(path + " (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void start(JsonNode head) throws IOException {
        Files.createDirectories(path);
        for (String name : names()) {
            if (!name.equals(RECORDING)) {
                Files.delete(path.resolve(name));
            }
        }
        write(ATTRIBUTES, "* -text\n".getBytes(StandardCharsets.US_ASCII));
        write(RECORDING, head);
    }

    /** Beside it: where a run is kept until it is worth more than the older recording here. */
    RecordingFolder next() {
        Path whole = path.normalize();
        Path name = whole.getFileName();
        if (name == null || name.toString().isEmpty() || name.toString().equals("..")) {
            whole = path.toAbsolutePath().normalize();
        }
        return new RecordingFolder(whole.resolveSibling(whole.getFileName() + ".next"));
    }

    /**
     * Takes what {@link #next} has in place of the older recording. Whoever ends this in the middle leaves a part of the older
     * one that is refused, or one that says that its run did not end.
     *
     * @param head of a run that did not end yet
     */
    void takeOver(RecordingFolder next, JsonNode head) throws IOException {
        start(head);
        for (String name : next.names()) {
            if (OWN.matcher(name).matches()) {
                // It may be another disk, and then this is no single step.
                Path part = path.resolve(name + ".part");
                Files.move(next.path.resolve(name), part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Files.deleteIfExists(next.path.resolve(ATTRIBUTES));
        Files.deleteIfExists(next.path.resolve(RECORDING));
        Files.delete(next.path);
    }

    /** {@code 007-method-get}. */
    static String name(int number, String probe) {
        return String.format(
                "%03d-%s", number, probe.length() > LONGEST_NAME ? probe.substring(0, LONGEST_NAME) : probe);
    }

    void write(String name, JsonNode tree) throws IOException {
        write(name, Json.pretty(tree).getBytes(StandardCharsets.UTF_8));
    }

    /** There is all of a file or none of it, whenever somebody looks. */
    void write(String name, byte[] bytes) throws IOException {
        Path part = path.resolve(name + ".part");
        Files.write(part, bytes);
        Files.move(part, path.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
