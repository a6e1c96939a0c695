package io.github.upscale4j.conformance;

import static io.github.upscale4j.conformance.Derivation.API_KEY;
import static io.github.upscale4j.conformance.Derivation.BEARER;
import static io.github.upscale4j.conformance.Derivation.BODY;
import static io.github.upscale4j.conformance.Derivation.COUNTS;
import static io.github.upscale4j.conformance.Derivation.JSON_PART;
import static io.github.upscale4j.conformance.Derivation.KINDS;
import static io.github.upscale4j.conformance.Derivation.PARTS;
import static io.github.upscale4j.conformance.Derivation.RANGE;
import static io.github.upscale4j.conformance.Derivation.REQUEST;
import static io.github.upscale4j.conformance.Derivation.assertRefused;
import static io.github.upscale4j.conformance.Derivation.body;
import static io.github.upscale4j.conformance.Derivation.ids;
import static io.github.upscale4j.conformance.Derivation.plan;
import static io.github.upscale4j.conformance.Derivation.probe;
import static io.github.upscale4j.conformance.Derivation.withParameters;
import static io.github.upscale4j.conformance.Derivation.withPart;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is derived from an edited contract is right. */
final class DerivationTest {
    /** The JSON of a new parameter in the probes that are named after it, by their ids. */
    private static Map<String, String> sent(Contract contract, String name) {
        return plan(contract).probes().stream()
                .filter(probe -> probe.id().startsWith(name + "-"))
                .collect(Collectors.toMap(
                        Probe::id, probe -> String.valueOf(probe.parameters().path(name))));
    }

    private static List<String> accepted(Contract contract, String name) {
        return plan(contract).probes().stream()
                .filter(probe -> probe.expectation() instanceof Expectation.Runs)
                .map(probe -> probe.parameters().path(name))
                .filter(value -> !value.isMissingNode())
                .map(String::valueOf)
                .distinct()
                .toList();
    }

    @Test
    void aRequiredParameterIsLeftOut() {
        Contract contract = Contracts.edited(
                "x-direction: request\n", "x-direction: request\n      required: [seed, num_images]\n");
        Plan plan = plan(contract);
        Probe missing = probe(plan, "missing-seed");
        assertEquals(new Expectation.Refuses(Contract.Refusal.INPUT, "request:/seed"), missing.expectation());
        assertFalse(missing.parameters().has("seed"));
        assertFalse(body(plan, "missing-seed").contains("\"seed\""));
        assertTrue(ids(plan).contains("missing-num-images"));
        assertEquals(
                "{\"seed\":0,\"num_images\":1}",
                probe(plan, "accept-2").parameters().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "style: {type: integer, enum: [1, 2, 4]} | {style-as-string=\"1\", style-unknown=5} | [1, 4, 2]",
                "style: {enum: [1, A]} | {style-unknown=\"NO_SUCH_VALUE\"} | [1, \"A\"]",
                "style: {enum: [NO_SUCH_VALUE]} | {style-as-integer=1, style-unknown=\"NO_SUCH_VALUE_\"} "
                        + "| [\"NO_SUCH_VALUE\"]",
                "style: {type: [string, 'null'], enum: [A]} | {style-as-integer=1, style-unknown=\"NO_SUCH_VALUE\"} | [\"A\"]",
                "style: {type: [string, 'null'], enum: [A, null]} "
                        + "| {style-as-integer=1, style-unknown=\"NO_SUCH_VALUE\"} | [\"A\", null]",
                "style: {type: integer, minimum: 0, maximum: 9223372036854775807} "
                        + "| {style-above-maximum=9223372036854775808, style-as-boolean=true, style-as-fraction=1.5, "
                        + "style-as-string=\"1\", style-below-minimum=-1} | [9223372036854775807, 0]",
                "style: {type: integer, minimum: 18446744073709551615} "
                        + "| {style-as-boolean=true, style-as-fraction=18446744073709551615.5, "
                        + "style-as-string=\"18446744073709551615\", style-below-minimum=18446744073709551614} "
                        + "| [18446744073709551615]",
                "style: {type: integer, maximum: -1} | {style-above-maximum=0, style-as-boolean=true, "
                        + "style-as-fraction=1.5, style-as-string=\"1\"} | [-1]",
                "style: {type: string, maxLength: 0} | {style-as-array=[\"text\"], style-as-integer=7, "
                        + "style-too-long=\"a\"} | [\"\"]",
                "style: {type: [boolean, 'null']} | {style-as-integer=1, style-as-string=\"true\"} | [true, false, null]",
            })
    void valuesAreAcceptedAndRefusedAsTheSchemaHasIt(String line, String refused, String accepted) {
        Contract contract = withParameters(line);
        assertEquals(refused, new TreeMap<>(sent(contract, "style")).toString());
        assertEquals(accepted, accepted(contract, "style").toString());
    }

    @Test
    void aTextThatIsTooLongToBeSentIsSaidNotToBe() {
        Contract contract =
                withParameters("style: {type: string, maxLength: 100000}", "edge: {type: string, maxLength: 65536}");
        assertFalse(ids(plan(contract)).contains("style-too-long"));
        Map<String, Parameter> parameters =
                contract.parameters().stream().collect(Collectors.toMap(Parameter::name, any -> any));
        assertEquals(
                "{style-longest=request:/style of more than 65536 characters is never sent, "
                        + "style-too-long=request:/style of more than 65536 characters is never sent}",
                String.valueOf(parameters.get("style").unsent()));
        assertEquals(
                List.of("edge-too-long"),
                List.copyOf(parameters.get("edge").unsent().keySet()));
        assertTrue(Contract.published().parameters().stream()
                .allMatch(parameter -> parameter.unsent().isEmpty()));
    }

    @Test
    void aParameterHasAnIdOfLettersDigitsAndHyphens() {
        Contract contract = withParameters("'a/b': {type: boolean}", "topK_2: {type: boolean}");
        assertTrue(ids(plan(contract)).containsAll(List.of("a-b-as-string", "top-k-2-as-string")));
        assertEquals(
                new Expectation.Refuses(Contract.Refusal.INPUT, "request:/a~1b"),
                probe(plan(contract), "a-b-as-string").expectation());
    }

    @Test
    void aPartHasItsOwnParametersOnly() {
        String schema =
                "{type: string, " + JSON_PART + "{type: object, properties: {%s: {type: integer, minimum: 5}}}}";
        Plan plan =
                plan(withPart("extra", schema.formatted("k"), PARTS, "required: [image_request, extra, image_file]"));
        assertTrue(body(plan, "accept-1").contains("\r\n\r\n{\"k\":5}\r\n"), body(plan, "accept-1"));
        String refused = body(plan, "k-below-minimum");
        assertTrue(refused.contains("\r\n\r\n{\"k\":4}\r\n"), refused);
        assertFalse(refused.contains("\"k\":5"), refused);
        assertEquals(
                "request:/k",
                ((Expectation.Refuses) probe(plan, "k-below-minimum").expectation()).where());
        assertTrue(body(plan, "seed-below-minimum").contains("\r\n\r\n{\"k\":1073741826}\r\n"));
        assertTrue(body(plan, "extra-malformed").contains("\"seed\""));
        assertFalse(probe(plan, "extra-malformed").parameters().has("k"));
        assertRefused(
                withPart("extra", schema.formatted("seed")),
                BODY + "/properties/extra/contentSchema/properties/seed",
                "request:/seed, as at " + REQUEST + "/properties/seed");
    }

    @Test
    void anOptionalPartIsLeftOutOnceWithWhatIsInIt() {
        Plan json =
                plan(Contracts.edited(PARTS, "required: [image_file]", "x-direction: request\n", "required: [seed]\n"));
        assertFalse(ids(json).contains("missing-image-request"));
        assertFalse(body(json, "accept-2").contains("image_request"));
        assertEquals("{}", probe(json, "accept-2").parameters().toString());
        assertTrue(body(json, "accept-1").contains("image_request")
                && body(json, "accept-3").contains("image_request"));
        Contract inner = Contracts.edited(
                PARTS, "required: [image_file]", "x-direction: request\n", "required: [magic_prompt_version]\n");
        assertEquals(9, accepted(inner, "magic_prompt_version").size(), "each value, though one row goes without");
        Contract files = Contracts.edited(PARTS, "required: [image_request]");
        Plan file = plan(files);
        assertFalse(body(file, "accept-2").contains("image_file"));
        assertEquals(
                List.of("image/png", "image/jpeg", "image/webp"),
                Combination.covering(files, 2, false, 0).stream()
                        .map(one -> one.at("part:image_file").asString(""))
                        .filter(kind -> !kind.isEmpty())
                        .limit(3)
                        .toList());
    }

    @Test
    void aCounterIsNeverBelowItsMinimumNorPaidForTwice() {
        Contract contract = Contracts.edited(
                RANGE, RANGE.replace("minimum: 1", "minimum: 2"), COUNTS, "          x-counts: /data\n");
        for (Probe probe : plan(contract).probes()) {
            if (!probe.parameters().isEmpty() && !probe.id().startsWith("num-images-")) {
                int images = probe.parameters().path("num_images").asInt(2);
                assertEquals(probe.id().equals("accept-3") ? 8 : 2, images, probe.id());
            }
        }
        assertEquals(List.of("2", "8"), accepted(contract, "num_images"));
    }

    @Test
    void withEverySortOfPictureSupportedThereAreFewerProbes() {
        Plan plan = plan(Contracts.edited(KINDS, "image/png, image/gif, image/bmp, image/tiff"));
        assertFalse(ids(plan).contains("image-file-gif-as-png"));
        assertTrue(ids(plan).containsAll(List.of("image-file-empty", "image-file-text-as-tiff")));
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void whereNoKeyIsNeededNoneIsFoundMissing(boolean mayHaveOne) {
        Plan plan = plan(Contracts.edited(
                "      security:\n" + BEARER + API_KEY, mayHaveOne ? "      security:\n        - {}\n" + BEARER : ""));
        assertEquals("method-get", ids(plan).get(0));
        assertTrue(plan.probes().stream().allMatch(probe -> probe.request().credential() != null));
    }

    @Test
    void withoutAWordOfTheOperationItsKeyIsTheDocuments() {
        String security = "      security:\n" + BEARER + API_KEY;
        Contract contract = Contracts.edited(security, "", "paths:\n", "security: [{apiKey: []}]\npaths:\n");
        assertEquals("missing-api-key", ids(plan(contract)).get(0));
    }

    @Test
    void theContractIsReadOnce() {
        Contract contract = Contract.published();
        assertSame(contract.parameters(), contract.parameters());
        assertSame(contract.parts(), contract.parts());
        assertSame(contract.responses(), contract.responses());
        assertSame(Items.of(contract).orElseThrow(), Items.of(contract).orElseThrow());
    }
}
