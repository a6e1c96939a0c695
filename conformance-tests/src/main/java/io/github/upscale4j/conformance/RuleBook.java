package io.github.upscale4j.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RULES.md for readers of reports, who are not at the repository. */
final class RuleBook {
    private static final Pattern SECTION = Pattern.compile("(\\d+)\\. (\\S+)\n(.*?)\n\n(.*)", Pattern.DOTALL);
    private static final String LOOK = "If this fails";

    private final Map<String, Section> sections = new LinkedHashMap<>();

    /**
     * What is said of a rule.
     *
     * @param source where it comes from
     * @param look what to look at if it fails; Markdown of which only back-ticks are used
     */
    record Section(int number, String id, String intent, String source, String look) {}

    private RuleBook(String text) {
        for (String section : List.of(text.split("\n## ", -1))) {
            Matcher parts = SECTION.matcher(section);
            if (parts.matches()) {
                String body = parts.group(4);
                int look = Math.max(0, body.indexOf(LOOK));
                String source = body.lines()
                        .findFirst()
                        .orElse("")
                        .replaceFirst("^Source: ", "")
                        .replaceFirst("\\. Where: .*", "");
                sections.put(
                        parts.group(2),
                        new Section(
                                Integer.parseInt(parts.group(1)),
                                parts.group(2),
                                parts.group(3).replace('\n', ' '),
                                source,
                                body.substring(look).split("\n\n", 2)[0].strip().replace('\n', ' ')));
            }
        }
    }

    /** The one on the class path. */
    static RuleBook published() {
        try (InputStream in = RuleBook.class.getResourceAsStream("RULES.md")) {
            if (in == null) {
                throw new IllegalStateException("expected RULES.md on the class path, found nothing");
            }
            return new RuleBook(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty for a rule of another version. */
    Optional<Section> section(String id) {
        return Optional.ofNullable(sections.get(id));
    }
}
