package io.github.upscale4j.conformance;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON inside of a part, made from the schema of its content. */
final class Parameters {
    private static final String TEXT = "A quiet lake at dawn, mist over the water.";

    private final Contract contract;
    private final String schema;

    /** @param schema where the content's schema stands */
    Parameters(Contract contract, String schema) {
        this.contract = contract;
        this.schema = schema;
    }

    /** Every parameter at a value in the middle of what is allowed. */
    ObjectNode typical() {
        ObjectNode parameters = Json.MAPPER.createObjectNode();
        for (String name : contract.at(schema + "/properties").propertyNames()) {
            JsonNode parameter = contract.at(contract.resolve(Json.append(schema + "/properties", name)));
            if (parameter.has("enum")) {
                parameters.set(name, parameter.path("enum").path(0));
                continue;
            }
            switch (parameter.path("type").asString("")) {
                case "string" -> parameters.put(name, TEXT);
                case "boolean" -> parameters.put(name, true);
                case "integer" -> {
                    long least = parameter.path("minimum").asLong(0);
                    long most = parameter.path("maximum").asLong(least);
                    parameters.put(name, least + (most - least) / 2);
                }
                default ->
                    throw new IllegalArgumentException(
                            schema + ": expected a string, an integer, a boolean or an enumeration as " + name
                                    + ", found " + parameter);
            }
        }
        return parameters;
    }
}
