package io.github.upscale4j.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a run's reports go: what lies in it is of this run, however it ends. */
final class ReportFolder {
    private static final String VERDICT = "verdict.txt";

    private final Path path;
    private boolean begun;
    private boolean isOfAnother;

    ReportFolder(Path path) {
        this.path = path;
    }

    /**
     * Forgets an earlier run. Until there is a verdict the folder says that there is none; and what cannot be reported is
     * not paid for.
     *
     * @throws WrongUsage if the folder cannot be written to
     */
    void begin() {
        try {
            for (String file : Suite.FILES) {
                Files.deleteIfExists(path.resolve(file));
            }
            begun = true;
            write("inconclusive: the run did not end");
        } catch (IOException e) {
            throw new WrongUsage("--report: expected a folder that can be written to, found " + path
                    + (Files.exists(path) && !Files.isDirectory(path)
                            ? ", which is none"
                            : " (" + e.getClass().getSimpleName() + ")"));
        }
    }

    /** A run that never began leaves the reports of one that is under way alone. */
    void leaveToAnother() {
        isOfAnother = true;
    }

    /** Says how the run ended if not with a verdict, unless that cannot be helped: it was printed already. */
    void leave(String line) {
        if (isOfAnother && !begun) {
            return;
        }
        if (!begun) {
            Suite.FILES.forEach(this::forget);
        }
        try {
            write(line);
        } catch (IOException e) {
            // As the first sentence says.
        }
    }

    private void forget(String file) {
        try {
            Files.deleteIfExists(path.resolve(file));
        } catch (IOException e) {
            // What is in the way is no report of ours.
        }
    }

    private void write(String line) throws IOException {
        Files.createDirectories(path);
        Files.write(path.resolve(VERDICT), (line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
