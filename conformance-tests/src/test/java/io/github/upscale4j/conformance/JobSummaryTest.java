package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class JobSummaryTest {
    /** A code span as CommonMark has it: as many back-ticks behind it as in front of it. */
    private static final Pattern CODE = Pattern.compile("(?<!`)(`+)(?!`)(.+?)(?<!`)\\1(?!`)");

    private static String withoutCode(String markdown) {
        return CODE.matcher(markdown).replaceAll("CODE");
    }

    @Test
    void whatAProviderSentIsCodeAndNothingElse() throws IOException {
        String summary = JobSummary.of(ReportTrees.compared());
        assertTrue(summary.contains("![a](http://h/x.png)") && summary.contains("@octocat"), summary);
        String rest = withoutCode(summary);
        for (String markup : List.of("`", "@", "](", "<script", "<img", "</style", "&", "{{", "http", "::", "##[")) {
            assertFalse(rest.contains(markup), () -> markup + " is in " + rest);
        }
        assertEquals(
                List.of("<details>", "<summary>", "</summary>", "</details>"),
                Pattern.compile("<[^>]*>")
                        .matcher(rest)
                        .results()
                        .map(tag -> tag.group())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "`",
                "``",
                "a`",
                "`a",
                "a``b`c",
                " a ",
                "a|b",
                "a\\|b",
                "\\",
                "a\\",
                "*a*",
                "<b>",
                "@x",
                "![x](y)",
                "a\nb",
                "a\r\n\n# b",
                "\u202ea",
                "\u2028# a"
            })
    void anyTextIsOneSpanInOneLine(String text) {
        String code = Markdown.code(text);
        assertEquals("CODE", withoutCode(code));
        assertEquals(1, code.lines().count());
        assertFalse(code.contains("|"), code);
    }

    @Test
    void aBlankTextIsADash() {
        assertEquals("–", Markdown.code(" "));
    }

    @Test
    void aTableHasAsManyCellsInEachRow() throws IOException {
        JsonNode report = ReportTrees.compared();
        List<String> rows = JobSummary.of(report)
                .lines()
                .filter(line -> line.startsWith("| "))
                .toList();
        assertEquals(report.path("fields").size() + 2, rows.size());
        rows.forEach(row -> assertEquals(8, row.chars().filter(c -> c == '|').count(), row));
    }

    @Test
    void theVerdictIsTheFirstLine() throws IOException {
        String conformant = JobSummary.of(ReportTrees.conformant());
        assertTrue(conformant.startsWith("# ✅ Conformant: ") && conformant.contains("\n`conformant: "), conformant);
        String deviant = JobSummary.of(ReportTrees.deviant());
        assertTrue(deviant.startsWith("# ❌ Deviant: "), deviant);
        assertTrue(
                deviant.contains("- **`schema`** at `/data/0/seed`: expected `integer`, found `string \"12\"`"),
                deviant);
        assertTrue(JobSummary.of(ReportTrees.inconclusive()).startsWith("# ⚠️ Inconclusive: "), "inconclusive");
    }

    @Test
    void whatIsKnownAndWhatChangedIsSaid() throws IOException {
        String summary = JobSummary.of(ReportTrees.compared());
        assertTrue(summary.contains("1 known deviation\n"), summary);
        assertTrue(summary.contains("\n- `holding, intermittent`: **`content-type`** at "), summary);
        assertTrue(summary.contains("\n- ❌ `fixed`: **`format`** at `/gone`"), summary);
        assertTrue(summary.contains("\n- Rule `schema` `was passed, is failed`\n"), summary);
        assertTrue(summary.contains("\n- `strict`: contradicted in 1 of 9 fields"), summary);
    }

    @Test
    void aSummaryThatIsTooLongIsCutWithANote() throws IOException {
        ObjectNode report = ReportTrees.deviant();
        for (int i = 0; i < 4000; i++) {
            report.withArray("/findings")
                    .addObject()
                    .put("rule", "schema")
                    .put("where", "/data/" + i)
                    .put("expected", "ü".repeat(200))
                    .put("found", "x")
                    .put("probe", "accept-1");
        }
        String summary = JobSummary.of(report);
        int bytes = summary.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes <= 1 << 20 && bytes > (1 << 20) - 2000, bytes + " bytes");
        assertTrue(summary.endsWith("(cut: report.json has all of it)\n"), "a note");
    }

    @Test
    void whatIsFoldedWhereItIsCutIsUnfolded() {
        String summary = "# a\n<details>\n" + "- b\n".repeat(100) + "</details>\n";
        String cut = JobSummary.fitting(summary, 300);
        assertTrue(cut.length() <= 300 && cut.contains("- b\n\n</details>\n"), cut);
        assertEquals(summary, JobSummary.fitting(summary, summary.length()));
        assertEquals("", JobSummary.fitting(summary, 10));
    }
}
