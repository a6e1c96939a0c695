package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class HtmlReportTest {
    private static JsonNode conformant = Json.MAPPER.nullNode();
    private static JsonNode deviant = Json.MAPPER.nullNode();
    private static JsonNode inconclusive = Json.MAPPER.nullNode();
    private static JsonNode compared = Json.MAPPER.nullNode();

    @BeforeAll
    static void runs() throws IOException {
        conformant = ReportTrees.conformant();
        deviant = ReportTrees.deviant();
        inconclusive = ReportTrees.inconclusive();
        compared = ReportTrees.compared();
    }

    /** A client's report, as another program of ours leaves it: no fields, no spend, no exchange. */
    private static JsonNode bare() {
        return Json.MAPPER.readTree("""
                {"verdict": "inconclusive", "verdictLine": "inconclusive: nobody called", "target": {"kind": "client"},
                 "findings": [], "checks": [], "fields": [], "exchanges": []}""");
    }

    static Stream<Named<JsonNode>> reports() {
        return Stream.of(
                Named.of("conformant", conformant),
                Named.of("deviant", deviant),
                Named.of("inconclusive", inconclusive),
                Named.of("compared", compared),
                Named.of("bare", bare()));
    }

    private static Document page(JsonNode report) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(HtmlReport.of(report).getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError("expected well-formed XML", e);
        }
    }

    private static List<Element> elements(Document page, String name) {
        NodeList found = page.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static List<Element> ofClass(Document page, String name) {
        return elements(page, "*").stream()
                .filter(each ->
                        List.of(each.getAttribute("class").split(" ", -1)).contains(name))
                .toList();
    }

    private static String words(Element element) {
        return element.getTextContent().replaceAll("\\s+", " ").strip();
    }

    private static String words(Document page, String id) {
        return words(elements(page, "*").stream()
                .filter(each -> each.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected an element of id " + id)));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void thePageIsWholeAndLeadsNowhere(JsonNode report) {
        Document page = page(report);
        Set<String> ids = new HashSet<>();
        Set<String> attributes = new HashSet<>();
        for (Element element : elements(page, "*")) {
            if (element.hasAttribute("id")) {
                assertTrue(ids.add(element.getAttribute("id")), element.getAttribute("id"));
            }
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                attributes.add(element.getAttributes().item(i).getNodeName());
            }
        }
        Set<String> harmless = Set.of(
                "aria-hidden aria-label aria-labelledby charset class content cx cy d data-label datetime focusable height"
                        .concat(
                                " href http-equiv id lang name open r role scope style tabindex title viewBox width xmlns")
                        .split(" ", -1));
        attributes.removeAll(harmless);
        assertEquals(Set.of(), attributes);
        for (Element link : elements(page, "a")) {
            String href = link.getAttribute("href");
            assertTrue(href.startsWith("#") && ids.contains(href.substring(1)), href);
        }
        for (String name : List.of("script", "link", "img", "iframe", "object", "base", "form", "image", "use")) {
            assertEquals(List.of(), elements(page, name), name);
        }
        String styles = words(elements(page, "style").get(0))
                + elements(page, "*").stream()
                        .map(each -> each.getAttribute("style"))
                        .toList();
        assertFalse(styles.matches("(?is).*(url\\(|@import|expression|image-set).*"), styles);
        assertTrue(HtmlReport.of(report).startsWith("<!DOCTYPE html>\n"));
        assertEquals(
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
                elements(page, "meta").stream()
                        .filter(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
                        .map(meta -> meta.getAttribute("content"))
                        .findFirst()
                        .orElse(""));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void theVerdictStandsFirst(JsonNode report) {
        Document page = page(report);
        String verdict = report.path("verdict").asString();
        assertEquals(verdict, words(elements(page, "h1").get(0)).toLowerCase(Locale.ROOT));
        assertEquals(verdict, elements(page, "body").get(0).getAttribute("class"));
        assertEquals(
                report.path("verdictLine").asString().replaceAll("\\s+", " "),
                words(ofClass(page, "line").get(0)));
        String checks = words(ofClass(page, "checks").get(0));
        assertEquals(
                Unchecked.count(report, "passed") + " checks passed " + Unchecked.count(report, "failed") + " failed "
                        + Unchecked.count(report, "not-checked") + " not checked",
                checks);
    }

    @ParameterizedTest
    @MethodSource("reports")
    void eachFindingIsOnIt(JsonNode report) {
        List<String> cards = ofClass(page(report), "finding").stream()
                .map(HtmlReportTest::words)
                .toList();
        for (JsonNode finding : report.path("findings")) {
            String title = finding.path("rule").asString() + " at "
                    + finding.path("where").asString();
            String found =
                    finding.path("found").asString().replaceAll("\\s+", " ").strip();
            assertTrue(
                    cards.stream()
                            .anyMatch(card -> card.startsWith(title)
                                    && card.contains("Expected "
                                            + finding.path("expected").asString() + " Found " + found)
                                    && card.contains("openapi/upscale.yaml:")),
                    () -> title + " is not in " + cards);
        }
    }

    @Test
    void whatAProviderSentStaysText() {
        // Longer than what a finding shows of it.
        String shown = ReportTrees.HOSTILE.substring(0, 120);
        Document page = page(deviant);
        assertTrue(
                ofClass(page, "s").stream()
                        .anyMatch(text -> text.getTextContent().contains(shown)),
                "in the exchange");
        assertTrue(
                ofClass(page, "finding").stream().anyMatch(card -> words(card).contains("Found string \"" + shown)),
                "as what was found");
        String all = words(page.getDocumentElement());
        assertTrue(all.contains("{{x}} {{{y}}}") && all.contains("&amp; <!-- <![CDATA[ ]]>"), all);
    }

    @Test
    void whatXmlDoesNotHaveIsReplaced() {
        ObjectNode report = (ObjectNode) bare();
        report.put("verdictLine", "inconclusive: \u0000\u001b[31m \ud800 \uffff \u202egnp\u2028.");
        String line = words(ofClass(page(report), "line").get(0));
        assertEquals("inconclusive: \ufffd\ufffd[31m \ufffd \ufffd \ufffdgnp\u2028.", line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "response-header:Content-Type; Content-Type: text/html",
                "/data/0/seed; \"seed\": \"12\",",
                "/data/0/resolution; { resolution is not there",
                "/data/0/style_type; \"style_type\": 7,",
            })
    void thePlaceOfAFindingIsMarked(String where, String line) {
        for (Element card : ofClass(page(deviant), "finding")) {
            if (words(card).contains(" at " + where + " ")) {
                NodeList spans = card.getElementsByTagName("span");
                List<String> marked = new ArrayList<>();
                for (int i = 0; i < spans.getLength(); i++) {
                    if (((Element) spans.item(i)).getAttribute("class").equals("here")) {
                        marked.add(words((Element) spans.item(i)));
                    }
                }
                assertEquals(List.of(line), marked);
                return;
            }
        }
        throw new AssertionError("expected a finding at " + where);
    }

    @Test
    void theMatrixSaysWhoIsContradictedAndByWhat() {
        Document page = page(deviant);
        String seed = elements(page, "tr").stream()
                .map(HtmlReportTest::words)
                .filter(row -> row.startsWith("data[].seed"))
                .findFirst()
                .orElse("");
        assertTrue(seed.contains("required integer, int64 ✗ contradicted found string \"12\" at /data/0/seed"), seed);
        assertTrue(seed.endsWith("1× integer 2× string") || seed.endsWith("2× integer 2× string"), seed);
        assertEquals(deviant.path("fields").size() + 1, elements(page, "tr").size());
        assertTrue(words(page(inconclusive), "fields").contains("No answer told of any field."));
    }

    @Test
    void aFindingComesWithALineForTheListOfKnownOnes() {
        List<JsonNode> lines = ofClass(page(deviant), "yaml").stream()
                .map(pre -> Json.parseYaml(pre.getTextContent().getBytes(StandardCharsets.UTF_8))
                        .path(0))
                .toList();
        assertEquals(FindingGroup.of(deviant).size(), lines.size());
        JsonNode seed = lines.stream()
                .filter(line -> line.path("where").asString().equals("/data/0/seed"))
                .findFirst()
                .orElseThrow();
        assertEquals("schema", seed.path("rule").asString());
        assertEquals("accept-*", seed.path("probes").asString());
        assertEquals(
                List.of("rule", "where", "probes", "reason", "link", "expires"), List.copyOf(seed.propertyNames()));
        assertEquals(
                FindingGroup.of(compared).size() - 1,
                ofClass(page(compared), "yaml").size(),
                "not for known ones");
    }

    @Test
    void whatIsKnownAndWhatChangedIsSaid() {
        Document page = page(compared);
        String known = words(page, "known");
        assertTrue(known.contains("holding, intermittent content-type at </style>"), known);
        assertTrue(known.contains("fixed format at /gone") && known.contains("until 2027-01-31"), known);
        String changes = words(page, "changes");
        assertTrue(changes.contains("Rule schema was passed, is failed"), changes);
        assertTrue(changes.contains("Gone: format at /was-there Field data[].url null is new"), changes);
        assertTrue(changes.contains("The contract has changed since"), changes);
        assertTrue(words(page, "fields").contains("strict contradicted in 1 of 9 fields that were seen"), "documents");
        assertTrue(words(page.getDocumentElement()).contains("judged again from a recording"), "replayed");
        String sentence = words(ofClass(page, "sentence").get(0));
        assertTrue(
                sentence.matches("The provider breaks the contract: \\d+ findings at 5 places, and 1 that is known\\."),
                sentence);
    }

    @Test
    void whatWasNotCheckedStandsWithItsReason() {
        String open = words(page(conformant), "not-checked");
        for (JsonNode check : conformant.path("checks")) {
            String reason = check.path("reason").asString("").replaceAll("\\s+", " ");
            assertTrue(open.contains(reason), () -> reason + " is not in " + open);
        }
        assertTrue(open.contains("which a run can be conformant without"), open);
    }

    @Test
    void aPageOfVeryManyFindingsStaysOneThatOpens() {
        ObjectNode report = (ObjectNode) deviant.deepCopy();
        for (int i = 0; i < 20_000; i++) {
            report.withArray("/findings")
                    .addObject()
                    .put("rule", "schema")
                    .put("where", "/data/" + i + "/" + "x".repeat(280))
                    .put("expected", "y".repeat(400))
                    .put("found", "<".repeat(160))
                    .put("probe", "accept-1");
        }
        String page = HtmlReport.of(report);
        assertTrue(page.length() < 4_000_000, page.length() + " characters");
        int all = FindingGroup.of(report).size();
        assertTrue(page.contains("And " + (all - HtmlReport.FINDINGS) + " more places"), "how many more");
    }
}
