package io.github.upscale4j.conformance;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What calls showed of each parameter. Thread-safe. */
final class ParameterObservations {
    private final Contract contract;
    private final Map<String, FieldObservation> seen = new LinkedHashMap<>();

    ParameterObservations(Contract contract) {
        this.contract = contract;
        contract.parameters().forEach(parameter -> seen.put(path(parameter), new FieldObservation()));
    }

    /** {@code image_request.seed}. */
    private static String path(Parameter parameter) {
        return parameter.part() + "." + parameter.name();
    }

    synchronized void add(CallParts.Read read) {
        for (Parameter parameter : contract.parameters(read.part())) {
            FieldObservation observation =
                    Optional.ofNullable(seen.get(path(parameter))).orElseThrow();
            JsonNode value = read.json().path(parameter.name());
            if (value.isMissingNode()) {
                observation.missed();
            } else {
                observation.saw(Kind.of(value), Keywords.isOfType(parameter.schema(), value));
            }
        }
    }

    synchronized Map<String, FieldObservation> byPath() {
        return new LinkedHashMap<>(seen);
    }

    /** What the contract says of each, in the words of a field. */
    Map<String, Field> promises() {
        Map<String, Field> promises = new LinkedHashMap<>();
        for (Parameter parameter : contract.parameters()) {
            Set<String> types = new LinkedHashSet<>(Keywords.types(parameter.schema()));
            promises.put(
                    path(parameter),
                    new Field(
                            path(parameter),
                            parameter.required(),
                            types,
                            Keywords.isOfType(parameter.schema(), Json.MAPPER.nullNode()),
                            parameter.schema().path("format").asString(""),
                            parameter.place(),
                            parameter.place()));
        }
        return promises;
    }
}
