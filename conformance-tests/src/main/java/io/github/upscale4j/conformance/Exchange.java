package io.github.upscale4j.conformance;

import java.time.Duration;

/** A request and what came back. */
record Exchange(Request request, Answer answer, Duration elapsed) {}
