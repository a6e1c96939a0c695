package io.github.upscale4j.conformance;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The schemas of a contract, JSON Schema 2020-12 with formats asserted for real. Thread-safe. */
final class Schemas {
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .format(Formats.DATE_TIME)
            .format(Formats.URI)
            .build();

    /** In an evaluation path; behind {@code properties} it would be a field of that name. */
    private static final Pattern ALTERNATIVE = Pattern.compile("(?<!/properties)/(anyOf|oneOf)/\\d");

    /** The pointer of a keyword of a property. */
    private static final Pattern PROPERTY = Pattern.compile("(.*)/properties/([^/]+)/[^/]+");

    private static final Pattern CONDITION = Pattern.compile("(?<!/properties)/(then|else)/");

    private final Contract contract;
    private final String resource;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    Schemas(Contract contract) {
        this.contract = contract;
        this.resource = "urn:upscale4j:" + contract.id();
        String text = contract.tree().toString();
        this.registry = SchemaRegistry.withDefaultDialect(DIALECT, builder -> builder.schemas(Map.of(resource, text))
                .schemaRegistryConfig(SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .pathType(PathType.JSON_POINTER)
                        .build()));
    }

    /** Every violation, in the order of the places; a value that the validator fails on is one. */
    List<Violation> violations(String schemaPointer, JsonNode value) {
        try {
            return validated(schemaPointer, value);
        } catch (RuntimeException | StackOverflowError e) {
            return List.of(new Violation(
                    "", "schema", false, "a body that can be checked", "a check that failed: " + e, false));
        }
    }

    private List<Violation> validated(String schemaPointer, JsonNode value) {
        Schema schema = schemas.computeIfAbsent(
                schemaPointer, pointer -> registry.getSchema(SchemaLocation.of(resource + "#" + pointer)));
        List<Violation> violations = new ArrayList<>();
        Map<String, List<Error>> alternatives = new LinkedHashMap<>();
        for (Error error : schema.validate(Numbers.moderate(value))) {
            String path = String.valueOf(error.getEvaluationPath());
            Matcher matcher = ALTERNATIVE.matcher(path);
            if (!matcher.find()) {
                violations.add(violation(error, value));
            } else {
                alternatives
                        .computeIfAbsent(path.substring(0, matcher.start()), at -> new ArrayList<>())
                        .add(error);
            }
        }
        alternatives.forEach((at, errors) -> {
            List<Error> meant = meant(at, errors);
            if (meant.isEmpty()) {
                violations.add(nearest(errors, value));
            } else {
                meant.forEach(error -> violations.add(violation(error, value)));
            }
        });
        return violations.stream()
                .distinct()
                .filter(violation ->
                        !violation.conditional() || violations.stream().noneMatch(violation::isSaidBy))
                .sorted((a, b) -> a.pointer().compareTo(b.pointer()))
                .toList();
    }

    /** The errors of the alternative that was meant: the one of which only what is optional is wrong. */
    private List<Error> meant(String at, List<Error> errors) {
        Map<String, List<Error>> byAlternative = new LinkedHashMap<>();
        for (Error error : errors) {
            String path = String.valueOf(error.getEvaluationPath());
            Matcher matcher = ALTERNATIVE.matcher(path);
            if (matcher.find(at.length())) {
                byAlternative
                        .computeIfAbsent(path.substring(0, matcher.end()), any -> new ArrayList<>())
                        .add(error);
            }
        }
        return byAlternative.values().stream()
                .filter(own -> own.stream().noneMatch(this::isOfRequired))
                .findFirst()
                .orElse(List.of());
    }

    private boolean isOfRequired(Error error) {
        Matcher property =
                PROPERTY.matcher(String.valueOf(error.getSchemaLocation().getFragment()));
        return !property.matches()
                || Contract.texts(contract.at(property.group(1) + "/required")).contains(property.group(2));
    }

    /** Of the alternatives that all failed, names the place that the value got furthest to. */
    private static Violation nearest(List<Error> errors, JsonNode value) {
        int furthest = errors.stream().mapToInt(Schemas::progress).max().orElse(0);
        List<Violation> candidates = errors.stream()
                .filter(error -> progress(error) == furthest)
                .map(error -> violation(error, value))
                .toList();
        TreeSet<String> places = new TreeSet<>();
        TreeSet<String> expected = new TreeSet<>();
        for (Violation candidate : candidates) {
            places.add(candidate.pointer());
            expected.add(
                    candidate.keyword().equals("required")
                            ? "a property " + lastToken(candidate)
                            : candidate.expected());
        }
        Violation first = candidates.get(0);
        if (places.size() == 1) {
            return new Violation(
                    first.pointer(),
                    first.keyword(),
                    first.conditional(),
                    String.join(" or ", expected),
                    first.found(),
                    first.isNull());
        }
        String parent = first.keyword().equals("required")
                ? first.pointer().substring(0, first.pointer().lastIndexOf('/'))
                : first.pointer();
        JsonNode node = Json.at(value, parent);
        return new Violation(
                parent, "anyOf", false, String.join(" or ", expected), Violation.describe(node), node.isNull());
    }

    /** How deep a place lies; an object that only lacks a property got further than a value of the wrong type. */
    private static int progress(Error error) {
        return 2 * error.getInstanceLocation().getNameCount()
                + (error.getKeyword().equals("required") ? 1 : 0);
    }

    private static String lastToken(Violation violation) {
        return violation.pointer().substring(violation.pointer().lastIndexOf('/') + 1);
    }

    static Violation violation(Error error, JsonNode value) {
        String pointer = String.valueOf(error.getInstanceLocation());
        String keyword = error.getKeyword();
        String path = String.valueOf(error.getEvaluationPath());
        boolean conditional = CONDITION.matcher(path).find();
        JsonNode limit = error.getSchemaNode();
        if (error.getProperty() != null && keyword.equals("required")) {
            return new Violation(
                    Json.append(pointer, error.getProperty()),
                    keyword,
                    conditional,
                    "a required property",
                    "nothing",
                    false);
        }
        JsonNode node = Json.at(value, pointer);
        String expected = limit == null ? error.getMessage() : expected(keyword, limit, error.getMessage());
        return new Violation(pointer, keyword, conditional, expected, Violation.describe(node), node.isNull());
    }

    private static String expected(String keyword, JsonNode limit, String otherwise) {
        return switch (keyword) {
            case "type" -> limit.isArray() ? String.join(" or ", Contract.texts(limit)) : limit.asString();
            case "format" -> "format " + limit.asString();
            case "pattern" -> "a match of " + limit.asString();
            case "minimum", "minItems" -> "at least " + limit;
            case "maximum", "maxItems" -> "at most " + limit;
            case "minLength" -> "at least " + limit + (limit.asInt() == 1 ? " character" : " characters");
            case "enum" -> "one of " + limit;
            case "const" -> limit.toString();
            default -> otherwise;
        };
    }
}
