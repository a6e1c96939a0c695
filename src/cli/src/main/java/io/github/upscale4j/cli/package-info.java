/** The command line over the client: {@code upscale4j upscale}, {@code batch} and {@code doctor}. */
@NullMarked
package io.github.upscale4j.cli;

import org.jspecify.annotations.NullMarked;
