package io.github.upscale4j.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * An OpenAPI document of one operation: the contract, or what a published document claims, which is a contract too.
 * Pointers are JSON Pointers into the document, with references inside it resolved.
 */
final class Contract {
    private static final String HOME = "/io/github/upscale4j/contract/";

    private final String id;
    private final byte[] source;
    private final JsonNode tree;
    private final String pathPointer;
    private final String operationPointer;

    private Contract(String id, byte[] source, JsonNode tree) {
        this.id = id;
        this.source = source;
        this.tree = tree;
        this.pathPointer = onlyMember("/paths");
        this.operationPointer = onlyMember(pathPointer);
    }

    /** The contract on the class path. */
    static Contract published() {
        try (InputStream in = Contract.class.getResourceAsStream(HOME + "upscale.yaml")) {
            if (in == null) {
                throw new IllegalStateException("expected " + HOME + "upscale.yaml on the class path, found nothing");
            }
            return parse("contract", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The published documents beside the contract on the class path, ordered by their ids. */
    static List<Contract> documents() {
        URL contract = Contract.class.getResource(HOME + "upscale.yaml");
        if (contract == null) {
            throw new IllegalStateException("expected " + HOME + "upscale.yaml on the class path, found nothing");
        }
        try {
            URI uri = contract.toURI();
            if (!"jar".equals(uri.getScheme())) {
                return readAll(Path.of(uri).resolveSibling("documents"));
            }
            URI jar = URI.create(
                    uri.toString().substring(0, uri.toString().indexOf("!/")).substring("jar:".length()));
            try (FileSystem files = FileSystems.newFileSystem(Path.of(jar))) {
                return readAll(files.getPath(HOME, "documents"));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Contract> readAll(Path folder) throws IOException {
        List<Contract> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted(Comparator.comparing(Path::toString)).toList()) {
                String name = String.valueOf(file.getFileName());
                documents.add(parse(name.substring(0, name.lastIndexOf('.')), Files.readAllBytes(file)));
            }
        }
        return List.copyOf(documents);
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
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(source));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode tree() {
        return tree;
    }

    String path() {
        return pathPointer.substring("/paths/".length()).replace("~1", "/").replace("~0", "~");
    }

    String method() {
        return operationPointer.substring(operationPointer.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
    }

    JsonNode at(String pointer) {
        return Json.at(tree, pointer);
    }

    /** Follows references inside the document. */
    String resolve(String pointer) {
        String at = pointer;
        for (JsonNode reference = at(at).path("$ref"); reference.isString(); reference = at(at).path("$ref")) {
            at = reference.stringValue().substring(1);
        }
        return at;
    }

    /** Where the operation's schemes to authenticate stand, in order of preference. */
    List<Credential.Scheme> credentialSchemes() {
        List<Credential.Scheme> schemes = new ArrayList<>();
        for (JsonNode alternative : at(operationPointer + "/security")) {
            for (String name : alternative.propertyNames()) {
                schemes.add(Credential.Scheme.of(name, at(Json.append("/components/securitySchemes", name))));
            }
        }
        return List.copyOf(schemes);
    }

    /** The media type of the request's body. */
    String requestMediaType() {
        String content = onlyMember(operationPointer + "/requestBody/content");
        return content.substring(content.lastIndexOf('/') + 1)
                .replace("~1", "/")
                .replace("~0", "~");
    }

    List<Part> parts() {
        String content = onlyMember(operationPointer + "/requestBody/content");
        String schema = resolve(content + "/schema");
        List<String> required = texts(at(schema + "/required"));
        List<Part> parts = new ArrayList<>();
        for (String name : at(schema + "/properties").propertyNames()) {
            String pointer = resolve(Json.append(schema + "/properties", name));
            JsonNode part = at(pointer);
            String encoded = at(Json.append(content + "/encoding", name))
                    .path("contentType")
                    .asString("");
            String inner = part.path("contentMediaType").asString("");
            String mediaTypes = !encoded.isEmpty() ? encoded : inner.isEmpty() ? "application/octet-stream" : inner;
            Optional<String> contentSchema =
                    part.has("contentSchema") ? Optional.of(resolve(pointer + "/contentSchema")) : Optional.empty();
            parts.add(new Part(
                    name, required.contains(name), List.of(mediaTypes.trim().split("\\s*,\\s*")), contentSchema));
        }
        return List.copyOf(parts);
    }

    /** The parameter that says how many items the answer has: the one with {@code x-counts}. */
    Optional<Counter> counter() {
        for (Part part : parts()) {
            for (String schema : part.contentSchema().stream().toList()) {
                for (String name : at(schema + "/properties").propertyNames()) {
                    JsonNode parameter = at(resolve(Json.append(schema + "/properties", name)));
                    if (parameter.has("x-counts")) {
                        return Optional.of(new Counter(
                                name,
                                parameter.path("maximum").asInt(1),
                                parameter.path("x-counts").asString()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    List<Response> responses() {
        List<Response> responses = new ArrayList<>();
        String all = operationPointer + "/responses";
        for (String status : at(all).propertyNames()) {
            String pointer = resolve(Json.append(all, status));
            List<Content> contents = new ArrayList<>();
            for (Map.Entry<String, JsonNode> content : at(pointer + "/content").properties()) {
                String at = Json.append(pointer + "/content", content.getKey());
                List<Example> examples = new ArrayList<>();
                for (Map.Entry<String, JsonNode> example :
                        content.getValue().path("examples").properties()) {
                    examples.add(new Example(
                            status,
                            content.getKey(),
                            example.getKey(),
                            Json.append(at + "/examples", example.getKey()) + "/value",
                            example.getValue().path("value")));
                }
                contents.add(new Content(content.getKey(), at + "/schema", List.copyOf(examples)));
            }
            Optional<Refusal> refuses =
                    at(pointer).has("x-refuses") ? Optional.of(Refusal.of(at(pointer))) : Optional.empty();
            responses.add(new Response(status, refuses, List.copyOf(contents)));
        }
        return List.copyOf(responses);
    }

    Optional<Response> response(int status) {
        return responses().stream()
                .filter(response -> response.status().equals(String.valueOf(status)))
                .findFirst();
    }

    /** The answer to a call that ran: the first documented 2xx. */
    Response success() {
        return responses().stream()
                .filter(response -> response.status().startsWith("2"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(id + ": expected a 2xx response, found none"));
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

    private String onlyMember(String pointer) {
        JsonNode object = at(pointer);
        if (object.size() != 1) {
            throw new IllegalArgumentException(
                    id + ": expected one member at " + pointer + ", found " + object.propertyNames());
        }
        return Json.append(pointer, object.propertyNames().iterator().next());
    }

    /**
     * A part of the multipart body.
     *
     * @param contentSchema where the schema of the JSON in it stands, if it holds JSON
     */
    record Part(String name, boolean required, List<String> mediaTypes, Optional<String> contentSchema) {}

    /**
     * What says how many items the answer has.
     *
     * @param parameter its name
     * @param most how many it may ask for
     * @param array where the answer has them
     */
    record Counter(String parameter, int most, String array) {}

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

        static Refusal of(JsonNode response) {
            return valueOf(response.path("x-refuses").asString().toUpperCase(Locale.ROOT));
        }
    }
}
