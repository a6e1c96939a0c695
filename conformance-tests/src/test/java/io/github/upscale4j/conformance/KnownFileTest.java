package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A list that cannot be read, or says what cannot be, is wrong usage that names the line. */
final class KnownFileTest {
    private static final String LINE = "{rule: schema, where: /data/0/seed, reason: r, link: 'https://t.example/1', ";
    private static final String GOOD = "- " + LINE + "expires: 2027-02-01}\n";

    @TempDir
    Path folder = Path.of("");

    private static Known parse(String text) {
        return KnownFile.parse("known.yaml", text.getBytes(StandardCharsets.UTF_8), Variant.KEY, LocalDate.EPOCH);
    }

    @Test
    void anUnquotedDateIsADate() {
        KnownDeviation line = parse(GOOD).lines().get(0);
        assertEquals(LocalDate.of(2027, 2, 1), line.expires());
        assertEquals("*", line.probes());
        assertFalse(line.intermittent());
    }

    @Test
    void jsonIsReadTooAndALineIsWhereItBegins() {
        Known known = parse(
                "\uFEFF[\n {\"rule\": \"status\", \"where\": \"status\",\n  \"reason\": \"r\", \"link\": \"http://t\","
                        + " \"expires\": \"2027-02-01\", \"intermittent\": true},\n" + " " + LINE
                        + "expires: 2027-02-01}\n]");
        assertEquals(2, known.lines().get(0).line());
        assertTrue(known.lines().get(0).intermittent());
        assertEquals(4, known.lines().get(1).line());
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("", "a list of deviations, [] for none in known.yaml, line 1, found null"),
                Arguments.of(
                        "rule: schema",
                        "a list of deviations, [] for none in known.yaml, line 1, found an object of 1 member"),
                Arguments.of(
                        "- rule: schema\n  where: body\n  raeson: r\n  reason: r\n  link: https://t\n  expires: 2027-02-01",
                        "rule, where, reason, link and expires, and perhaps probes and intermittent in known.yaml, line 3, found raeson"),
                Arguments.of("- schema", "/0 as object in known.yaml, line 1, found string \"schema\""),
                Arguments.of(
                        GOOD + "- {where: body, reason: r, link: 'https://t', expires: 2027-02-01}",
                        "/1/rule as a required property in known.yaml, line 2, found nothing"),
                Arguments.of(
                        GOOD.replace("reason: r, ", ""),
                        "/0/reason as a required property in known.yaml, line 1, found nothing"),
                Arguments.of(
                        GOOD.replace("link: 'https://t.example/1', ", ""),
                        "/0/link as a required property in known.yaml, line 1, found nothing"),
                Arguments.of(
                        "\n- " + LINE + "}", "/0/expires as a required property in known.yaml, line 2, found nothing"),
                Arguments.of(
                        "- rule: schema\n  where: body\n  reason: ' '\n  link: https://t\n  expires: 2027-02-01",
                        "/0/reason as some words in known.yaml, line 3, found string \" \""),
                Arguments.of(
                        GOOD.replace("reason: r", "reason: true"),
                        "/0/reason as string in known.yaml, line 1, found boolean true"),
                Arguments.of(
                        GOOD.replace("'https://t.example/1'", "later"),
                        "/0/link as a link such as https://tickets.example/1 in known.yaml, line 1, found string \"later\""),
                Arguments.of(GOOD.replace("2027-02-01", "soon"), "line 1, found string \"soon\""),
                Arguments.of(GOOD.replace("2027-02-01", "2027-2-1"), "line 1, found string \"2027-2-1\""),
                Arguments.of(GOOD.replace("2027-02-01", "2027"), "line 1, found string \"2027\""),
                Arguments.of(
                        GOOD.replace("2027-02-01", "2027-02-29"),
                        "a day of the calendar in known.yaml, line 1, found 2027-02-29"),
                Arguments.of(
                        GOOD.replace("}", ", intermittent: yes}"),
                        "/0/intermittent as boolean in known.yaml, line 1, found string \"yes\""),
                Arguments.of(GOOD.replace("}", ", rules: x}"), "line 1, found "),
                Arguments.of(
                        GOOD + GOOD.replace("schema", "shema"),
                        "a rule of RULES.md in known.yaml, line 2, found shema; the nearest is schema"),
                Arguments.of(
                        GOOD.replace("schema", "contenttype"),
                        "a rule of RULES.md in known.yaml, line 1, found contenttype; the nearest is content-type"),
                Arguments.of(
                        GOOD.replace("schema", "known-deviation"), "found known-deviation, which judges this list"),
                Arguments.of(
                        GOOD + "\n" + GOOD.replace("2027-02-01", "2027-03-01"),
                        "each deviation once in known.yaml, line 3, found schema at /data/0/seed again, after line 1"),
                Arguments.of(
                        GOOD.replace("}", ", probes: '*'}") + GOOD,
                        "each deviation once in known.yaml, line 2, found schema at /data/0/seed again, after line 1"),
                Arguments.of(
                        GOOD.replace("reason: r", "reason: r, reason: s"),
                        "plain YAML in known.yaml, line 1, found the name reason twice"),
                Arguments.of(
                        GOOD.replace("reason: r", "reason: !!java.net.URL r"),
                        "plain YAML in known.yaml, line 1, found the tag tag:yaml.org,2002:java.net.URL"),
                Arguments.of("- !mine " + GOOD.substring(2), "plain YAML in known.yaml, line 1, found the tag !mine"),
                Arguments.of("- {[a]: b}", "YAML in known.yaml, found Non scalar key"),
                Arguments.of("- &a [x]\n- *a", "YAML in known.yaml, found Number of aliases"),
                Arguments.of("- &a [*a]", "YAML in known.yaml, found Number of aliases"),
                Arguments.of("- {rule: schema\n", "YAML in known.yaml, line 2, found "),
                Arguments.of(GOOD + "---\n" + GOOD, "YAML in known.yaml, line 2, found "),
                Arguments.of("- \u0007", "YAML in known.yaml"),
                Arguments.of("[".repeat(20_000), "found one too deep to be read in known.yaml"),
                Arguments.of(GOOD + "# sesame-key-41c7", "a value without the key, found one with it"),
                Arguments.of(
                        GOOD.replace("reason: r", "reason: \"sesam\\x65-key-41c7\""),
                        "a value without the key, found one with it"));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(String text, String said) {
        WrongUsage refused = assertThrows(WrongUsage.class, () -> parse(text));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("--known: expected ") && message.contains(said), message);
    }

    @Test
    void otherBytesThanUtf8AreWrongUsage() {
        WrongUsage refused = assertThrows(
                WrongUsage.class,
                () -> KnownFile.parse(
                        "known.yaml",
                        GOOD.replace("r,", "\u00fc,").getBytes(StandardCharsets.ISO_8859_1),
                        "",
                        LocalDate.EPOCH));
        assertEquals("--known: expected a file in UTF-8, found other bytes in known.yaml", refused.getMessage());
    }

    @Test
    void whatCannotBeReadIsNotSent() throws IOException {
        Path large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);
        for (String file :
                new String[] {folder.resolve("none").toString(), folder.toString(), "\0", large.toString()}) {
            Program program = new Program(folder).judge(Program.HONEST, "--known", file);
            assertEquals(2, program.exitCode());
            assertTrue(program.err().startsWith("wrong usage: --known: expected a file "), program.err());
            assertEquals(0, program.connections());
        }
        Program program = new Program(folder);
        program.judge(Program.HONEST, "--known", program.file("known.yaml", "- {rule: shema}"));
        assertEquals(2, program.exitCode());
        assertEquals(0, program.connections());
        assertTrue(program.text("verdict.txt").startsWith("wrong usage: --known: "));
    }
}
