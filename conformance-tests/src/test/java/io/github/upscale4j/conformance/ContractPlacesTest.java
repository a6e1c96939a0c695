package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A finding leads to the line of the contract that it is about. */
final class ContractPlacesTest {
    private static final Contract CONTRACT = Contract.published();
    private static final List<String> SOURCE =
            List.of(new String(CONTRACT.source(), StandardCharsets.UTF_8).split("\n", -1));

    private static String line(int number) {
        return SOURCE.get(number - 1);
    }

    @Test
    void everyNameOfTheContractStandsInItsLine() {
        ContractLines lines = new ContractLines(CONTRACT);
        int names = check(lines, "", CONTRACT.tree());
        assertTrue(names > 300, names + " names");
    }

    private static int check(ContractLines lines, String pointer, JsonNode node) {
        int names = 0;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String at = Json.append(pointer, member.getKey());
            String line = line(lines.line(at));
            assertTrue(line.contains(member.getKey()), () -> at + " is not in " + line);
            names += 1 + check(lines, at, member.getValue());
        }
        for (int i = 0; i < (node.isArray() ? node.size() : 0); i++) {
            String at = pointer + "/" + i;
            String line = line(lines.line(at));
            String text = node.path(i).asString("");
            assertTrue(line.contains(text), () -> at + " is not in " + line);
            names += check(lines, at, node.path(i));
        }
        return names;
    }

    @Test
    void whatIsNotThereHasTheLineOfWhatIsAroundIt() {
        ContractLines lines = new ContractLines(CONTRACT);
        assertEquals(lines.line("/components/schemas"), lines.line("/components/schemas/Nobody/properties/x"));
        assertEquals(1, lines.line("/nothing"));
        assertEquals(1, lines.line("no pointer"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                // where; found; status; media type; pointer; what the line says
                "/data/0/seed; string; 200; application/json; /components/schemas/UpscaledImage/properties/seed; seed:",
                "/data/17/url; null; 200; application/json; /components/schemas/UpscaledImage/properties/url; url:",
                "/data/1/resolution; nothing; 200; application/json; /components/schemas/UpscaledImage/required/2; required: [seed, prompt, resolution",
                "/data/0/style_type; integer; 200; application/json; /components/schemas/UpscaledImage/properties/style_type; style_type:",
                "/data/0; string; 200; application/json; /components/schemas/UpscaleResponse/properties/data/items; items:",
                "/data; nothing; 200; application/json; /components/schemas/UpscaleResponse/required/1; required: [created, data]",
                "/data/0/unknown/x; string; 200; application/json; /components/schemas/UpscaleResponse/properties/data/items; items:",
                "/created; string; 0; -; /components/schemas/UpscaleResponse/properties/created; created:",
                "/error; integer; 400; application/json; /components/schemas/VendorError/properties/error; error:",
                "/error/code; integer; 400; application/json; /components/schemas/VendorError/properties/error; error:",
                "/message; integer; 401; application/json; /components/schemas/MessageError/properties/message; message:",
                "/title; integer; 422; application/problem+json; /components/schemas/ProblemError/properties/title; title:",
                "body; text; 200; application/json; /paths/~1ideogram~1upscale/post/responses/200/content/application~1json/schema; schema:",
                "body; text; 422; text/html; /paths/~1ideogram~1upscale/post/responses/422/content/application~1json/schema; schema:",
                "body; text; 500; text/html; /paths/~1ideogram~1upscale/post/responses; responses:",
                "status; 500; 500; text/html; /paths/~1ideogram~1upscale/post/responses; responses:",
                "response-header:Content-Type; x; 402; text/html; /paths/~1ideogram~1upscale/post/responses/402/content; content:",
                "response-header:x-request-id; x; 402; text/html; /paths/~1ideogram~1upscale/post/responses/402/headers/X-Request-Id; X-Request-Id:",
                "response-header:Retry-After; x; 429; text/html; /paths/~1ideogram~1upscale/post/responses/429/headers/Retry-After; Retry-After:",
                "response-header:Content-Length; x; 402; text/html; /paths/~1ideogram~1upscale/post/responses/402; '402'",
                "request-header:Authorization; x; 200; -; /components/securitySchemes/bearer; bearer:",
                "request-header:api-key; x; 200; -; /components/securitySchemes/apiKey; apiKey:",
                "request-header:Content-Type; x; 200; -; /paths/~1ideogram~1upscale/post/requestBody/content/multipart~1form-data; multipart/form-data:",
                "method:GET; x; 200; -; /paths/~1ideogram~1upscale/post; post:",
                "part:image_file; x; 200; -; /paths/~1ideogram~1upscale/post/requestBody/content/multipart~1form-data/schema/properties/image_file; image_file:",
                "part:image_file; nothing; 200; -; /paths/~1ideogram~1upscale/post/requestBody/content/multipart~1form-data/schema/required/1; required: [image_request, image_file]",
                "request:/seed; x; 200; -; /components/schemas/UpscaleRequest/properties/seed; seed:",
                "request:/magic_prompt_version; x; 200; -; /components/schemas/UpscaleRequest/properties/magic_prompt_version; magic_prompt_version:",
                "request:/unknown; x; 200; -; /components/schemas/UpscaleRequest; UpscaleRequest:",
                "contract:/components/schemas/Seed/type; x; 0; -; /components/schemas/Seed/type; type: integer",
                "mock-limits:3; x; 0; -; -; -",
                "known:3; x; 0; -; -; -",
            })
    void aFindingLeadsToItsClause(
            String where, String found, int status, String mediaType, String pointer, String text) {
        JsonNode answer = status == 0 ? Json.MAPPER.missingNode() : answer(status, mediaType);
        Optional<String> place = new ContractPlaces(CONTRACT).place(where, found, answer, false);
        assertEquals(Optional.ofNullable(pointer), place);
        if (pointer != null) {
            String line = line(new ContractLines(CONTRACT).line(pointer));
            assertTrue(line.contains(text), line);
        }
    }

    private static JsonNode answer(int status, String mediaType) {
        var answer = Json.MAPPER.createObjectNode().put("status", status);
        answer.putArray("headers")
                .addObject()
                .put("name", "content-type")
                .put("value", String.valueOf(mediaType) + "; charset=utf-8");
        return answer;
    }

    @Test
    void theBodyOfAClientIsTheRequest() {
        assertEquals(
                Optional.of("/paths/~1ideogram~1upscale/post/requestBody/content/multipart~1form-data"),
                new ContractPlaces(CONTRACT).place("body", "x", Json.MAPPER.missingNode(), true));
    }

    @ParameterizedTest
    @CsvSource({
        "part:image_file, none, required: [image_request, image_file]",
        "part:image_file, nothing, image_file:",
        "part:image_request, nothing, image_request:",
        "path, /upscale, /ideogram/upscale:"
    })
    void whatAClientLeavesOutIsRequiredAndWhatItLeavesEmptyIsDescribed(String where, String found, String text) {
        String pointer = new ContractPlaces(CONTRACT)
                .place(where, found, Json.MAPPER.missingNode(), true)
                .orElseThrow();
        String line = line(new ContractLines(CONTRACT).line(pointer));
        assertTrue(line.contains(text), line);
    }

    @Test
    void aHostilePlaceLeadsSomewhere() {
        ContractPlaces places = new ContractPlaces(CONTRACT);
        for (String where :
                List.of("/", "//", "/data/99999999999999/seed", "/data/-1", "/~2/~", "/" + "a/".repeat(9000))) {
            assertTrue(
                    places.place(where, "nothing", Json.MAPPER.missingNode(), false)
                            .isPresent(),
                    where);
        }
    }
}
