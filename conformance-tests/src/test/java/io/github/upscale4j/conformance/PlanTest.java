package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is sent follows from the contract and from the money. */
final class PlanTest {
    private static final Contract CONTRACT = Contract.published();
    private static final String KEY = "sesame-key";

    private static Plan plan(Contract contract, Allowance allowance) {
        return Plan.of(contract, Target.of(contract, URI.create("http://127.0.0.1:9"), KEY), allowance, () -> 1);
    }

    private static List<String> ids(Plan plan) {
        return plan.probes().stream().map(Probe::id).toList();
    }

    private static Stream<Combination> accepted(Plan plan) {
        return plan.probes().stream()
                .flatMap(probe ->
                        probe.expectation() instanceof Expectation.Runs runs ? Stream.of(runs.sent()) : Stream.of());
    }

    private static Probe probe(Plan plan, String id) {
        return plan.probes().stream()
                .filter(probe -> probe.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not among " + ids(plan)));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0, 0", "1, 2, 1, 2", "2, 3, 2, 3", "5, 6, 5, 6", "5, 4, 3, 4", "3, 1, 1, 1", "20, 100, 10, 18"})
    void asManyCallsRunAsTheMoneyAllows(int calls, int images, int planned, int plannedImages) {
        Plan plan = plan(CONTRACT, new Allowance(calls, images));
        assertEquals(planned, plan.calls());
        assertEquals(plannedImages, plan.images(CONTRACT));
    }

    @Test
    void withoutMoneyNothingIsSentWithTheKey() {
        Plan plan = plan(CONTRACT, Allowance.of(0));
        assertEquals(List.of("missing-authorization", "empty-authorization", "wrong-authorization"), ids(plan));
        assertTrue(plan.probes().stream()
                .map(Probe::request)
                .noneMatch(request -> request.credential() != null
                        && request.credential().key().equals(KEY)));
        assertTrue(
                plan.leftOut().stream().anyMatch(check -> check.probe().equals("accept-1") && !check.excused()),
                "without the first call no run is conformant");
    }

    @Test
    void noPlanAsksForMoreThanTwoImagesInACallUnlessAllowed() {
        for (int calls : new int[] {1, 2, 5, 9, 12}) {
            Plan plan = plan(CONTRACT, Allowance.of(calls));
            for (Probe probe : plan.probes()) {
                assertTrue(Plan.images(CONTRACT, probe) <= 2, calls + " calls: " + probe.id());
            }
            assertTrue(
                    plan.leftOut().stream()
                            .map(Check::reason)
                            .anyMatch(reason -> reason.matches(".*request:/num_images (8 |\\([^)]*8\\)).*")),
                    calls + " calls: the upper end is not checked");
        }
        Set<Integer> asked = plan(CONTRACT, Allowance.ENDLESS).probes().stream()
                .map(probe -> Plan.images(CONTRACT, probe))
                .collect(Collectors.toSet());
        assertEquals(Set.of(1, 2, 8, 9), asked);
    }

    @Test
    void everyMediaTypeEnumerationValueAndEndOfARangeIsAcceptedOnceTheMoneyIsThere() {
        Set<String> sent = new HashSet<>();
        accepted(plan(CONTRACT, Allowance.ENDLESS))
                .forEach(combination ->
                        combination.choices().forEach((place, value) -> sent.add(Combination.words(place, value))));
        for (Contract.Part part : CONTRACT.parts()) {
            if (part.contentSchema().isEmpty()) {
                part.mediaTypes().forEach(type -> assertTrue(sent.contains(part.where() + " " + type), type));
            }
        }
        for (Parameter parameter : CONTRACT.parameters()) {
            assertTrue(sent.contains("no " + parameter.where()), parameter.name());
            for (JsonNode value : parameter.schema().path("enum")) {
                assertTrue(sent.contains(parameter.where() + " " + value), parameter.name() + " " + value);
            }
            for (String end : List.of("minimum", "maximum")) {
                if (parameter.schema().has(end)) {
                    assertTrue(
                            sent.contains(
                                    parameter.where() + " " + parameter.schema().path(end)),
                            parameter.name() + " " + end);
                }
            }
        }
    }

    @Test
    void theFirstCallShowsMostAndTheSecondLeavesOutWhatItCan() {
        List<Combination> combinations =
                accepted(plan(CONTRACT, Allowance.ENDLESS)).toList();
        JsonNode first = combinations.get(0).parameters(CONTRACT.parameters());
        assertEquals(CONTRACT.parameters().size(), first.size());
        assertFalse(StandardCharsets.US_ASCII
                .newEncoder()
                .canEncode(first.path("prompt").asString()));
        assertEquals(
                2, first.path(Items.of(CONTRACT).orElseThrow().counter().name()).asInt());
        assertEquals("{}", combinations.get(1).parameters(CONTRACT.parameters()).toString());
        assertEquals(
                3,
                combinations.stream()
                        .limit(3)
                        .map(one -> one.at("part:image_file"))
                        .distinct()
                        .count(),
                "three calls, three kinds of picture");
    }

    @Test
    void aNewRangeGetsItsProbesWithoutFurtherEdits() {
        Contract contract = Contracts.editedFirst(
                "        detail:\n",
                "        strength: {type: integer, minimum: 3, maximum: 7, x-source: I}\n        detail:\n");
        Plan plan = plan(contract, Allowance.of(3));
        for (String id : List.of("below-minimum", "above-maximum", "as-string", "as-fraction", "as-boolean")) {
            Probe probe = probe(plan, "strength-" + id);
            assertEquals(new Expectation.Refuses(Contract.Refusal.INPUT, "request:/strength"), probe.expectation());
        }
        assertEquals(
                2,
                probe(plan, "strength-below-minimum")
                        .parameters()
                        .path("strength")
                        .asInt());
        assertEquals(
                8,
                probe(plan, "strength-above-maximum")
                        .parameters()
                        .path("strength")
                        .asInt());
        assertTrue(new String(probe(plan, "strength-above-maximum").request().body(), StandardCharsets.UTF_8)
                .contains("\"strength\":8"));
        assertEquals(
                Set.of("7", "3", ""),
                accepted(plan)
                        .map(one -> one.at("request:/strength").toString())
                        .collect(Collectors.toSet()));
    }

    @Test
    void aNewEnumerationATextWithLimitsAndARequiredFlagGetTheirs() {
        Contract contract = Contracts.editedFirst("        detail:\n", """
                        mode: {type: string, enum: [FAST, FINE], x-source: I}
                        note: {type: string, minLength: 2, maxLength: 5, x-source: I}
                        tile: {type: [boolean, 'null'], x-source: I}
                        detail:
                """);
        Plan plan = plan(contract, Allowance.of(5));
        assertTrue(ids(plan)
                .containsAll(List.of(
                        "mode-unknown",
                        "mode-as-integer",
                        "note-too-short",
                        "note-too-long",
                        "note-as-array",
                        "tile-as-string")));
        Set<String> notes =
                accepted(plan).map(one -> one.at("request:/note").asString("")).collect(Collectors.toSet());
        assertTrue(notes.contains("aa") && notes.contains("aaaaa"), notes.toString());
        assertEquals(
                Set.of("true", "false", "null", ""),
                accepted(plan).map(one -> one.at("request:/tile").toString()).collect(Collectors.toSet()));
    }

    @Test
    void aKindOfPictureThatTheContractTakesIsNotRefused() {
        Contract contract =
                Contracts.edited("image/png, image/jpeg, image/webp", "image/png, image/gif, image/jpeg, image/webp");
        Plan plan = plan(contract, Allowance.ENDLESS);
        assertFalse(ids(plan).contains("image-file-gif"), ids(plan).toString());
        assertTrue(ids(plan).containsAll(List.of("image-file-bmp", "image-file-tiff", "image-file-text-as-gif")));
        assertTrue(accepted(plan)
                .anyMatch(one -> one.at("part:image_file").asString().equals("image/gif")));
    }

    @Test
    void bothSidesOfTheLimitOfAFileAreCheckedIfSuchFilesMayBeSent() {
        Contract contract = Contracts.edited("x-max-bytes: 26214400", "x-max-bytes: 40000");
        Plan without = plan(contract, new Allowance(10, 20, 40000));
        assertTrue(without.leftOut().stream().anyMatch(check -> check.probe().equals("image-file-size")));
        assertFalse(ids(without).contains("image-file-too-large"));
        Plan with = plan(contract, new Allowance(10, 20, 40001));
        assertTrue(with.leftOut().stream().noneMatch(check -> check.probe().equals("image-file-size")));
        assertTrue(probe(with, "image-file-too-large").request().body().length > 40001);
        assertTrue(accepted(with)
                .anyMatch(one -> one.at("part:image_file").asString().equals("image/png;size=40000")));
    }

    @Test
    void eachProbeHasAnIdOfItsOwn() {
        List<String> ids = ids(plan(CONTRACT, Allowance.ENDLESS));
        assertEquals(ids.size(), new HashSet<>(ids).size(), ids.toString());
        assertTrue(ids.stream().allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*")), ids.toString());
    }
}
