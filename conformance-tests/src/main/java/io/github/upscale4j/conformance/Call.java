package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call in the making: starts as one that keeps the contract, and is changed in what a probe is about. Immutable.
 *
 * @param credential null to send no key
 * @param parameters the JSON that is sent; what it was, where a probe sends something else in its place
 */
record Call(
        Contract contract,
        Target target,
        @Nullable Credential credential,
        List<Header> headers,
        Multipart body,
        ObjectNode parameters) {
    private static final String BOUNDARY = "upscale4j-9f2c1b7e5d";

    Call {
        headers = List.copyOf(headers);
    }

    /** @param seed another picture for each */
    static Call of(Contract contract, Target target, Combination combination, long seed) {
        ObjectNode parameters = combination.parameters(contract.parameters());
        List<Multipart.Part> parts = new ArrayList<>();
        for (Contract.Part part : contract.parts()) {
            if (part.contentSchema().isPresent()) {
                if (!combination.leavesOut(part.where())) {
                    parts.add(part(part, part.mediaTypes().get(0), bytes(json(contract, part, parameters))));
                }
            } else if (!combination.at(part.where()).isMissingNode()) {
                String kind = combination.at(part.where()).asString();
                int size = kind.indexOf(Combination.SIZE);
                String mediaType = size < 0 ? kind : kind.substring(0, size);
                parts.add(part(
                        part,
                        mediaType,
                        size < 0
                                ? Pictures.of(mediaType, seed)
                                : Pictures.sized(
                                        seed, Integer.parseInt(kind.substring(size + Combination.SIZE.length())))));
            }
        }
        String accept = contract.success().contents().get(0).mediaType();
        return new Call(
                contract,
                target,
                target.credential(),
                List.of(new Header("Accept", accept)),
                new Multipart(contract.requestMediaType(), BOUNDARY, parts),
                parameters);
    }

    /**
     * Every part and every parameter, in the middle of what is allowed.
     *
     * @param picture the place of the picture's media type among those that the contract lists, from 0
     * @param images how many to ask for, or as near to that as is allowed
     */
    static Call good(Contract contract, Target target, int picture, long seed, int images) {
        Map<String, JsonNode> choices = new LinkedHashMap<>();
        for (Contract.Part part : contract.parts()) {
            if (part.contentSchema().isEmpty()) {
                choices.put(
                        part.where(),
                        JsonNodeFactory.instance.stringNode(part.mediaTypes()
                                .get(picture % part.mediaTypes().size())));
            }
        }
        contract.parameters().forEach(parameter -> choices.put(parameter.where(), parameter.typical()));
        Items.of(contract)
                .map(Items::counter)
                .ifPresent(counter -> choices.put(
                        counter.where(),
                        JsonNodeFactory.instance.numberNode(
                                Math.max(counter.least(), Math.min(images, counter.most())))));
        return of(contract, target, new Combination(choices), seed);
    }

    private static Multipart.Part part(Contract.Part part, String mediaType, byte[] bytes) {
        return new Multipart.Part(
                part.name(), part.contentSchema().isPresent() ? null : fileName(part, mediaType), mediaType, bytes);
    }

    private static String fileName(Contract.Part part, String mediaType) {
        return part.name() + "." + mediaType.substring(mediaType.indexOf('/') + 1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Call without(Contract.Part part) {
        return new Call(contract, target, credential, headers, body.without(part.name()), unsaid(part));
    }

    /** The parameters that are left when their part says something else. */
    private ObjectNode unsaid(Contract.Part part) {
        ObjectNode said = parameters.deepCopy();
        contract.parameters(part).forEach(parameter -> said.remove(parameter.name()));
        return said;
    }

    /** The text of a part: those of the parameters that are its own. */
    String json(Contract.Part part) {
        return json(contract, part, parameters);
    }

    private static String json(Contract contract, Contract.Part part, ObjectNode parameters) {
        List<String> own =
                contract.parameters(part).stream().map(Parameter::name).toList();
        return parameters.deepCopy().retain(own).toString();
    }

    Call with(@Nullable Credential other) {
        return new Call(contract, target, other, headers, body, parameters);
    }

    /** With this header in place of any other of its name. */
    Call with(Header header) {
        List<Header> changed = new ArrayList<>(headers);
        changed.removeIf(other -> other.name().equalsIgnoreCase(header.name()));
        changed.add(header);
        return new Call(contract, target, credential, changed, body, parameters);
    }

    /** With other bytes in a part, which claim to be of this media type. */
    Call with(Contract.Part part, String mediaType, byte[] bytes) {
        return new Call(contract, target, credential, headers, body.with(part(part, mediaType, bytes)), unsaid(part));
    }

    /** With another text where the JSON of the parameters stands. */
    Call with(Contract.Part part, String text) {
        return with(part, part.mediaTypes().get(0), bytes(text));
    }

    /** With another value for a parameter. */
    Call with(Contract.Part part, Parameter parameter, JsonNode value) {
        ObjectNode changed = parameters.deepCopy();
        changed.set(parameter.name(), value);
        return with(part, changed);
    }

    Call without(Contract.Part part, Parameter parameter) {
        ObjectNode changed = parameters.deepCopy();
        changed.remove(parameter.name());
        return with(part, changed);
    }

    private Call with(Contract.Part part, ObjectNode changed) {
        Multipart other = with(part, json(contract, part, changed)).body();
        return new Call(contract, target, credential, headers, other, changed);
    }

    Request request() {
        return request(contract.method());
    }

    /** The same with another method. */
    Request request(String method) {
        return new Request(
                method, target.endpoint(), headers, credential, body.contentType(), body.bytes(), body.parts());
    }

    /** Another request with the same key and headers. */
    Request request(String method, @Nullable String contentType, byte[] bytes) {
        return new Request(method, target.endpoint(), headers, credential, contentType, bytes);
    }
}
