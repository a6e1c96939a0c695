package io.github.upscale4j.conformance;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is derived from the contract after edits of it, and how that is refused. */
final class Derivation {
    static final String OPERATION = "/paths/~1ideogram~1upscale/post";
    static final String BODY = OPERATION + "/requestBody/content/multipart~1form-data/schema";
    static final String REQUEST = "/components/schemas/UpscaleRequest";
    static final String IMAGE = "/components/schemas/UpscaledImage/properties";

    static final String KINDS = "image/png, image/jpeg, image/webp";
    static final String PARTS = "required: [image_request, image_file]";
    static final String FILE = "                image_file:\n                  description";
    static final String COUNTS = "          x-counts: /data\n          x-provider-default: 1\n";
    static final String RANGE = "          minimum: 1\n          maximum: 8\n          x-counts";
    static final String BEARER = "        - bearer: []\n";
    static final String API_KEY = "        - apiKey: []\n";
    static final String JSON_PART = "contentMediaType: application/json, contentSchema: ";

    static Contract withParameters(String... lines) {
        return Contracts.editedFirst(
                "        detail:\n",
                Stream.of(lines).map(line -> "        " + line + "\n").collect(Collectors.joining())
                        + "        detail:\n");
    }

    static Contract withPart(String name, String schema, String... pairs) {
        String[] edits = Stream.concat(
                        Stream.of(FILE, "                " + name + ": " + schema + "\n" + FILE), Stream.of(pairs))
                .toArray(String[]::new);
        return Contracts.edited(edits);
    }

    static Plan plan(Contract contract) {
        return plan(contract, Allowance.ENDLESS);
    }

    static Plan plan(Contract contract, Allowance allowance) {
        return Plan.of(
                contract, Target.of(contract, URI.create("http://127.0.0.1:9"), "sesame-key"), allowance, () -> 1);
    }

    static List<String> ids(Plan plan) {
        return plan.probes().stream().map(Probe::id).toList();
    }

    static Probe probe(Plan plan, String id) {
        return plan.probes().stream()
                .filter(probe -> probe.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not among " + ids(plan)));
    }

    static String body(Plan plan, String id) {
        return new String(probe(plan, id).request().body(), StandardCharsets.UTF_8);
    }

    static void assertRefused(Contract contract, String place, String found) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> plan(contract))
                .getMessage());
        assertTrue(message.startsWith("contract:" + place + ": expected "), message);
        assertTrue(message.contains("found " + found), message);
    }

    private Derivation() {}
}
