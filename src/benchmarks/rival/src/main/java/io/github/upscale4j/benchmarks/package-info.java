/** The client beside its rivals: what each can do, and the programs that run in its process. */
@NullMarked
package io.github.upscale4j.benchmarks;

import org.jspecify.annotations.NullMarked;
