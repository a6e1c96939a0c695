package io.github.upscale4j.conformance;

/** One header line. */
record Header(String name, String value) {}
