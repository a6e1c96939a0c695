package io.github.upscale4j.provider;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of a call that ran, member by member as the contract's response schema lists them: a value known at run
 * time, else the contract's example, else its default, else null, else something of the right type. Immutable.
 */
final class SuccessBody {
    private final Contract contract;
    private final Map<?, ?> schema;
    private final Map<?, ?> image;
    private final List<@Nullable Object> examples = new ArrayList<>();
    final String mediaType;

    SuccessBody(Contract contract) {
        this.contract = contract;
        Map.Entry<?, ?> content = contract.content(contract.successStatus).entrySet().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the contract's success has no content"));
        mediaType = (String) content.getKey();
        Map<?, ?> media = (Map<?, ?>) content.getValue();
        schema = contract.schema(media.get("schema"));
        image = contract.schema(property(schema, KnownField.DATA).get("items"));
        if (media.get("examples") instanceof Map<?, ?> named) {
            named.values().forEach(one -> examples.add(((Map<?, ?>) one).get("value")));
        }
        property(image, KnownField.SEED);
    }

    private Map<?, ?> property(Map<?, ?> object, String name) {
        if (object.get("properties") instanceof Map<?, ?> properties && properties.containsKey(name)) {
            return contract.schema(properties.get(name));
        }
        throw new IllegalArgumentException("expected \"" + name + "\" in the contract's response but found none");
    }

    /** The smallest and the largest seed. */
    long minSeed() {
        return property(image, KnownField.SEED).get("minimum") instanceof BigDecimal n ? n.longValueExact() : 0;
    }

    long maxSeed() {
        return property(image, KnownField.SEED).get("maximum") instanceof BigDecimal n
                ? n.longValueExact()
                : Integer.MAX_VALUE;
    }

    /** Whether the contract's patterns leave room for this size, as in {@code 1280x800}, and for its double. */
    boolean canSay(String resolution, String upscaled) {
        return matches(KnownField.RESOLUTION, resolution) && matches(KnownField.UPSCALED_RESOLUTION, upscaled);
    }

    private boolean matches(String name, String value) {
        return !(image.get("properties") instanceof Map<?, ?> properties
                && properties.containsKey(name)
                && contract.schema(properties.get(name)).get("pattern") instanceof String pattern
                && !Pattern.compile(pattern).matcher(value).find());
    }

    /** The first example of an image's member, for a picture whose own value cannot be read. */
    @Nullable Object imageExample(String name) {
        List<@Nullable Object> found = found(examplesBelow(examplesBelow(examples, KnownField.DATA), "items"), name);
        return found.isEmpty() ? null : found.get(0);
    }

    /** The body for these images, each given as its members known at run time. */
    Map<String, @Nullable Object> write(String created, String requestId, List<Map<String, @Nullable Object>> images) {
        List<@Nullable Object> imageExamples = examplesBelow(examplesBelow(examples, KnownField.DATA), "items");
        List<@Nullable Object> data = new ArrayList<>();
        for (Map<String, @Nullable Object> known : images) {
            data.add(object(image, imageExamples, name -> known.containsKey(name) ? known : null));
        }
        Map<String, @Nullable Object> top = new LinkedHashMap<>();
        top.put(KnownField.CREATED, created);
        top.put(KnownField.DATA, data);
        top.put(KnownField.REQUEST_ID, requestId);
        return object(schema, examples, name -> top.containsKey(name) ? top : null);
    }

    private Map<String, @Nullable Object> object(
            Map<?, ?> schema,
            List<@Nullable Object> examples,
            Function<String, @Nullable Map<String, @Nullable Object>> known) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((key, property) -> {
                String name = (String) key;
                Map<String, @Nullable Object> source = known.apply(name);
                members.put(
                        name,
                        source != null ? source.get(name) : value(contract.schema(property), found(examples, name)));
            });
        }
        return members;
    }

    private @Nullable Object value(Map<?, ?> schema, List<@Nullable Object> examples) {
        if (!examples.isEmpty()) {
            return JsonPatch.copy(examples.get(0));
        } else if (schema.get("examples") instanceof List<?> own && !own.isEmpty()) {
            return JsonPatch.copy(own.get(0));
        } else if (schema.containsKey("default")) {
            return JsonPatch.copy(schema.get("default"));
        } else if (schema.containsKey("const")) {
            return JsonPatch.copy(schema.get("const"));
        } else if (schema.get("enum") instanceof List<?> allowed && !allowed.isEmpty()) {
            return JsonPatch.copy(allowed.get(0));
        } else if (!schema.containsKey("type") || Schema.hasType(schema.get("type"), null)) {
            return null;
        }
        Object type = schema.get("type") instanceof List<?> types ? types.get(0) : schema.get("type");
        return switch (String.valueOf(type)) {
            case "boolean" -> false;
            case "string" -> text(schema.get("format"));
            case "object" -> object(schema, List.of(), name -> null);
            case "array" -> array(schema);
            default -> schema.get("minimum") instanceof BigDecimal minimum ? minimum : BigDecimal.ZERO;
        };
    }

    private static String text(@Nullable Object format) {
        if ("date-time".equals(format)) {
            return "2000-01-23T04:56:07Z";
        }
        return "uri".equals(format) ? "https://images.example/" : "text";
    }

    private List<@Nullable Object> array(Map<?, ?> schema) {
        List<@Nullable Object> items = new ArrayList<>();
        int size = schema.get("minItems") instanceof BigDecimal minimum ? minimum.intValueExact() : 0;
        for (int i = 0; i < size; i++) {
            items.add(value(contract.schema(schema.get("items")), List.of()));
        }
        return items;
    }

    private static List<@Nullable Object> examplesBelow(List<@Nullable Object> examples, String step) {
        List<@Nullable Object> below = new ArrayList<>();
        for (Object example : examples) {
            if (step.equals("items") && example instanceof List<?> items) {
                below.addAll(items);
            } else if (example instanceof Map<?, ?> members && members.containsKey(step)) {
                below.add(members.get(step));
            }
        }
        return below;
    }

    private static List<@Nullable Object> found(List<@Nullable Object> examples, String name) {
        return examplesBelow(examples, name);
    }
}
