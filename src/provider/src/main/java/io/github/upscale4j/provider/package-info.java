/**
 * An honest stand-in for {@code POST /ideogram/upscale}, made to be told to misbehave. Start with {@link
 * io.github.upscale4j.provider.Provider}; what it saw is in {@link io.github.upscale4j.provider.Journal}; what it should
 * do wrong is a list of {@link io.github.upscale4j.provider.Fault}s.
 */
@NullMarked
package io.github.upscale4j.provider;

import org.jspecify.annotations.NullMarked;
