package io.github.upscale4j.conformance;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Where in answers a rule's findings can stand, by the contract; in tokens of JSON Pointers, {@code []} for any index. */
final class Places {
    private static final String ANY_INDEX = "[]";
    /** Of one answer; what lies behind them is not looked for. */
    private static final int MOST = 10_000;

    private final Contract contract;
    private final Optional<Items> items;
    /** By status. */
    private final Map<String, Set<List<String>>> fields = new LinkedHashMap<>();

    Places(Contract contract) {
        this.contract = contract;
        this.items = Items.of(contract);
    }

    private Set<List<String>> fields(Contract.Response response) {
        return fields.computeIfAbsent(response.status(), status -> {
            Set<List<String>> own = new LinkedHashSet<>();
            response.contents().forEach(content -> walk(content.schema(), List.of(), own, new HashSet<>()));
            return own;
        });
    }

    private void walk(String pointer, List<String> path, Set<List<String>> found, Set<String> open) {
        for (String schema : contract.chain(pointer)) {
            if (!open.add(schema)) {
                continue;
            }
            Contract.texts(contract.at(schema + "/required")).forEach(name -> found.add(with(path, name)));
            for (String name : contract.at(schema + "/properties").propertyNames()) {
                found.add(with(path, name));
                walk(Json.append(schema + "/properties", name), with(path, name), found, open);
            }
            if (contract.at(schema).has("items")) {
                found.add(with(path, ANY_INDEX));
                walk(schema + "/items", with(path, ANY_INDEX), found, open);
            }
            for (String one : List.of("then", "else")) {
                if (contract.at(schema).has(one)) {
                    walk(schema + "/" + one, path, found, open);
                }
            }
            for (String all : List.of("allOf", "anyOf", "oneOf")) {
                for (int i = 0; i < contract.at(schema + "/" + all).size(); i++) {
                    walk(schema + "/" + all + "/" + i, path, found, open);
                }
            }
            open.remove(schema);
        }
    }

    private static List<String> with(List<String> path, String token) {
        return Stream.concat(path.stream(), Stream.of(token)).toList();
    }

    /** Whether a finding of the line's rule can stand where the line says, in any answer. */
    boolean canBe(KnownDeviation line) {
        return line.rule() == Rule.KEY_ECHO
                || fixed(line.rule()).stream().anyMatch(line::isAboutPlace)
                || contract.responses().stream().anyMatch(response -> canBe(line, response));
    }

    private boolean canBe(KnownDeviation line, Contract.Response response) {
        return pointers(line.rule(), response).stream()
                .anyMatch(path ->
                        Glob.fits(path.contains(ANY_INDEX) ? anyIndex(line.where()) : line.where(), pointer(path)));
    }

    /** Whether one can stand there in this answer, given that its check was made. */
    boolean shows(KnownDeviation line, Evidence evidence) {
        if (fixed(line.rule()).stream().anyMatch(line::isAboutPlace)) {
            return true;
        }
        boolean elsewhere = contract.responses().stream().noneMatch(response -> canBe(line, response));
        if (line.rule() == Rule.KEY_ECHO && elsewhere) {
            return true;
        }
        return evidence.json().isPresent()
                && evidence.documented().isPresent()
                && pointers(line.rule(), evidence.documented().get()).stream()
                        .anyMatch(path -> new Search(line::isAboutPlace)
                                .reaches(evidence.json().get(), "", path));
    }

    /** What is no place in the JSON. */
    private static List<String> fixed(Rule rule) {
        return switch (rule) {
            case WHOLE_ANSWER -> List.of("body", "status");
            case STATUS -> List.of("status");
            case CONTENT_LENGTH -> List.of("response-header:Content-Length");
            case CONTENT_TYPE -> List.of("response-header:Content-Type");
            case JSON, SCHEMA, NULLABILITY, FORMAT, CONDITION, EXAMPLE -> List.of("body");
            default -> List.of();
        };
    }

    private List<List<String>> pointers(Rule rule, Contract.Response response) {
        boolean runs = response.status().equals(contract.success().status()) && items.isPresent();
        return switch (rule) {
            case SCHEMA, NULLABILITY, FORMAT, CONDITION, KEY_ECHO -> List.copyOf(fields(response));
            case IMAGE_COUNT -> runs ? List.of(array()) : List.of();
            case DISTINCT_LINKS ->
                runs
                        ? items.orElseThrow().distinct().stream()
                                .map(name -> with(with(array(), ANY_INDEX), name))
                                .toList()
                        : List.of();
            case SENT_VALUE ->
                runs
                        ? items.orElseThrow().returned().values().stream()
                                .map(name -> with(with(array(), "0"), name))
                                .toList()
                        : List.of();
            default -> List.of();
        };
    }

    private List<String> array() {
        return List.of(items.orElseThrow().array().substring(1).split("/"));
    }

    private static String pointer(List<String> path) {
        String pointer = "";
        for (String token : path) {
            pointer = Json.append(pointer, token);
        }
        return pointer;
    }

    /** {@code /data/0/seed} as {@code /data/[]/seed}; what is no JSON Pointer stays as it is. */
    static String anyIndex(String where) {
        return where.startsWith("/") ? where.replaceAll("(?<=/)\\d+(?=/|$)", ANY_INDEX) : where;
    }

    /** Looks for a place that fits: one that is there, or one that could be in an object that is. */
    private static final class Search {
        private final Predicate<String> fits;
        private int left = MOST;

        Search(Predicate<String> fits) {
            this.fits = fits;
        }

        boolean reaches(JsonNode node, String at, List<String> rest) {
            if (rest.isEmpty()) {
                return fits.test(at);
            }
            String token = rest.get(0);
            List<String> further = rest.subList(1, rest.size());
            if (token.equals(ANY_INDEX)) {
                for (int i = 0; i < node.size() && node.isArray() && left-- > 0; i++) {
                    if (reaches(node.path(i), at + "/" + i, further)) {
                        return true;
                    }
                }
                return false;
            }
            if (node.isArray() && token.equals("0") && !node.isEmpty()) {
                return reaches(node.path(0), at + "/0", further);
            }
            return node.isObject()
                    && (further.isEmpty() || node.has(token))
                    && reaches(node.path(token), Json.append(at, token), further);
        }
    }
}
