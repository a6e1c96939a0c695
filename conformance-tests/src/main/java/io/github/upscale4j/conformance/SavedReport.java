package io.github.upscale4j.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Reads a report.json that an earlier run left. */
final class SavedReport {
    /** In bytes; far more than any run writes. */
    private static final int LONGEST = 1 << 26;

    private SavedReport() {}

    /**
     * The report's tree, of which no more is known than its version.
     *
     * @param option that messages begin with
     * @throws WrongUsage if it is no report of this version
     */
    static JsonNode read(String option, String file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (IOException | InvalidPathException e) {
            throw new WrongUsage(option + ": expected a report.json that can be read, found " + file + " ("
                    + e.getClass().getSimpleName() + ")");
        }
        if (bytes.length > LONGEST) {
            throw wrong(option, file, "a file of at most " + LONGEST + " bytes", "more");
        }
        JsonNode report;
        try {
            report = Json.parse(bytes);
        } catch (Json.Malformed e) {
            throw wrong(option, file, "JSON", String.valueOf(e.getMessage()));
        }
        JsonNode version = report.path("version");
        if (!version.isIntegralNumber() || version.asInt(0) != Report.VERSION) {
            throw wrong(
                    option, file, "version " + Report.VERSION, version.isMissingNode() ? "none" : version.toString());
        }
        return report;
    }

    static WrongUsage wrong(String option, String file, String expected, String found) {
        return new WrongUsage(option + ": expected " + expected + " in " + file + ", found " + found);
    }
}
