package io.github.upscale4j.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;

/**
 * The file of {@code --known}: YAML whose form is the resource {@code known.schema.json}. Whatever is wrong with it is a
 * {@link WrongUsage} that names the line.
 */
final class KnownFile {
    private static final String OPTION = "--known";
    /** In bytes; far more than anybody lives with. */
    private static final int LONGEST = 1 << 20;

    /** In the words of the validator. */
    private static final Pattern UNKNOWN = Pattern.compile("property '([^']+)' is not defined");

    private static final Map<String, String> EXAMPLES = Map.of(
            "link", "a link such as https://tickets.example/1",
            "expires", "a day such as 2027-01-31",
            "reason", "some words");

    private final String name;
    private final MarkedYaml yaml;

    private KnownFile(String name, MarkedYaml yaml) {
        this.name = name;
        this.yaml = yaml;
    }

    /**
     * @param key that must not stand in it; blank for none
     * @param today in UTC
     */
    static Known read(String file, String key, LocalDate today) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (IOException | InvalidPathException e) {
            throw new WrongUsage(OPTION + ": expected a file that can be read, found " + file + " ("
                    + e.getClass().getSimpleName() + ")");
        }
        if (bytes.length > LONGEST) {
            throw new WrongUsage(OPTION + ": expected a file of at most " + LONGEST + " bytes, found more in " + file);
        }
        return parse(file, bytes, key, today);
    }

    static Known parse(String file, byte[] bytes, String key, LocalDate today) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new WrongUsage(OPTION + ": expected a file in UTF-8, found other bytes in " + file);
        }
        Arguments.refuseWith(key, OPTION, text);
        try {
            MarkedYaml yaml = MarkedYaml.parse(text);
            // What is escaped in the text is not in the tree.
            Arguments.refuseWith(key, OPTION, String.join("\n", yaml.texts()));
            return new KnownFile(file, yaml).known(today);
        } catch (MarkedYaml.Refused e) {
            throw wrong(file, e.line(), "plain YAML", String.valueOf(e.getMessage()));
        } catch (YamlEngineException e) {
            throw wrong(file, MarkedYaml.line(e), "YAML", MarkedYaml.problem(e));
        } catch (StackOverflowError e) {
            throw new WrongUsage(OPTION + ": expected a list of flat lines, found one too deep to be read in " + file);
        }
    }

    private static WrongUsage wrong(String file, int line, String expected, String found) {
        return new WrongUsage(OPTION + ": expected " + expected + " in " + file + (line > 0 ? ", line " + line : "")
                + ", found " + found);
    }

    /** What the schema says, in words of the one who writes such a file. */
    private WrongUsage wrong(Violation violation) {
        String pointer = violation.pointer();
        Matcher unknown = UNKNOWN.matcher(violation.expected());
        if (violation.keyword().equals("additionalProperties") && unknown.find()) {
            String member = unknown.group(1);
            return wrong(
                    name,
                    yaml.line(Json.append(pointer, member)),
                    "rule, where, reason, link and expires, and perhaps probes and intermittent",
                    Arguments.found(member));
        }
        String expected = pointer.isEmpty() ? "a list of deviations, [] for none" : violation.expected();
        if (violation.keyword().equals("pattern")) {
            expected = EXAMPLES.getOrDefault(Contract.lastToken(pointer), expected);
        }
        return wrong(
                name, yaml.line(pointer), (pointer.isEmpty() ? "" : pointer + " as ") + expected, violation.found());
    }

    private Known known(LocalDate today) {
        Optional<Violation> first = ResourceSchema.of("known.schema.json").violations(yaml.tree()).stream()
                .min(Comparator.comparingInt(violation -> yaml.line(violation.pointer())));
        if (first.isPresent()) {
            throw wrong(first.get());
        }
        List<KnownDeviation> lines = new ArrayList<>();
        for (int i = 0; i < yaml.tree().size(); i++) {
            KnownDeviation line = line(yaml.tree().path(i), "/" + i);
            lines.stream().filter(line::isSame).findFirst().ifPresent(same -> {
                throw wrong(
                        name, line.line(), "each deviation once", line.words() + " again, after line " + same.line());
            });
            lines.add(line);
        }
        return new Known(true, lines, today);
    }

    private KnownDeviation line(JsonNode line, String pointer) {
        return new KnownDeviation(
                yaml.line(pointer),
                rule(line.path("rule").asString(), yaml.line(pointer + "/rule")),
                line.path("where").asString(),
                line.path("probes").asString("*"),
                line.path("reason").asString(),
                line.path("link").asString(),
                date(line.path("expires").asString(), yaml.line(pointer + "/expires")),
                line.path("intermittent").asBoolean(false));
    }

    private Rule rule(String id, int line) {
        Rule rule = Rule.of(id)
                .orElseThrow(() -> wrong(
                        name,
                        line,
                        "a rule of RULES.md",
                        Arguments.found(id) + "; the nearest is " + nearest(id).id()));
        if (rule == Rule.KNOWN_DEVIATION) {
            throw wrong(name, line, "a rule that judges a target", rule.id() + ", which judges this list");
        }
        return rule;
    }

    private LocalDate date(String text, int line) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw wrong(name, line, "a day of the calendar", text);
        }
    }

    private static Rule nearest(String id) {
        return Arrays.stream(Rule.values())
                .min(Comparator.comparingInt(rule -> distance(rule.id(), id)))
                .orElseThrow();
    }

    /** Of Levenshtein: the characters to put in, take out or change. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
