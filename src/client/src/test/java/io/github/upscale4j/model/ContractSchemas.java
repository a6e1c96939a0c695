package io.github.upscale4j.model;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Okio;

/** The schemas and examples of the contract, so that no test types a field of its own. */
public final class ContractSchemas {
    private static final Map<String, Object> CONTRACT = read();

    private ContractSchemas() {}

    /** The schema at {@code #/components/schemas/NAME}. */
    public static Map<String, Object> schema(String name) {
        return object(object(object(CONTRACT, "components"), "schemas"), name);
    }

    /** The properties of a schema, each with what its reference refers to. */
    static Map<String, Map<String, Object>> properties(String schema) {
        Map<String, Map<String, Object>> result = new LinkedHashMap<>();
        object(schema(schema), "properties").forEach((name, value) -> {
            Map<String, Object> property = cast(value);
            if (property.get("$ref") instanceof String reference) {
                property = new LinkedHashMap<>(property);
                property.putAll(schema(reference.substring(reference.lastIndexOf('/') + 1)));
            }
            result.put(name, property);
        });
        return result;
    }

    static List<?> required(String schema) {
        return (List<?>) schema(schema).getOrDefault("required", List.of());
    }

    static boolean allowsNull(Map<String, Object> property) {
        return property.get("type") instanceof List<?> types && types.contains("null");
    }

    /** The type of a property, {@code null} left out. */
    static String type(Map<String, Object> property) {
        if (property.get("type") instanceof List<?> types) {
            return (String) types.stream()
                    .filter(type -> !type.equals("null"))
                    .findFirst()
                    .orElseThrow();
        }
        return (String) property.get("type");
    }

    /** The one operation of the contract. */
    public static Map<String, Object> operation() {
        Map<String, Object> path =
                cast(object(CONTRACT, "paths").values().iterator().next());
        return object(path, "post");
    }

    /** The path of the one operation. */
    public static String path() {
        return object(CONTRACT, "paths").keySet().iterator().next();
    }

    /** The value of each named example of the answer with that status. */
    public static Map<String, Object> examples(String status) {
        Map<String, Object> json =
                object(object(object(object(operation(), "responses"), status), "content"), "application/json");
        Map<String, Object> result = new LinkedHashMap<>();
        object(json, "examples")
                .forEach((name, example) -> result.put(
                        name, ContractSchemas.<Map<String, Object>>cast(example).get("value")));
        return result;
    }

    public static Map<String, Object> object(Map<String, Object> parent, String name) {
        Object value = parent.get(name);
        if (value == null) {
            throw new AssertionError("expected " + name + " but was one of " + parent.keySet());
        }
        return cast(value);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T> T cast(Object value) {
        return (T) value;
    }

    private static Map<String, Object> read() {
        try (InputStream in = ContractSchemas.class.getResourceAsStream("/io/github/upscale4j/contract/upscale.json");
                JsonReader reader = JsonReader.of(Okio.buffer(Okio.source(in)))) {
            return cast(reader.readJsonValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
