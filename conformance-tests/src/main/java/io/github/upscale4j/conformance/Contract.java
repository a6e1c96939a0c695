package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An OpenAPI document of one operation: the contract, or what a published document claims, which is a contract too.
 * Pointers are JSON Pointers into the document, with references inside it resolved.
 */
final class Contract {
    private final String id;
    private final byte[] source;
    private final JsonNode tree;
    private final String pathPointer;
    private final String operationPointer;
    private @Nullable Inputs inputs;
    private @Nullable List<Response> responses;

    private Contract(String id, byte[] source, JsonNode tree) {
        this.id = id;
        this.source = source;
        this.tree = tree;
        this.pathPointer = onlyMember("/paths");
        this.operationPointer = onlyMember(pathPointer);
    }

    /** The contract on the class path. */
    static Contract published() {
        return Published.contract();
    }

    /** The published documents beside the contract on the class path, ordered by their ids. */
    static List<Contract> documents() {
        return Published.documents();
    }

    /** @param id how reports name it */
    static Contract parse(String id, byte[] yaml) {
        return new Contract(id, yaml.clone(), Json.parseYaml(yaml));
    }

    String id() {
        return id;
    }

    String title() {
        return Json.at(tree, "/info/title").asString("");
    }

    /** The hash of the document as it was written, in lower-case hexadecimal. */
    String sha256() {
        return Digest.of(source).sha256();
    }

    JsonNode tree() {
        return tree;
    }

    /** As it was written. */
    byte[] source() {
        return source.clone();
    }

    /** Where the operation stands. */
    String operation() {
        return operationPointer;
    }

    /** @throws IllegalArgumentException if it has parameters in it */
    String path() {
        String path = lastToken(pathPointer);
        if (path.contains("{")) {
            throw refused(pathPointer, "a path without parameters", path.substring(path.indexOf('{')));
        }
        return path;
    }

    String method() {
        return lastToken(operationPointer).toUpperCase(Locale.ROOT);
    }

    JsonNode at(String pointer) {
        return Json.at(tree, pointer);
    }

    /** Follows references inside the document. */
    String resolve(String pointer) {
        List<String> chain = chain(pointer);
        return chain.get(chain.size() - 1);
    }

    /** A place and those that it refers to, one after the other. */
    List<String> chain(String pointer) {
        List<String> chain = new ArrayList<>(List.of(pointer));
        String at = pointer;
        for (JsonNode to = at(at).path("$ref"); to.isString(); to = at(at).path("$ref")) {
            String next = to.stringValue();
            boolean inside = next.startsWith("#/") && !at(next.substring(1)).isMissingNode();
            if (!inside || chain.contains(next.substring(1))) {
                throw refused(at + "/$ref", "a reference to another place in the document", next);
            }
            at = next.substring(1);
            chain.add(at);
        }
        return chain;
    }

    /** {@code contract:/paths/~1a}. */
    String place(String pointer) {
        return id + ":" + pointer;
    }

    /** What makes it impossible to derive the right probes. */
    IllegalArgumentException refused(String pointer, String expected, Object found) {
        return refusedAt(place(pointer), expected, found);
    }

    /** As {@link #refused}, by {@link #place}. */
    static IllegalArgumentException refusedAt(String place, String expected, Object found) {
        return new IllegalArgumentException(place + ": expected " + expected + ", found " + found);
    }

    /** {@code image-file} for {@code image_file}: only lower-case letters, digits and single hyphens; may be empty. */
    static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }

    /** How a call may authenticate. */
    Security security() {
        return Security.of(this, operationPointer);
    }

    /** The operation's schemes to authenticate, in order of preference; at least one. */
    List<Credential.Scheme> credentialSchemes() {
        return security().schemes();
    }

    /** What a call can hold. Read when it is first asked for: no probe is made from documents that are only compared. */
    private Inputs inputs() {
        Inputs read = inputs;
        if (read == null) {
            read = Inputs.of(this, operationPointer);
            inputs = read;
        }
        return read;
    }

    /** The media type of the request's body. */
    String requestMediaType() {
        return inputs().mediaType();
    }

    List<Part> parts() {
        return inputs().parts();
    }

    /** The properties of the JSON inside of the parts. */
    List<Parameter> parameters() {
        return inputs().parameters();
    }

    /** The properties of the JSON inside of a part; none if it holds no JSON. */
    List<Parameter> parameters(Part part) {
        return parameters().stream()
                .filter(parameter -> parameter.part().equals(part.name()))
                .toList();
    }

    /** What is said of the items of the answer to a call that ran; empty if no parameter says how many to make. */
    Optional<Items> items() {
        return inputs().items();
    }

    List<Response> responses() {
        List<Response> read = responses;
        if (read == null) {
            read = Responses.read(this, operationPointer + "/responses");
            responses = read;
        }
        return read;
    }

    Optional<Response> response(int status) {
        return responses().stream()
                .filter(response -> response.status().equals(String.valueOf(status)))
                .findFirst();
    }

    /** The answer to a call that ran: the first documented 2xx with a body. */
    Response success() {
        return responses().stream()
                .filter(response -> response.status().startsWith("2")
                        && !response.contents().isEmpty())
                .findFirst()
                .orElseThrow(() -> refused(operationPointer + "/responses", "a 2xx response with a body", "none"));
    }

    /** The statuses by which a provider turns a call down for this reason. */
    List<String> statusesThatRefuse(Refusal refusal) {
        return responses().stream()
                .filter(response -> response.refuses().equals(Optional.of(refusal)))
                .map(Response::status)
                .toList();
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asString()));
        return List.copyOf(texts);
    }

    /** The last name of a pointer, as it is written in an object. */
    static String lastToken(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
    }

    String onlyMember(String pointer) {
        JsonNode object = at(pointer);
        if (object.size() != 1) {
            throw refused(pointer, "one member", object.propertyNames());
        }
        return Json.append(pointer, object.propertyNames().iterator().next());
    }

    /**
     * A part of the multipart body.
     *
     * @param contentSchema where the schema of the JSON in it stands, if it holds JSON
     * @param maxBytes how large it may be; 0 if the contract does not say
     */
    record Part(String name, boolean required, List<String> mediaTypes, Optional<String> contentSchema, long maxBytes) {
        static final String WHERE = "part:";

        /** {@code part:image_file}. */
        String where() {
            return WHERE + name;
        }

        /** Whether it has a limit, and a file of exactly that size can be made. */
        boolean isSizable() {
            return maxBytes > 0 && mediaTypes.contains(Pictures.SIZABLE);
        }

        /** {@code image-file}. */
        String id() {
            return kebab(name);
        }
    }

    /** A documented answer. */
    record Response(String status, Optional<Refusal> refuses, List<Content> contents) {
        List<Example> examples() {
            return contents.stream()
                    .flatMap(content -> content.examples().stream())
                    .toList();
        }
    }

    /** One media type of an answer, with the pointer of its schema. */
    record Content(String mediaType, String schema, List<Example> examples) {}

    /** A named example of an answer. */
    record Example(String status, String mediaType, String name, String pointer, JsonNode value) {}

    /** What a status turns down, as the contract's {@code x-refuses} says. */
    enum Refusal {
        INPUT,
        KEY,
        MONEY,
        PACE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
