/**
 * The conformance suite: says whether a provider keeps the contract, and which published document an answer
 * contradicts. It judges raw bytes and reads every field, range, enumeration, media type and example from the contract.
 */
@NullMarked
package io.github.upscale4j.conformance;

import org.jspecify.annotations.NullMarked;
