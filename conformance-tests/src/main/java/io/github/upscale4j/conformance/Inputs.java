package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a call can hold, as the contract has it. Whatever no right probe can be made from is refused, with its place: half
 * of a promise read would call an honest provider deviant, or leave it unchecked without a word.
 *
 * @param mediaType of the body
 * @param parameters of the JSON in all parts
 */
record Inputs(String mediaType, List<Contract.Part> parts, List<Parameter> parameters, Optional<Items> items) {
    /** The least that a limit of a file's size can be: a picture fits into it. */
    private static final long LEAST_MAX_BYTES = 10_000;

    private static final Set<String> OBJECT = Set.of("type", "properties", "required");
    private static final Set<String> PART = Set.of("type", "format", "contentMediaType", "contentSchema");

    /** @throws IllegalArgumentException that names the place in the contract */
    static Inputs of(Contract contract, String operation) {
        refuseRequired(contract, operation + "/parameters");
        for (Contract.Refusal reason : List.of(Contract.Refusal.INPUT, Contract.Refusal.KEY)) {
            boolean asked =
                    reason == Contract.Refusal.INPUT || contract.security().needed();
            if (asked && contract.statusesThatRefuse(reason).isEmpty()) {
                throw contract.refused(operation + "/responses", "one with x-refuses: " + reason.word(), "none");
            }
        }
        String body = contract.resolve(operation + "/requestBody");
        if (!contract.at(body + "/required").asBoolean(false)) {
            throw contract.refused(body + "/required", "true", contract.at(body + "/required"));
        }
        String content = contract.onlyMember(body + "/content");
        String mediaType = Contract.lastToken(content);
        if (!mediaType.equals("multipart/form-data")) {
            throw contract.refused(content, "multipart/form-data", mediaType);
        }
        String schema = plain(contract, content + "/schema");
        Map<String, Boolean> members = members(contract, schema);
        if (!members.containsValue(true)) {
            throw contract.refused(schema + "/required", "a part, without which no body is multipart", "none");
        }
        String encoding = content + "/encoding";
        for (String name : contract.at(encoding).propertyNames()) {
            if (!members.containsKey(name)) {
                throw contract.refused(Json.append(encoding, name), "a part of this name in " + schema, "none");
            }
            understood(contract, Json.append(encoding, name), Set.of("contentType"));
        }
        List<Contract.Part> parts = new ArrayList<>();
        List<Parameter> parameters = new ArrayList<>();
        Map<String, String> ids = new HashMap<>();
        contract.credentialSchemes()
                .forEach(scheme -> ids.put(Contract.kebab(scheme.header()), "/components/securitySchemes"));
        Map<String, String> names = new HashMap<>();
        members.forEach((name, required) -> {
            String pointer = Json.append(schema + "/properties", name);
            Contract.Part part = part(contract, name, required, pointer, Json.append(encoding, name));
            parts.add(part);
            unique(contract, ids, part.id(), "an id, which probes are named by", pointer);
            part.contentSchema().ifPresent(inner -> members(contract, inner).forEach((property, needed) -> {
                String at = Json.append(inner + "/properties", property);
                Parameter parameter = new Parameter(name, property, needed, merged(contract, at), contract.place(at));
                parameters.add(parameter);
                unique(contract, names, parameter.where(), "a name", at);
                unique(contract, ids, parameter.id(), "an id, which probes are named by", at);
            }));
        });
        return new Inputs(
                mediaType, List.copyOf(parts), List.copyOf(parameters), Items.read(contract, List.copyOf(parameters)));
    }

    /** Parameters of the path, the query, the headers and the cookies are never sent. */
    private static void refuseRequired(Contract contract, String pointer) {
        for (int i = 0; i < contract.at(pointer).size(); i++) {
            String at = contract.resolve(pointer + "/" + i);
            JsonNode parameter = contract.at(at);
            if (parameter.path("required").asBoolean(false)) {
                throw contract.refused(
                        at,
                        "no required parameter outside of the body",
                        parameter.path("in").asString("") + " "
                                + parameter.path("name").asString(""));
            }
        }
    }

    /** Where a schema stands that others may refer to, but not add to. */
    private static String plain(Contract contract, String pointer) {
        List<String> chain = contract.chain(pointer);
        for (String at : chain.subList(0, chain.size() - 1)) {
            understood(contract, at, Set.of("$ref"));
        }
        return chain.get(chain.size() - 1);
    }

    /** The names of an object's properties, each with whether it is required. */
    private static Map<String, Boolean> members(Contract contract, String schema) {
        understood(contract, schema, OBJECT);
        if (!contract.at(schema + "/type").asString("").equals("object")) {
            throw contract.refused(schema + "/type", "object", contract.at(schema + "/type"));
        }
        Map<String, Boolean> members = new LinkedHashMap<>();
        contract.at(schema + "/properties").propertyNames().forEach(name -> members.put(name, false));
        JsonNode required = contract.at(schema + "/required");
        if (!required.isMissingNode() && !required.isArray()) {
            throw contract.refused(schema + "/required", "a list", required);
        }
        for (int i = 0; i < required.size(); i++) {
            if (members.replace(required.path(i).asString(""), true) == null) {
                throw contract.refused(schema + "/required/" + i, "the name of a property", required.path(i));
            }
        }
        return members;
    }

    private static Contract.Part part(
            Contract contract, String name, boolean required, String pointer, String encoding) {
        ObjectNode part = merged(contract, pointer);
        Keywords.understood(contract.place(pointer), part, PART);
        String encoded = contract.at(encoding).path("contentType").asString("");
        String inner = part.path("contentMediaType").asString("");
        List<String> mediaTypes =
                Arrays.asList((encoded.isEmpty() ? inner : encoded).trim().split("\\s*,\\s*"));
        boolean json = mediaTypes.size() == 1 && mediaTypes.get(0).matches("application/([^/;]+\\+)?json");
        Optional<String> schema = Optional.empty();
        if (json && part.has("contentSchema") && !part.has("format")) {
            for (String at : contract.chain(pointer)) {
                if (contract.at(at).has("contentSchema")) {
                    schema = Optional.of(plain(contract, at + "/contentSchema"));
                    break;
                }
            }
        } else if (part.has("contentSchema")
                || !part.path("format").asString("binary").equals("binary")
                || !mediaTypes.stream().allMatch(Pictures::canBe)) {
            throw contract.refused(
                    pointer,
                    "JSON, as a string with a contentSchema, or a file of kinds of picture that can be made",
                    (encoded + inner).isEmpty() ? "a part of no media type" : String.join(", ", mediaTypes));
        }
        if (!part.path("type").asString("string").equals("string")) {
            throw contract.refused(pointer, "a string", part.path("type"));
        }
        if (mediaTypes.stream().distinct().count() < mediaTypes.size()) {
            throw contract.refused(pointer, "each media type once", String.join(", ", mediaTypes));
        }
        JsonNode maxBytes = part.path("x-max-bytes");
        if (!maxBytes.isMissingNode()
                && !(maxBytes.canConvertToExactIntegral() && maxBytes.asLong(0) >= LEAST_MAX_BYTES)) {
            throw contract.refused(pointer + "/x-max-bytes", "a number of at least " + LEAST_MAX_BYTES, maxBytes);
        }
        return new Contract.Part(name, required, List.copyOf(mediaTypes), schema, maxBytes.asLong(0));
    }

    /** A schema with those that it refers to. */
    private static ObjectNode merged(Contract contract, String pointer) {
        ObjectNode merged = Json.MAPPER.createObjectNode();
        for (String at : contract.chain(pointer)) {
            if (!contract.at(at).isObject()) {
                throw contract.refused(at, "a schema", contract.at(at));
            }
            for (Map.Entry<String, JsonNode> keyword : contract.at(at).properties()) {
                JsonNode other = merged.path(keyword.getKey());
                // Both would hold.
                if (!other.isMissingNode() && !other.equals(keyword.getValue()) && !Keywords.says(keyword.getKey())) {
                    throw contract.refused(
                            Json.append(at, keyword.getKey()), "the same as in " + pointer, keyword.getValue());
                }
                merged.putIfAbsent(keyword.getKey(), keyword.getValue());
            }
        }
        return merged.remove(List.of("$ref"));
    }

    private static void understood(Contract contract, String pointer, Set<String> keywords) {
        Keywords.understood(contract.place(pointer), contract.at(pointer), keywords);
    }

    private static void unique(Contract contract, Map<String, String> seen, String key, String what, String pointer) {
        String other = seen.putIfAbsent(key, pointer);
        if (key.isEmpty() || other != null) {
            throw contract.refused(pointer, what + " of its own", other == null ? "none" : key + ", as at " + other);
        }
    }
}
