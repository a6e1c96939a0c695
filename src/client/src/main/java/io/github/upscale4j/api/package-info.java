/** The endpoint as a Retrofit interface, generated from the contract, and the converter that it needs. */
@NullMarked
package io.github.upscale4j.api;

import org.jspecify.annotations.NullMarked;
