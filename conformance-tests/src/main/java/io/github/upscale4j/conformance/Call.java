package io.github.upscale4j.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call in the making: starts as one that keeps the contract, with every part, and is changed in what a probe is
 * about. Immutable.
 *
 * @param credential null to send no key
 */
record Call(Contract contract, Target target, @Nullable Credential credential, List<Header> headers, Multipart body) {
    private static final String BOUNDARY = "upscale4j-9f2c1b7e5d";

    Call {
        headers = List.copyOf(headers);
    }

    /**
     * @param picture the place of the picture's media type among those that the contract lists, from 0
     * @param seed another picture for each
     * @param images how many to ask for; 0 where the contract has no parameter for it
     */
    static Call good(Contract contract, Target target, int picture, long seed, int images) {
        List<Multipart.Part> parts = new ArrayList<>();
        for (Contract.Part part : contract.parts()) {
            String mediaType = part.mediaTypes().get(picture % part.mediaTypes().size());
            if (part.contentSchema().isPresent()) {
                parts.add(new Multipart.Part(
                        part.name(),
                        null,
                        mediaType,
                        parameters(contract, part.contentSchema().get(), images)));
            } else {
                String fileName = part.name() + "." + mediaType.substring(mediaType.indexOf('/') + 1);
                parts.add(new Multipart.Part(part.name(), fileName, mediaType, Pictures.of(mediaType, seed)));
            }
        }
        Credential credential = new Credential(contract.credentialSchemes().get(0), target.key());
        String accept = contract.success().contents().get(0).mediaType();
        return new Call(
                contract,
                target,
                credential,
                List.of(new Header("Accept", accept)),
                new Multipart(contract.requestMediaType(), BOUNDARY, parts));
    }

    /** The media types of picture that the contract lists. */
    static List<String> pictures(Contract contract) {
        return contract.parts().stream()
                .filter(part -> part.contentSchema().isEmpty())
                .map(Contract.Part::mediaTypes)
                .findFirst()
                .orElse(List.of());
    }

    /** The most images to ask for that is not more than this; 0 if the contract has no parameter for it. */
    static int images(Contract contract, int atMost) {
        return contract.counter()
                .map(counter -> Math.min(atMost, counter.most()))
                .orElse(0);
    }

    private static byte[] parameters(Contract contract, String schema, int images) {
        ObjectNode json = new Parameters(contract, schema).typical();
        contract.counter().ifPresent(counter -> json.put(counter.parameter(), images));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    Call without(String part) {
        return new Call(contract, target, credential, headers, body.without(part));
    }

    Call withoutKey() {
        return new Call(contract, target, null, headers, body);
    }

    /** With this header in place of any other of its name. */
    Call with(Header header) {
        List<Header> changed = new ArrayList<>(headers);
        changed.removeIf(other -> other.name().equalsIgnoreCase(header.name()));
        changed.add(header);
        return new Call(contract, target, credential, changed, body);
    }

    Request request() {
        return new Request(
                contract.method(), target.endpoint(contract), headers, credential, body.contentType(), body.bytes());
    }
}
