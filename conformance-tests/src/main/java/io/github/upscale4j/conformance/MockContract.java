package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The contract as Prism can work with. Prism takes {@code application/problem+json} for {@code application/json} when it
 * checks its own answer, and so holds every body to the schema of the first media type; where an answer has several, each
 * gets a schema that any of them satisfies. The suite judges the answers by the contract as it is.
 */
final class MockContract {
    private MockContract() {}

    static JsonNode of(Contract contract) {
        JsonNode copy = contract.tree().deepCopy();
        for (Contract.Response response : contract.responses()) {
            if (response.contents().size() < 2) {
                continue;
            }
            List<JsonNode> schemas = new ArrayList<>();
            response.contents().forEach(content -> schemas.add(contract.at(content.schema())));
            for (Contract.Content content : response.contents()) {
                ArrayNode any = Json.MAPPER.createArrayNode();
                schemas.forEach(schema -> any.add(schema.deepCopy()));
                String media = content.schema().substring(0, content.schema().lastIndexOf('/'));
                ((ObjectNode) Json.at(copy, media))
                        .set("schema", Json.MAPPER.createObjectNode().set("anyOf", any));
            }
        }
        return copy;
    }
}
