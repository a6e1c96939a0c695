package io.github.upscale4j.cli;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** The contract that this program was built with. What it says is read from it, so that it is not typed twice. Immutable. */
final class Contract {
    private static final String RESOURCE = "/io/github/upscale4j/contract/upscale.json";

    private final Map<?, ?> root;
    private final String sha256;

    private Contract(Map<?, ?> root, String sha256) {
        this.root = root;
        this.sha256 = sha256;
    }

    /** Read at the first use and not before: most runs need nothing of it. */
    static Contract published() {
        return Published.CONTRACT;
    }

    private static final class Published {
        static final Contract CONTRACT = read();
    }

    private static Contract read() {
        try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("expected the resource " + RESOURCE + " but found none");
            }
            byte[] json = in.readAllBytes();
            Object root = JsonReader.of(new Buffer().write(json)).readJsonValue();
            return new Contract(object(root), Sha256.of(json));
        } catch (IOException e) {
            throw new IllegalStateException("expected the resource " + RESOURCE + " to be readable", e);
        }
    }

    String version() {
        return text(in(root, "info", "version"));
    }

    String sha256() {
        return sha256;
    }

    /**
     * The statuses by which a call is turned down for a reason.
     *
     * @param reason what {@code x-refuses} says: {@code input}, {@code key}, {@code money} or {@code pace}
     */
    Set<Integer> refusals(String reason) {
        Set<Integer> statuses = new TreeSet<>();
        object(operation().get("responses")).forEach((status, response) -> {
            if (reason.equals(object(resolved(response)).get("x-refuses"))) {
                statuses.add(Integer.valueOf(text(status)));
            }
        });
        return Collections.unmodifiableSet(statuses);
    }

    /** The parameters of a call by their names, in the contract's order. */
    Map<String, Parameter> parameters() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        object(in(root, "components", "schemas", "UpscaleRequest", "properties"))
                .forEach((name, schema) -> parameters.put(text(name), parameter(object(schema))));
        return parameters;
    }

    Parameter parameter(String name) {
        return Objects.requireNonNull(parameters().get(name), name);
    }

    private Parameter parameter(Map<?, ?> schema) {
        Map<Object, Object> all = new LinkedHashMap<>(object(resolved(schema)));
        all.putAll(schema); // in 3.1 keywords beside a reference hold, too
        List<String> values = new ArrayList<>();
        if (all.get("enum") instanceof List<?> known) {
            known.forEach(value -> values.add(text(value)));
        }
        return new Parameter(
                String.valueOf(all.getOrDefault("description", "")).strip(),
                text(all.get("type")),
                number(all.get("minimum")),
                number(all.get("maximum")),
                List.copyOf(values),
                number(all.get("x-provider-default")));
    }

    private Map<?, ?> operation() {
        for (Object path : object(root.get("paths")).values()) {
            if (object(path).get("post") instanceof Map<?, ?> post) {
                return post;
            }
        }
        throw new IllegalStateException("expected a POST in the contract but found none");
    }

    private Object resolved(Object schema) {
        return object(schema).get("$ref") instanceof String reference
                ? in(root, reference.replaceFirst("^#/", "").split("/", -1))
                : schema;
    }

    private static Object in(Object tree, String... names) {
        Object found = tree;
        for (String name : names) {
            Object next = object(found).get(name);
            if (next == null) {
                throw new IllegalStateException("expected " + name + " in the contract but found none");
            }
            found = next;
        }
        return found;
    }

    private static Map<?, ?> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw new IllegalStateException("expected an object in the contract but found another value");
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }

    private static @Nullable Long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : null;
    }
}
