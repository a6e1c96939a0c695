package io.github.upscale4j.benchmarks;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, for people: tables in Markdown, with plots beside it. */
public final class Report {
    /** The name of the file with the tables. */
    public static final String FILE = "results.md";

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Report() {}

    /** Writes {@link #FILE} and the plots that it shows into the folder, which is made if need be. */
    public static void write(Results results, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Plots.Plot> plots = Plots.write(results, folder);
        Files.writeString(folder.resolve(FILE), template().execute(model(results, plots)));
    }

    private static Map<String, Object> model(Results results, List<Plots.Plot> plots) {
        List<Slopes.Row> slopes = Slopes.of(results);
        return Map.of(
                "form", results.form(),
                "date", MINUTE.format(results.date()),
                "commit", results.commit(),
                "machine", results.machine().entrySet(),
                "aims", Aims.of(results),
                "hasSlopes", !slopes.isEmpty(),
                "slopes", slopes,
                "sections",
                        Section.of(results).stream()
                                .map(section -> section(section, results, plots))
                                .toList());
    }

    private static Map<String, Object> section(Section section, Results results, List<Plots.Plot> plots) {
        QuestionTable table = QuestionTable.of(section, results);
        return Map.of(
                "title", section.title(),
                "measured", !table.rows().isEmpty(),
                "columns", table.columns(),
                "rows", table.rows(),
                "plots",
                        plots.stream()
                                .filter(plot -> plot.question().equals(section.question()))
                                .toList());
    }

    private static Template template() throws IOException {
        try (InputStream in = Report.class.getResourceAsStream("results.mustache")) {
            if (in == null) {
                throw new IllegalStateException("expected results.mustache on the class path but found nothing");
            }
            try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                return Mustache.compiler().withEscaper(Report::escaped).compile(reader);
            }
        }
    }

    /** A text that stays what it is, and in its cell of a table. */
    private static String escaped(String text) {
        return text.replaceAll("\\R", " ")
                .replaceAll("[\\\\`*_\\[\\]|]", "\\\\$0")
                .replace("&", "&amp;")
                .replace("<", "&lt;");
    }
}
