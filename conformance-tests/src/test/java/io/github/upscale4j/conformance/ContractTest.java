package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ContractTest {
    private static final List<Contract> DOCUMENTS = Contract.documents();

    private static Field field(Contract contract, String path) {
        return Field.of(contract).stream()
                .filter(field -> field.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static String claim(Contract contract, String path) {
        return field(contract, path).claim();
    }

    private static List<String> findings(Contract contract, Rule rule) {
        return new ContractChecks(contract, DOCUMENTS)
                .checks().stream()
                        .flatMap(check -> check.findings().stream())
                        .filter(finding -> finding.rule() == rule)
                        .map(finding ->
                                finding.where() + " expected " + finding.expected() + " found " + finding.found())
                        .toList();
    }

    @Test
    void thePublishedContractPromisesWhatTheStrictestDocumentDoes() {
        Contract contract = Contract.published();
        assertEquals(List.of(), findings(contract, Rule.CONTRACT_PROMISES_STRICTEST));
        assertEquals(List.of(), findings(contract, Rule.CONTRACT_EXAMPLE));
        assertEquals(
                "strict",
                new ContractChecks(contract, DOCUMENTS)
                        .strictest()
                        .orElseThrow()
                        .id());
    }

    @Test
    void aFieldThatIsNoLongerRequiredIsNamed() {
        Contract contract = Contracts.edited(
                "required: [seed, prompt, resolution, url, is_image_safe]",
                "required: [seed, resolution, url, is_image_safe]");
        assertEquals(
                List.of("contract:/components/schemas/UpscaledImage/required expected a list that names prompt, because"
                        + " strict does found seed, resolution, url, is_image_safe"),
                findings(contract, Rule.CONTRACT_PROMISES_STRICTEST));
    }

    @Test
    void aFieldThatMayBeNullAlthoughTheStrictestForbidsItIsNamed() {
        Contract contract = Contracts.edited("          type: boolean", "          type: [boolean, 'null']");
        assertEquals(
                List.of("contract:/components/schemas/UpscaledImage/properties/is_image_safe/type expected a type of"
                        + " is_image_safe without null, because strict does found [\"boolean\",\"null\"]"),
                findings(contract, Rule.CONTRACT_PROMISES_STRICTEST));
    }

    @Test
    void anExampleThatBreaksItsSchemaIsNamed() {
        Contract contract = Contracts.editedFirst("- seed: 12345", "- seed: null");
        assertEquals(
                List.of("contract:/paths/~1ideogram~1upscale/post/responses/200/content/application~1json/examples/"
                        + "one-image/value/data/0/seed expected integer found null"),
                findings(contract, Rule.CONTRACT_EXAMPLE));
    }

    @Test
    void everyFieldOfTheContractAndTheDocumentsHasARow() {
        Contract contract = Contract.published();
        List<String> paths = Field.paths(contract, DOCUMENTS);
        Set<String> named = paths.stream()
                .map(path -> path.substring(path.lastIndexOf('.') + 1).replace("[]", ""))
                .collect(Collectors.toSet());
        for (String schema : List.of("UpscaleResponse", "UpscaledImage")) {
            for (String name :
                    contract.at("/components/schemas/" + schema + "/properties").propertyNames()) {
                assertTrue(named.contains(name), name);
            }
        }
        assertTrue(paths.containsAll(List.of("created", "data", "data[]", "data[].url")), paths.toString());
        assertEquals("required string|null", claim(DOCUMENTS.get(1), "data[].url"));
        assertEquals("optional string", claim(DOCUMENTS.get(0), "data[].url"));
        assertEquals("date-time", field(DOCUMENTS.get(2), "created").format());
    }

    @Test
    void aNewOptionalFieldGetsARowWithoutFurtherEdits() {
        Contract contract = Contracts.edited(
                "        upscaled_resolution:\n",
                "        mood: {type: [string, 'null'], x-source: I}\n        upscaled_resolution:\n");
        assertEquals("optional string|null", claim(contract, "data[].mood"));
    }
}
