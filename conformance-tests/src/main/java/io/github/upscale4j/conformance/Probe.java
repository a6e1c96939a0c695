package io.github.upscale4j.conformance;

/**
 * One request and what it should bring.
 *
 * @param id kebab-case, the same in every run
 */
record Probe(String id, Request request, Expectation expectation) {}
