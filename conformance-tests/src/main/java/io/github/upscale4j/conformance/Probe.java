package io.github.upscale4j.conformance;

import tools.jackson.databind.JsonNode;

/**
 * One request and what it should bring.
 *
 * @param id kebab-case, the same in every run
 * @param parameters the JSON that it sends; an empty object where it sends something else in its place
 */
record Probe(String id, Request request, Expectation expectation, JsonNode parameters) {

    static Probe of(String id, Call call, Expectation expectation) {
        return new Probe(id, call.request(), expectation, call.parameters());
    }

    /** The same, sent as this. */
    Probe sentAs(Request other) {
        return new Probe(id, other, expectation, parameters);
    }
}
