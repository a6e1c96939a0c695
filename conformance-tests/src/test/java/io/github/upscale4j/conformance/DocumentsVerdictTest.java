package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who told the truth, over runs against providers of the catalogue. */
final class DocumentsVerdictTest {
    private static JsonNode plain;
    private static JsonNode nulls;
    private static JsonNode empty;

    @BeforeAll
    static void judge() throws IOException {
        plain = report("chunked");
        nulls = report("both-withheld-with-null");
        empty = report("both-withheld-with-an-empty-link");
    }

    private static JsonNode report(String name) throws IOException {
        Variant variant = Variant.honest().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
        return Report.tree(Trial.of(variant, variant.budget()).run());
    }

    private static List<String> lastLines(JsonNode... reports) {
        List<String> lines =
                DocumentsVerdict.of(List.of(reports)).console().lines().toList();
        return lines.subList(lines.size() - 4, lines.size());
    }

    @Test
    void whereNothingSpeaksAgainstThemAllToldTheTruth() {
        assertEquals(
                List.of(
                        "lenient: 8 fields seen, none contradicted",
                        "strict: 8 fields seen, none contradicted",
                        "vendor: 11 fields seen, none contradicted",
                        "told the truth: lenient, strict, vendor; contradicted: none"),
                lastLines(plain));
    }

    @Test
    void aNullContradictsWhoeverPromisesATextAndIsCounted() {
        DocumentsVerdict verdict = DocumentsVerdict.of(List.of(plain, nulls));
        assertEquals("told the truth: strict, vendor; contradicted: lenient", verdict.line());
        assertTrue(
                verdict.console().contains("string: wrong, 2 of")
                        && verdict.console().contains("lenient: 8 fields seen, contradicted in 1: data[].url"),
                verdict.console());
    }

    @Test
    void overManyRunsTheCountsAddUp() {
        DocumentsVerdict verdict = DocumentsVerdict.of(List.of(plain, nulls, empty, plain));
        assertEquals("told the truth: strict; contradicted: lenient, vendor", verdict.line());
        assertTrue(
                verdict.tree().toString().contains("\"observed\":8,\"contradicted\":2,\"keywords\":[\"format\"]"),
                verdict.console());
        assertEquals(
                verdict.tree(),
                DocumentsVerdict.of(List.of(Json.MAPPER.createObjectNode().set("documents", verdict.tree())))
                        .tree());
    }

    @Test
    void thatAFieldIsNotThereIsSeenToo() throws IOException {
        String tree =
                DocumentsVerdict.of(List.of(report("nothing-optional"))).tree().toString();
        assertTrue(
                tree.contains(
                        "{\"path\":\"data[].style_type\",\"claim\":\"optional string|null\",\"observed\":2,\"contradicted\":0,"),
                tree);
    }

    @Test
    void nothingSeenIsNoVerdict() {
        ObjectNode unseen = (ObjectNode) plain.deepCopy();
        unseen.path("documents")
                .forEach(document -> document.path("fields").forEach(field -> ((ObjectNode) field).put("observed", 0)));
        DocumentsVerdict verdict = DocumentsVerdict.of(List.of(unseen));
        assertFalse(verdict.isFounded());
        assertEquals("no document can be judged: no field was seen", verdict.line());
    }

    @Test
    void anotherVersionOfADocumentIsNotAddedToIt() {
        ObjectNode other = (ObjectNode) plain.deepCopy();
        ((ObjectNode) other.path("documents").path(0)).put("sha256", "0".repeat(64));
        WrongUsage refused = assertThrows(WrongUsage.class, () -> DocumentsVerdict.of(List.of(plain, other)));
        assertTrue(String.valueOf(refused.getMessage()).contains("lenient"), refused.getMessage());
    }

    @Test
    void countsThatNoRunMakesAreNotBelieved() {
        ObjectNode twice = (ObjectNode) plain.deepCopy();
        ((ArrayNode) twice.path("documents")).add(twice.path("documents").path(0));
        assertThrows(WrongUsage.class, () -> DocumentsVerdict.of(List.of(twice)));
        ObjectNode many = (ObjectNode) plain.deepCopy();
        ObjectNode field = (ObjectNode) many.at("/documents/0/fields/0");
        field.put("contradicted", 2);
        assertThrows(WrongUsage.class, () -> DocumentsVerdict.of(List.of(many)));
        field.put("observed", Integer.MAX_VALUE).put("claim", "\u001b[31mred");
        DocumentsVerdict verdict = DocumentsVerdict.of(List.of(many, many));
        String said = verdict.console() + verdict.tree();
        assertTrue(said.contains("\"observed\":" + Integer.MAX_VALUE) && !said.contains("\u001b"), said);
    }
}
