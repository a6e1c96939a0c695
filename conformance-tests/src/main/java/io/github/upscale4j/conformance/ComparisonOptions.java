package io.github.upscale4j.conformance;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a run is held against beside the contract. */
final class ComparisonOptions {
    @Option(
            names = "--known",
            paramLabel = "FILE",
            descriptionKey = "conformance.known",
            description =
                    "Deviations that are lived with for a while, as KNOWN.md has it: they do not make a run deviant.")
    @Nullable String known;

    @Option(
            names = "--since",
            paramLabel = "REPORT.json",
            descriptionKey = "conformance.since",
            description = "The report.json of an earlier run, to say what changed.")
    @Nullable String since;

    /**
     * @param key that must not stand in the file; may be blank
     * @param today in UTC
     */
    Known known(String key, LocalDate today) {
        return known == null ? Known.NONE : KnownFile.read(known, key, today);
    }

    /** Whether the earlier report lies in this folder, which must not be emptied before the report was read. */
    boolean isSinceIn(Path folder) {
        try {
            return since != null
                    && Path.of(since)
                            .toAbsolutePath()
                            .normalize()
                            .startsWith(folder.toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return false;
        }
    }

    Optional<ComparedReport> since() {
        return Optional.ofNullable(since).map(ComparedReport::read);
    }
}
