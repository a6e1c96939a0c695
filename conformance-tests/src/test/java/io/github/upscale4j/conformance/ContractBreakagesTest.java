package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that judge the contract, against contracts that break one thing each. */
final class ContractBreakagesTest {
    private static final String IMAGE = "contract:/components/schemas/UpscaledImage";

    private static List<String> places(String from, String to, Rule rule) {
        Contract contract = Contracts.edited(from, to);
        return new ContractChecks(contract, Contract.documents())
                .checks().stream()
                        .filter(check -> check.rule() == rule)
                        .flatMap(check -> check.findings().stream())
                        .map(Finding::where)
                        .toList();
    }

    static Stream<Arguments> weakerPromises() {
        return Stream.of(
                arguments(
                        "required: [seed, prompt, resolution, url,",
                        "required: [seed, prompt, url,",
                        IMAGE + "/required"),
                arguments(
                        "required: [created, data]",
                        "required: [created]",
                        "contract:/components/schemas/UpscaleResponse/required"),
                arguments(
                        "          type: boolean",
                        "          type: [boolean, 'null']",
                        IMAGE + "/properties/is_image_safe/type"),
                arguments(
                        "        is_image_safe:\n          description",
                        "        safe:\n          description",
                        "contract:/paths"));
    }

    @ParameterizedTest
    @MethodSource("weakerPromises")
    void aPromiseThatIsWeakerThanTheStrictestDocumentIsNamed(String from, String to, String where) {
        assertEquals(List.of(where), places(from, to, Rule.CONTRACT_PROMISES_STRICTEST));
    }

    static Stream<Arguments> wrongExamples() {
        return Stream.of(
                arguments(
                        "created: '2000-01-23T04:56:07Z'",
                        "created: '2000-01-23 04:56:07Z'",
                        "withheld-null/value/created"),
                arguments("resolution: 1024x1024", "resolution: 1024 x 1024", "one-image/value/data/0/resolution"),
                arguments("{error: Forbidden}", "{error: ''}", "vendor/value/error"),
                arguments(
                        "https://images.example/api/images/direct/8YEpFzHuS", "one.png", "one-image/value/data/0/url"));
    }

    @ParameterizedTest
    @MethodSource("wrongExamples")
    void anExampleThatBreaksItsSchemaIsNamed(String from, String to, String where) {
        List<String> places = places(from, to, Rule.CONTRACT_EXAMPLE);
        assertTrue(places.stream().anyMatch(place -> place.endsWith("/examples/" + where)), places::toString);
    }
}
