package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

final class SchemasTest {
    private static final Contract CONTRACT = Contract.published();
    private static final Schemas SCHEMAS = new Schemas(CONTRACT);

    private static JsonNode twoImages() {
        return CONTRACT.success().examples().stream()
                .filter(example -> example.value().toString().split("is_image_safe").length == 3)
                .findFirst()
                .orElseThrow()
                .value()
                .deepCopy();
    }

    private static List<String> violations(JsonNode answer) {
        return SCHEMAS.violations(CONTRACT.success().contents().get(0).schema(), answer).stream()
                .map(violation -> violation.pointer() + " " + violation.keyword() + (violation.conditional() ? "!" : "")
                        + ": " + violation.expected() + " but "
                        + new Redaction(null).show(violation.found(), Redaction.FOUND))
                .toList();
    }

    @Test
    void aMissingPropertyIsThePlace() {
        JsonNode answer = twoImages();
        ((ObjectNode) Json.at(answer, "/data/1")).remove("resolution");
        assertEquals(List.of("/data/1/resolution required: a required property but nothing"), violations(answer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/created; \"2000-01-23 04:56:07+00:00\"; /created format: format date-time but string \"2000-01-23 04:56:07+00:00\"",
                "/data/0/seed; null; /data/0/seed type: integer but null",
                "/data/0/seed; -1; /data/0/seed minimum: at least 0 but integer -1",
                "/data/0/seed; \"5\"; /data/0/seed type: integer but string \"5\"",
                "/data/1/resolution; \"big\"; '/data/1/resolution pattern: a match of ^\\d{2,5}x\\d{2,5}$ but string \"big\"'",
                "/data/0/url; null; /data/0/url type!: string but null",
                "/data/0/url; \"a.png\"; /data/0/url format!: format uri but string \"a.png\"",
                "/data/0/is_image_safe; false; '/data/0/url enum!: one of [null,\"\"] but string \"https://images.example/ephemeral/one.png?…\"'",
                "/data/1; 7; /data/1 type: object but integer 7",
            })
    void everyWrongValueIsOneViolationAtItsPlace(String pointer, String value, String expected) {
        JsonNode answer = twoImages();
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = Json.at(answer, pointer.substring(0, slash));
        JsonNode replaced = Json.MAPPER.readTree(value);
        if (parent instanceof ObjectNode object) {
            object.set(pointer.substring(slash + 1), replaced);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(pointer.substring(slash + 1)), replaced);
        }
        assertEquals(List.of(expected), violations(answer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"error\":5}; /error",
                "{\"error\":\"\"}; /error",
                "{\"error\":{\"message\":\"\"}}; /error/message",
                "{\"error\":{}}; /error/message",
                "{}; ''",
                "[]; ''",
            })
    void anErrorInNoDialectIsOneViolationWhereItGotFurthest(String body, String pointer) throws Json.Malformed {
        JsonNode error = Json.parse(body.getBytes(StandardCharsets.UTF_8));
        String schema = CONTRACT.response(400).orElseThrow().contents().get(0).schema();
        assertEquals(
                List.of(pointer),
                SCHEMAS.violations(schema, error).stream()
                        .map(Violation::pointer)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'{\"a\":1,\"a\":2}'; a name twice",
                "{} {}; more text after the end",
                "{\"a\":NaN}; NaN",
                "''; an empty body",
                "<html>; Unexpected",
                "'{\"a\":'; ends too early",
            })
    void jsonIsReadStrictly(String text, String reason) {
        Json.Malformed malformed =
                assertThrows(Json.Malformed.class, () -> Json.parse(text.getBytes(StandardCharsets.UTF_8)));
        assertTrue(String.valueOf(malformed.getMessage()).contains(reason), malformed.getMessage());
    }
}
