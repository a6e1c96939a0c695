package io.github.upscale4j.conformance;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What one probe brought, read once for all rules.
 *
 * @param documented what the contract has for the status
 * @param content what the contract has for the status and media type; another media type is judged by the first
 * @param json the body, if it is strict JSON
 * @param malformed in what way it is not
 */
record Evidence(
        Probe probe,
        Answer answer,
        Optional<Contract.Response> documented,
        Optional<Contract.Content> content,
        Optional<JsonNode> json,
        String malformed,
        List<Violation> violations) {

    static Evidence of(Contract contract, Schemas schemas, Probe probe, Answer answer) {
        Optional<Contract.Response> documented = contract.response(answer.status());
        Optional<Contract.Content> content = documented.flatMap(response -> response.contents().stream()
                .filter(each -> each.mediaType().equals(answer.mediaType()))
                .findFirst()
                .or(() -> response.contents().stream().findFirst()));
        Optional<JsonNode> json = Optional.empty();
        String malformed = "";
        try {
            json = Optional.of(Json.parse(answer.body()));
        } catch (Json.Malformed e) {
            malformed = String.valueOf(e.getMessage());
        }
        List<Violation> violations = json.isPresent() && content.isPresent()
                ? schemas.violations(content.get().schema(), json.get())
                : List.of();
        return new Evidence(probe, answer, documented, content, json, malformed, violations);
    }

    boolean arrived() {
        return answer.ending() == Ending.COMPLETE && answer.status() > 0;
    }

    /** Whether the call ran, whatever was expected. */
    boolean ran() {
        return answer.ran();
    }
}
