package io.github.upscale4j.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the contract says of its one operation. Immutable. */
final class Contract {
    private static final String RESOURCE = "/io/github/upscale4j/contract/upscale.json";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /**
     * A part of the request's body.
     *
     * @param content the schema of the JSON text inside, or null
     * @param mediaTypes the kinds of file, empty if it is none
     * @param maxBytes the largest size in bytes
     */
    record Part(String name, boolean required, @Nullable Schema content, Set<String> mediaTypes, long maxBytes) {}

    /** How a key is sent: the header's name, and the word before the key or null. */
    record Credential(String header, @Nullable String scheme) {}

    private final Object document;
    final String path;
    final String method;
    final String requestMediaType;
    final List<Part> parts;
    final List<Credential> credentials;
    final Map<?, ?> responses;
    final int successStatus;

    Contract(String json) {
        try {
            document = some(JsonReader.read(json));
        } catch (JsonReader.MalformedJson e) {
            throw new IllegalArgumentException("the contract is no JSON: " + e.getMessage(), e);
        }
        Map<?, ?> paths = map(get(document, "paths"));
        path = (String) paths.keySet().iterator().next();
        Map<?, ?> item = map(get(paths, path));
        String verb = (String) item.keySet().stream()
                .filter(METHODS::contains)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the contract has no operation at " + path));
        method = verb.toUpperCase(Locale.ROOT);
        Map<?, ?> operation = map(get(item, verb));
        Map<?, ?> content = map(get(get(operation, "requestBody"), "content"));
        requestMediaType = (String) content.keySet().iterator().next();
        parts = parts(map(get(content, requestMediaType)));
        credentials = credentials();
        responses = map(get(operation, "responses"));
        successStatus = responses.keySet().stream()
                .map(status -> Integer.parseInt((String) status))
                .filter(status -> status / 100 == 2)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the contract has no 2xx response"));
    }

    /** The contract that this build carries. */
    static Contract bundled() {
        try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "expected the contract at " + RESOURCE + " on the class path but found nothing");
            }
            return new Contract(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The part that holds the picture. */
    Part picturePart() {
        return parts.stream()
                .filter(part -> !part.mediaTypes.isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the contract has no part with a file"));
    }

    /** The part that holds the parameters. */
    Part parametersPart() {
        return parts.stream()
                .filter(part -> part.content != null)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the contract has no part with a contentSchema"));
    }

    /** The media types of a status in the contract's order; empty if the contract does not have the status. */
    Map<?, ?> content(int status) {
        return responses.get(String.valueOf(status)) instanceof Map<?, ?> response
                        && response.get("content") instanceof Map<?, ?> content
                ? content
                : Map.of();
    }

    /** What a schema says once its references are followed; what stands beside a reference wins. */
    Map<?, ?> schema(@Nullable Object node) {
        Map<?, ?> here = map(node);
        if (!(here.get("$ref") instanceof String ref)) {
            return here;
        }
        Map<Object, @Nullable Object> all = new LinkedHashMap<>(schema(Schema.resolve(document, ref)));
        here.forEach((keyword, value) -> {
            if (!keyword.equals("$ref")) {
                all.put(keyword, value);
            }
        });
        return all;
    }

    Schema checker(@Nullable Object node, String name) {
        return new Schema(document, node, name);
    }

    private List<Part> parts(Map<?, ?> body) {
        Map<?, ?> schema = schema(get(body, "schema"));
        List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
        List<Part> all = new ArrayList<>();
        map(get(schema, "properties")).forEach((key, value) -> {
            String name = (String) key;
            Map<?, ?> property = schema(value);
            Schema content = null;
            if (property.containsKey("contentSchema")) {
                Object inner = property.get("contentSchema");
                String ref = map(inner).get("$ref") instanceof String text ? text : name;
                content = checker(inner, ref.substring(ref.lastIndexOf('/') + 1));
                content.requireUnderstood();
            }
            Set<String> kinds = new LinkedHashSet<>();
            if (body.get("encoding") instanceof Map<?, ?> encodings
                    && encodings.get(name) instanceof Map<?, ?> encoding
                    && encoding.get("contentType") instanceof String types
                    && "binary".equals(property.get("format"))) {
                for (String type : List.of(types.split(",", -1))) {
                    kinds.add(type.strip().toLowerCase(Locale.ROOT));
                }
            }
            long max =
                    property.get("x-max-bytes") instanceof BigDecimal bytes ? bytes.longValueExact() : Long.MAX_VALUE;
            all.add(new Part(name, required.contains(name), content, Set.copyOf(kinds), max));
        });
        return List.copyOf(all);
    }

    private List<Credential> credentials() {
        List<Credential> all = new ArrayList<>();
        map(get(get(document, "components"), "securitySchemes")).values().forEach(value -> {
            Map<?, ?> scheme = map(value);
            if ("http".equals(scheme.get("type"))) {
                all.add(new Credential("Authorization", (String) scheme.get("scheme")));
            } else if ("apiKey".equals(scheme.get("type")) && "header".equals(scheme.get("in"))) {
                all.add(new Credential((String) get(scheme, "name"), null));
            }
        });
        return List.copyOf(all);
    }

    private static Object get(@Nullable Object node, String name) {
        Object value = node instanceof Map<?, ?> map ? map.get(name) : null;
        if (value != null) {
            return value;
        }
        throw new IllegalArgumentException("expected \"" + name + "\" in the contract but found none");
    }

    private static Map<?, ?> map(@Nullable Object node) {
        if (node instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("expected an object in the contract but found " + JsonWriter.write(node));
    }

    private static Object some(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("expected an object in the contract but found null");
        }
        return value;
    }
}
