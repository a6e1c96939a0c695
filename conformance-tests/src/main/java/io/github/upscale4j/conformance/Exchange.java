package io.github.upscale4j.conformance;

/** A request and what came back. */
record Exchange(Request request, Answer answer) {}
