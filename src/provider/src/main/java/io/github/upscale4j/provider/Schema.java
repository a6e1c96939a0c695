package io.github.upscale4j.provider;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A schema of the contract (JSON Schema 2020-12, the keywords named here). A keyword that it does not understand is
 * refused by {@link #requireUnderstood}, so that no rule is silently left unchecked.
 */
final class Schema {
    private static final Set<String> CHECKED = Set.of(
            "$ref",
            "type",
            "enum",
            "const",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "items",
            "minItems",
            "maxItems",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else");
    private static final Set<String> ANNOTATIONS = Set.of(
            "title",
            "description",
            "default",
            "example",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$comment");
    private static final Set<String> SINGLE = Set.of("additionalProperties", "items", "not", "if", "then", "else");
    private static final Set<String> FORMATS = Set.of("int32", "int64", "float", "double");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** Where a value breaks the schema (JSON Pointer into the value) and how. */
    record Violation(String pointer, String message) {}

    private final Object document;
    private final @Nullable Object node;
    private final String name;

    Schema(Object document, @Nullable Object node, String name) {
        this.document = document;
        this.node = node;
        this.name = name;
    }

    /** @throws IllegalArgumentException if a keyword, here or in any schema below, is not understood */
    void requireUnderstood() {
        requireUnderstood(node, name, new HashSet<>());
    }

    private void requireUnderstood(@Nullable Object schema, String place, Set<String> seen) {
        if (!(schema instanceof Map<?, ?> keywords)) {
            return;
        }
        keywords.forEach((key, value) -> {
            String keyword = (String) key;
            String inside = JsonPointer.child(place, keyword);
            if (!CHECKED.contains(keyword) && !ANNOTATIONS.contains(keyword) && !keyword.startsWith("x-")) {
                throw new IllegalArgumentException("the contract's schema " + place + " has the keyword \"" + keyword
                        + "\", which the provider cannot check");
            }
            if (keyword.equals("$ref") && seen.add((String) value)) {
                String ref = (String) value;
                requireUnderstood(target(ref), ref.substring(ref.lastIndexOf('/') + 1), seen);
            } else if (keyword.equals("properties") && value instanceof Map<?, ?> properties) {
                properties.forEach((property, below) -> requireUnderstood(below, place + "." + property, seen));
            } else if (value instanceof List<?> list && keyword.endsWith("Of")) {
                list.forEach(below -> requireUnderstood(below, inside, seen));
            } else if (SINGLE.contains(keyword)) {
                requireUnderstood(value, inside, seen);
            } else if (keyword.equals("format") && !FORMATS.contains(value)) {
                throw new IllegalArgumentException("the contract's schema " + place + " has the format \"" + value
                        + "\", which the provider cannot check");
            } else if (keyword.equals("pattern")) {
                try {
                    Pattern.compile((String) value);
                } catch (PatternSyntaxException e) {
                    throw new IllegalArgumentException(
                            "the contract's schema " + place + " has a pattern that is none", e);
                }
            }
        });
    }

    private @Nullable Object target(String ref) {
        return resolve(document, ref);
    }

    static @Nullable Object resolve(Object document, String ref) {
        if (!ref.startsWith("#")) {
            throw new IllegalArgumentException("expected a reference within the contract but found " + ref);
        }
        return JsonPointer.resolve(document, JsonPointer.steps(ref.substring(1)));
    }

    /** The first violation, or null if there is none. */
    @Nullable Violation check(@Nullable Object value) {
        return check(node, value, "");
    }

    /** The violations of an object's members, the first of each, and those of the object itself. */
    List<Violation> violations(Map<?, ?> members) {
        List<Violation> all = new ArrayList<>();
        Map<Object, @Nullable Object> rest = new LinkedHashMap<>(members);
        // One wrong member at a time is taken out; what remains shows the next. Ends: each round takes one out.
        Violation violation = check(rest);
        while (violation != null) {
            all.add(violation);
            List<String> steps = JsonPointer.steps(violation.pointer());
            if (steps.isEmpty() || !rest.containsKey(steps.get(0))) {
                return all;
            }
            rest.remove(steps.get(0));
            violation = check(rest);
        }
        return all;
    }

    private @Nullable Violation check(@Nullable Object schema, @Nullable Object value, String at) {
        if (schema instanceof Boolean allowed) {
            return allowed ? null : new Violation(at, "expected nothing here");
        }
        if (!(schema instanceof Map<?, ?> rules)) {
            throw new IllegalStateException("the contract's schema " + name + " is no schema at " + at);
        }
        if (rules.get("$ref") instanceof String ref) {
            Violation violation = check(target(ref), value, at);
            if (violation != null) {
                return violation;
            }
        }
        String wrong = null;
        if (rules.containsKey("type") && !hasType(rules.get("type"), value)) {
            wrong = "expected " + JsonWriter.write(rules.get("type"));
        } else if (rules.get("enum") instanceof List<?> allowed
                && allowed.stream().noneMatch(one -> JsonPatch.same(one, value))) {
            wrong = "expected one of " + JsonWriter.write(allowed);
        } else if (rules.containsKey("const") && !JsonPatch.same(rules.get("const"), value)) {
            wrong = "expected " + JsonWriter.write(rules.get("const"));
        } else if (value instanceof BigDecimal number) {
            wrong = number(rules, number);
        } else if (value instanceof String string) {
            wrong = string(rules, string);
        } else if (value instanceof List<?> items) {
            wrong = size(rules, "Items", items.size(), "items");
        } else if (value instanceof Map<?, ?> members) {
            wrong = size(rules, "Properties", members.size(), "members");
        }
        if (wrong != null) {
            return new Violation(at, wrong + " but found " + found(value));
        }
        Violation violation = inside(rules, value, at);
        return violation != null ? violation : combined(rules, value, at);
    }

    private @Nullable Violation inside(Map<?, ?> rules, @Nullable Object value, String at) {
        if (value instanceof List<?> items && rules.containsKey("items")) {
            for (int i = 0; i < items.size(); i++) {
                Violation violation = check(rules.get("items"), items.get(i), JsonPointer.child(at, i));
                if (violation != null) {
                    return violation;
                }
            }
        } else if (value instanceof Map<?, ?> members) {
            if (rules.get("required") instanceof List<?> required) {
                for (Object one : required) {
                    if (!members.containsKey(one)) {
                        return new Violation(
                                JsonPointer.child(at, String.valueOf(one)), "expected a value but found none");
                    }
                }
            }
            Map<?, ?> properties = rules.get("properties") instanceof Map<?, ?> map ? map : Map.of();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                Object below = properties.containsKey(member.getKey())
                        ? properties.get(member.getKey())
                        : rules.containsKey("additionalProperties") ? rules.get("additionalProperties") : true;
                Violation violation =
                        check(below, member.getValue(), JsonPointer.child(at, String.valueOf(member.getKey())));
                if (violation != null) {
                    return violation;
                }
            }
        }
        return null;
    }

    private @Nullable Violation combined(Map<?, ?> rules, @Nullable Object value, String at) {
        if (rules.get("allOf") instanceof List<?> all) {
            for (Object one : all) {
                Violation violation = check(one, value, at);
                if (violation != null) {
                    return violation;
                }
            }
        }
        if (rules.get("anyOf") instanceof List<?> any && matching(any, value, at) == 0) {
            return new Violation(at, "expected any of " + any.size() + " forms but found none of them");
        }
        if (rules.get("oneOf") instanceof List<?> one && matching(one, value, at) != 1) {
            return new Violation(at, "expected one of " + one.size() + " forms but found " + matching(one, value, at));
        }
        if (rules.containsKey("not") && check(rules.get("not"), value, at) == null) {
            return new Violation(at, "expected anything but " + found(value));
        }
        if (rules.containsKey("if")) {
            String branch = check(rules.get("if"), value, at) == null ? "then" : "else";
            return rules.containsKey(branch) ? check(rules.get(branch), value, at) : null;
        }
        return null;
    }

    private long matching(List<?> schemas, @Nullable Object value, String at) {
        return schemas.stream().filter(one -> check(one, value, at) == null).count();
    }

    static boolean hasType(@Nullable Object type, @Nullable Object value) {
        if (type instanceof List<?> types) {
            return types.stream().anyMatch(one -> hasType(one, value));
        }
        return switch (String.valueOf(type)) {
            case "null" -> value == null;
            case "boolean" -> value instanceof Boolean;
            case "string" -> value instanceof String;
            case "number" -> value instanceof BigDecimal;
            case "integer" -> value instanceof BigDecimal number && isInteger(number);
            case "array" -> value instanceof List<?>;
            case "object" -> value instanceof Map<?, ?>;
            default ->
                throw new IllegalArgumentException("expected a type of JSON Schema in the contract but found " + type);
        };
    }

    private static boolean isInteger(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    private static @Nullable String number(Map<?, ?> rules, BigDecimal number) {
        if (rules.get("minimum") instanceof BigDecimal minimum && number.compareTo(minimum) < 0) {
            return "expected at least " + minimum;
        } else if (rules.get("maximum") instanceof BigDecimal maximum && number.compareTo(maximum) > 0) {
            return "expected at most " + maximum;
        } else if (rules.get("exclusiveMinimum") instanceof BigDecimal low && number.compareTo(low) <= 0) {
            return "expected more than " + low;
        } else if (rules.get("exclusiveMaximum") instanceof BigDecimal high && number.compareTo(high) >= 0) {
            return "expected less than " + high;
        } else if ("int32".equals(rules.get("format")) && !fits(number, 31)) {
            return "expected 32 bits";
        } else if ("int64".equals(rules.get("format")) && !fits(number, 63)) {
            return "expected 64 bits";
        } else if (rules.get("multipleOf") instanceof BigDecimal step
                && (number.precision() - number.scale() > 400
                        || number.remainder(step).signum() != 0)) {
            return "expected a multiple of " + step;
        }
        return null;
    }

    private static boolean fits(BigDecimal number, int bits) {
        BigDecimal limit = TWO.pow(bits);
        return number.compareTo(limit) < 0 && number.compareTo(limit.negate()) >= 0;
    }

    private static @Nullable String string(Map<?, ?> rules, String string) {
        if (rules.get("pattern") instanceof String pattern
                && !Pattern.compile(pattern).matcher(string).find()) {
            return "expected the form " + pattern;
        }
        return size(rules, "Length", string.codePointCount(0, string.length()), "characters");
    }

    private static @Nullable String size(Map<?, ?> rules, String of, int size, String unit) {
        BigDecimal found = BigDecimal.valueOf(size);
        if (rules.get("min" + of) instanceof BigDecimal minimum && found.compareTo(minimum) < 0) {
            return "expected at least " + minimum + " " + unit;
        } else if (rules.get("max" + of) instanceof BigDecimal maximum && found.compareTo(maximum) > 0) {
            return "expected at most " + maximum + " " + unit;
        }
        return null;
    }

    private static String found(@Nullable Object value) {
        String text = JsonWriter.write(value);
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
