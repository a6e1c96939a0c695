package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What Prism says it turned a request down for, in the header {@code sl-violations}. */
final class PrismViolations {
    static final String HEADER = "sl-violations";

    private PrismViolations() {}

    /** The places that it names, as in {@link Finding#where()}, or its own words for those that are not known. */
    static List<String> places(Contract contract, Answer answer) {
        List<String> places = new ArrayList<>();
        JsonNode violations;
        try {
            violations = Json.parse(answer.header(HEADER).orElse("[]").getBytes(StandardCharsets.UTF_8));
        } catch (Json.Malformed e) {
            return List.of(e.getMessage() == null ? "text that is not JSON" : e.getMessage());
        }
        for (JsonNode violation : violations) {
            places.add(place(contract, violation));
        }
        return places;
    }

    private static String place(Contract contract, JsonNode violation) {
        String message = violation.path("message").asString("");
        if (violation.path("code").asInt(0) == 401) {
            return "request-header:" + contract.credentialSchemes().get(0).header();
        }
        if (violation.path("code").asInt(0) == 415) {
            return "request-header:Content-Type";
        }
        if (violation.path("code").asString("").equals("required")
                && Contract.texts(violation.path("location")).equals(List.of("request", "body"))) {
            for (Contract.Part part : contract.parts()) {
                if (message.contains("'" + part.name() + "'")) {
                    return "part:" + part.name();
                }
            }
        }
        return message;
    }
}
