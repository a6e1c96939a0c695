/**
 * What goes up and what comes back: records and their Moshi adapters, generated from the contract, and what they are made of.
 *
 * <p>Where documentation names a source: D0 and D1 are the endpoint's two published documents, the lenient and the strict
 * one, V the vendor's own pages, G other resellers' pages, S open source gateways, and I our inference.
 */
@NullMarked
package io.github.upscale4j.model;

import org.jspecify.annotations.NullMarked;
