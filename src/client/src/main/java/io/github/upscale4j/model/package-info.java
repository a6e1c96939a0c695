/** What goes up and what comes back: records and their Moshi adapters, generated from the contract, and what they are made of. */
@NullMarked
package io.github.upscale4j.model;

import org.jspecify.annotations.NullMarked;
