package io.github.upscale4j.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a contract, or a document, says of one field of the answer.
 *
 * @param path {@code created}, {@code data}, {@code data[]}, {@code data[].seed}
 * @param required whether the object around it lists it; an array's items count as required
 * @param types JSON Schema types, without null; empty if any type is allowed
 * @param format the schema's format, or empty
 * @param requiredAt where the list stands that would require it
 * @param typeAt where its type stands
 */
record Field(
        String path,
        boolean required,
        Set<String> types,
        boolean nullable,
        String format,
        String requiredAt,
        String typeAt) {

    /** The fields of the answer to a call that ran, each object's own before those inside of them. */
    static List<Field> of(Contract contract) {
        List<Field> fields = new ArrayList<>();
        for (Contract.Content content : contract.success().contents()) {
            walk(contract, contract.resolve(content.schema()), "", fields);
        }
        return List.copyOf(fields);
    }

    /** The paths that any of them names, in the order of the first that does. */
    static List<String> paths(Contract contract, List<Contract> documents) {
        Set<String> paths = new LinkedHashSet<>();
        of(contract).forEach(field -> paths.add(field.path()));
        documents.forEach(document -> of(document).forEach(field -> paths.add(field.path())));
        return List.copyOf(paths);
    }

    static Map<String, Field> byPath(Contract contract) {
        Map<String, Field> fields = new LinkedHashMap<>();
        of(contract).forEach(field -> fields.putIfAbsent(field.path(), field));
        return fields;
    }

    /** {@code required string|null}, as the table prints it. */
    String claim() {
        String named = types.isEmpty() ? "anything" : String.join("|", types);
        return (required ? "required " : "optional ") + named + (nullable ? "|null" : "");
    }

    /** {@link #claim} with the format. */
    String words() {
        return claim() + (format.isEmpty() ? "" : " " + format);
    }

    /** Whether a value of this type keeps what is said here. */
    boolean allows(Kind kind) {
        return switch (kind) {
            case NULL -> nullable;
            case INTEGER -> types.isEmpty() || types.contains("integer") || types.contains("number");
            default -> types.isEmpty() || types.contains(kind.text());
        };
    }

    private static void walk(Contract contract, String schema, String path, List<Field> fields) {
        Set<String> required = new LinkedHashSet<>(Contract.texts(contract.at(schema + "/required")));
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        contract.at(schema + "/properties").properties().forEach(p -> properties.put(p.getKey(), p.getValue()));
        List<Runnable> inner = new ArrayList<>();
        for (String name : properties.keySet()) {
            String at = contract.resolve(Json.append(schema + "/properties", name));
            String child = path.isEmpty() ? name : path + "." + name;
            fields.add(field(contract, child, required.contains(name), schema + "/required", at));
            inner.add(() -> descend(contract, at, child, fields));
        }
        inner.forEach(Runnable::run);
        for (int i = 0; i < contract.at(schema + "/allOf").size(); i++) {
            walk(contract, contract.resolve(schema + "/allOf/" + i), path, fields);
        }
    }

    private static void descend(Contract contract, String schema, String path, List<Field> fields) {
        if (contract.at(schema).has("items")) {
            String items = contract.resolve(schema + "/items");
            fields.add(field(contract, path + "[]", true, schema + "/items", items));
            descend(contract, items, path + "[]", fields);
        } else {
            walk(contract, schema, path, fields);
        }
    }

    private static Field field(Contract contract, String path, boolean required, String requiredAt, String at) {
        JsonNode schema = contract.at(at);
        Set<String> types = new LinkedHashSet<>(
                schema.path("type").isArray()
                        ? Contract.texts(schema.path("type"))
                        : Optional.ofNullable(schema.path("type").stringValue(null)).stream()
                                .toList());
        boolean nullable = types.remove("null") || !schema.has("type");
        return new Field(path, required, types, nullable, schema.path("format").asString(""), requiredAt, at + "/type");
    }
}
