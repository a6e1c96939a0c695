package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The answers that a contract documents. */
final class Responses {
    private Responses() {}

    /** @param all where they stand */
    static List<Contract.Response> read(Contract contract, String all) {
        List<Contract.Response> responses = new ArrayList<>();
        for (String status : contract.at(all).propertyNames()) {
            String pointer = contract.resolve(Json.append(all, status));
            if (!status.matches("[1-5]\\d\\d")) {
                throw contract.refused(Json.append(all, status), "a status of three digits", status);
            }
            List<Contract.Content> contents = new ArrayList<>();
            for (Map.Entry<String, JsonNode> content :
                    contract.at(pointer + "/content").properties()) {
                String at = Json.append(pointer + "/content", content.getKey());
                List<Contract.Example> examples = new ArrayList<>();
                for (Map.Entry<String, JsonNode> example :
                        content.getValue().path("examples").properties()) {
                    examples.add(new Contract.Example(
                            status,
                            content.getKey(),
                            example.getKey(),
                            Json.append(at + "/examples", example.getKey()) + "/value",
                            example.getValue().path("value")));
                }
                contents.add(new Contract.Content(content.getKey(), at + "/schema", List.copyOf(examples)));
            }
            Optional<Contract.Refusal> refuses = contract.at(pointer).has("x-refuses")
                    ? Optional.of(refusal(contract, pointer + "/x-refuses"))
                    : Optional.empty();
            responses.add(new Contract.Response(status, refuses, List.copyOf(contents)));
        }
        return List.copyOf(responses);
    }

    private static Contract.Refusal refusal(Contract contract, String pointer) {
        return Stream.of(Contract.Refusal.values())
                .filter(refusal -> refusal.word().equals(contract.at(pointer).asString("")))
                .findFirst()
                .orElseThrow(() -> contract.refused(
                        pointer,
                        Stream.of(Contract.Refusal.values())
                                .map(Contract.Refusal::word)
                                .collect(Collectors.joining(" or ")),
                        contract.at(pointer)));
    }
}
