package io.github.upscale4j.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the answers to calls that ran showed of each field. */
final class Observations {
    private final Map<String, Field> promises;
    private final Map<String, FieldObservation> seen = new LinkedHashMap<>();
    private final Map<Contract, Schemas> documents = new LinkedHashMap<>();

    Observations(Contract contract, List<Contract> documents) {
        this.promises = Field.byPath(contract);
        documents.forEach(document -> this.documents.put(document, new Schemas(document)));
        Field.paths(contract, documents).forEach(path -> seen.put(path, new FieldObservation()));
    }

    Map<String, FieldObservation> byPath() {
        return seen;
    }

    void add(JsonNode answer) {
        seen.forEach((path, observation) -> count(answer, path, path, observation));
        documents.forEach((document, schemas) -> {
            for (Contract.Content content : document.success().contents()) {
                Map<String, List<Violation>> byPlace = schemas.violations(content.schema(), answer).stream()
                        .collect(Collectors.groupingBy(Violation::pointer, LinkedHashMap::new, Collectors.toList()));
                byPlace.values().forEach(violations -> {
                    FieldObservation observation = seen.get(violations.get(0).fieldPath());
                    if (observation != null) {
                        observation.contradicts(document.id(), violations);
                    }
                });
            }
        });
    }

    /** Walks the rest of the path below a node; absence counts only where the object around it is one. */
    private void count(JsonNode node, String path, String rest, FieldObservation observation) {
        if (rest.startsWith("[]")) {
            if (node.isArray()) {
                node.forEach(item -> arrive(item, path, rest.substring(2), observation));
            }
            return;
        }
        if (!node.isObject()) {
            return;
        }
        String name = rest.split("[.\\[]", 2)[0];
        if (node.has(name)) {
            arrive(node.path(name), path, rest.substring(name.length()), observation);
        } else if (rest.equals(name)) {
            observation.missed();
        }
    }

    private void arrive(JsonNode node, String path, String rest, FieldObservation observation) {
        if (rest.isEmpty()) {
            Kind kind = Kind.of(node);
            Field promise = promises.get(path);
            observation.saw(kind, promise == null || promise.allows(kind));
        } else {
            count(node, path, rest.startsWith(".") ? rest.substring(1) : rest, observation);
        }
    }
}
