/**
 * The client: one paid call that never surprises. {@link io.github.upscale4j.UpscaleClient} is where to start; what goes up and
 * comes back is in {@link io.github.upscale4j.model}, generated from the contract.
 *
 * <p>Where documentation names a source: D0 and D1 are the endpoint's two published documents, the lenient and the strict
 * one, V the vendor's own pages, G other resellers' pages, S open source gateways, and I our inference.
 */
@NullMarked
package io.github.upscale4j;

import org.jspecify.annotations.NullMarked;
