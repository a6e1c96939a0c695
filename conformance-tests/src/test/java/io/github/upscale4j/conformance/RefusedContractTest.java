package io.github.upscale4j.conformance;

import static io.github.upscale4j.conformance.Derivation.API_KEY;
import static io.github.upscale4j.conformance.Derivation.BEARER;
import static io.github.upscale4j.conformance.Derivation.BODY;
import static io.github.upscale4j.conformance.Derivation.COUNTS;
import static io.github.upscale4j.conformance.Derivation.IMAGE;
import static io.github.upscale4j.conformance.Derivation.KINDS;
import static io.github.upscale4j.conformance.Derivation.OPERATION;
import static io.github.upscale4j.conformance.Derivation.PARTS;
import static io.github.upscale4j.conformance.Derivation.REQUEST;
import static io.github.upscale4j.conformance.Derivation.assertRefused;
import static io.github.upscale4j.conformance.Derivation.ids;
import static io.github.upscale4j.conformance.Derivation.plan;
import static io.github.upscale4j.conformance.Derivation.withParameters;
import static io.github.upscale4j.conformance.Derivation.withPart;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A contract from which the right probes cannot be derived is refused, with the place. */
final class RefusedContractTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "style: {type: integer, multipleOf: 8} | /style/multipleOf | multipleOf",
                "style: {type: integer, exclusiveMinimum: 0} | /style/exclusiveMinimum | exclusiveMinimum",
                "style: {type: integer, default: 5} | /style/default | default",
                "style: {type: integer, minimum: 1.5} | /style/minimum | 1.5",
                "style: {type: integer, minimum: 5, maximum: 4} | /style | ",
                "style: {type: integer, format: uint8} | /style/format | uint8",
                "style: {type: integer, minLength: 1} | /style/minLength | minLength",
                "style: {type: string, pattern: a} | /style/pattern | pattern",
                "style: {type: string, format: date-time} | /style/format | format",
                "style: {type: string, format: uri} | /style/format | format",
                "style: {type: string, format: int32} | /style/format | format",
                "style: {type: string, enum: [A], format: uuid} | /style/format | format",
                "style: {type: string, minLength: 100000} | /style/minLength | 100000",
                "style: {type: string, maxLength: -1} | /style/maxLength | -1",
                "style: {type: [string, integer]} | /style/type | [\"string\",\"integer\"]",
                "style: {type: [string, integer], enum: [A, 1]} | /style/type | [\"string\",\"integer\"]",
                "style: {type: number} | /style/type | \"number\"",
                "style: {type: 'null'} | /style/type | \"null\"",
                "style: {description: anything} | /style/type | ",
                "style: {const: 5} | /style/type | ",
                "style: {type: object} | /style/type | \"object\"",
                "style: {enum: []} | /style/enum | []",
                "style: {type: string, enum: [A, 1]} | /style/enum | 1",
                "style: {$ref: '#/components/schemas/Seed', maximum: 5} | | 2147483647",
                "style: {$ref: '#/components/schemas/None'} | /style/$ref | #/components/schemas/None",
                "num-images: {type: string} | | num-images, as at",
                "'/': {type: string} | /~1 | none",
                "authorization: {type: string} | /authorization | authorization, as at /components/securitySchemes",
                "batch: {type: integer, minimum: 1, maximum: 4, x-counts: /data} | | another, contract:" + REQUEST,
            })
    void aParameterFromWhichNoRightProbeCanBeMadeIsRefused(String line, String place, String found) {
        Contract contract = withParameters(line);
        if (place == null) {
            String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> plan(contract))
                    .getMessage());
            assertTrue(message.startsWith("contract:/components/schemas/") && message.contains(found), message);
        } else {
            assertRefused(contract, REQUEST + "/properties" + place, found == null ? "" : found);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "required: [nosuch], /required/0",
        "additionalProperties: false, /additionalProperties",
        "minProperties: 1, /minProperties",
        "dependentRequired: {prompt: [seed]}, /dependentRequired",
        "allOf: [{required: [prompt]}], /allOf",
        "if: {required: [seed]}, /if",
    })
    void whatIsSaidOfTheParametersTogetherIsRefused(String line, String place) {
        assertRefused(
                Contracts.edited("x-direction: request\n", "x-direction: request\n      " + line + "\n"),
                REQUEST + place,
                place.startsWith("/required") ? "\"nosuch\"" : place.substring(1));
    }

    @ParameterizedTest
    @CsvSource({"q, query", "id, path", "sid, cookie", "X-Tenant, header"})
    void aRequiredParameterOutsideOfTheBodyIsRefused(String name, String in) {
        String before = "      requestBody:\n";
        String line = "      parameters: [{name: " + name + ", in: " + in + ", schema: {type: string}%s}]\n" + before;
        assertRefused(
                Contracts.edited(before, line.formatted(", required: true")),
                OPERATION + "/parameters/0",
                in + " " + name);
        assertEquals(ids(plan(Contract.published())), ids(plan(Contracts.edited(before, line.formatted("")))));
    }

    @Test
    void aPathWithAParameterIsRefused() {
        assertRefused(
                Contracts.edited("  /ideogram/upscale:\n", "  /ideogram/upscale/{id}:\n"),
                "/paths/~1ideogram~1upscale~1{id}",
                "{id}");
    }

    @Test
    void aPartThatIsNeitherJsonNorAPictureIsRefused() {
        String part = BODY + "/properties/note";
        assertRefused(withPart("note", "{type: string}"), part, "a part of no media type");
        assertRefused(withPart("note", "{type: integer, minimum: 1}"), part + "/minimum", "minimum");
        assertRefused(withPart("note", "{type: string, contentMediaType: text/plain}"), part, "text/plain");
        assertRefused(
                Contracts.edited(KINDS, "image/png, image/avif"),
                BODY + "/properties/image_file",
                "image/png, image/avif");
        assertRefused(Contracts.edited(KINDS, "image/*"), BODY + "/properties/image_file", "image/*");
        assertRefused(
                Contracts.edited("x-max-bytes: 26214400", "x-max-bytes: 25 MB"),
                BODY + "/properties/image_file/x-max-bytes",
                "\"25 MB\"");
        assertRefused(
                Contracts.edited(KINDS, "image/png, image/png"),
                BODY + "/properties/image_file",
                "image/png, image/png");
        assertRefused(Contracts.edited(PARTS, "required: []"), BODY + "/required", "none");
        assertRefused(Contracts.edited(PARTS, "required: [image]"), BODY + "/required/0", "\"image\"");
    }

    @Test
    void whatIsSaidOfItemsAndReachesNoneIsRefused() {
        String counter = REQUEST + "/properties/num_images";
        assertRefused(
                Contracts.edited("x-returns: seed\n", "x-returns: nosuch\n"), IMAGE + "/seed/x-returns", "nosuch");
        assertRefused(Contracts.edited("x-counts: /data\n", "x-counts: /images\n"), counter + "/x-counts", "/images");
        assertRefused(Contracts.edited("x-counts: /data\n", "x-counts: data\n"), counter + "/x-counts", "data");
        assertRefused(Contracts.edited("x-counts: /data\n", "x-counts: /created\n"), counter + "/x-counts", "/created");
        assertRefused(Contracts.edited(COUNTS, ""), IMAGE + "/seed/x-returns", "it elsewhere");
        assertRefused(Contracts.edited("x-distinct: true", "x-distinct: 1"), IMAGE + "/url/x-distinct", "1");
        assertRefused(
                Contracts.editedFirst("          format: date-time\n", "          x-distinct: true\n"),
                "/components/schemas/UpscaleResponse/properties/created/x-distinct",
                "it elsewhere");
        assertRefused(
                Contracts.edited("    UpscaledImage:\n", "    UpscaledImage:\n      x-counts: /data\n"),
                "/components/schemas/UpscaledImage/x-counts",
                "it elsewhere");
        assertRefused(
                Contracts.edited("x-provider-default: 1", "x-provider-default: 9"),
                counter + "/x-provider-default",
                "9");
        assertRefused(
                Contracts.edited("          maximum: 8\n          x-counts", "          x-counts"),
                counter + "/maximum",
                "none");
    }

    @Test
    void anAnswerThatTurnsDownForAnUnknownReasonIsRefused() {
        Contract contract = Contracts.edited("x-refuses: money", "x-refuses: cash");
        assertRefused(contract, OPERATION + "/responses/402/x-refuses", "\"cash\"");
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, contract::responses)
                .getMessage());
        assertTrue(message.contains("expected input or key or money or pace"), message);
        assertRefused(
                Contracts.edited("        '402':", "        default:"), OPERATION + "/responses/default", "default");
        assertRefused(Contracts.edited("          x-refuses: key\n", ""), OPERATION + "/responses", "none");
    }

    @Test
    void securityThatCannotBeSentIsRefused() {
        assertRefused(
                Contracts.edited(BEARER + API_KEY, BEARER + "          apiKey: []\n"),
                OPERATION + "/security/0",
                "[bearer, apiKey]");
        assertRefused(
                Contracts.edited("      type: http\n      scheme: bearer\n", "      type: http\n      scheme: basic\n"),
                "/components/securitySchemes/bearer",
                "{");
        assertRefused(
                Contracts.edited(BEARER, "        - oauth: []\n"),
                "/components/securitySchemes/oauth",
                "nothing of the name");
    }

    @Test
    void aReferenceToItselfIsRefused() {
        assertRefused(
                Contracts.edited("    Seed:\n", "    Seed:\n      $ref: '#/components/schemas/Seed'\n"),
                "/components/schemas/Seed/$ref",
                "#/components/schemas/Seed");
    }
}
