package io.github.upscale4j.cli;

/**
 * What makes two calls the same work, so that it is paid for once: the picture's content and the parameters.
 *
 * @param sha256 of the picture's bytes, in lower-case hexadecimal
 * @param parameters the request as the client sends it, in JSON
 */
record CallKey(String sha256, String parameters) {}
