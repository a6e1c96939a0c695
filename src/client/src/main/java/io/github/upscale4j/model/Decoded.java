package io.github.upscale4j.model;

/** A record that was decoded from an answer. */
interface Decoded {
    Received received();
}
