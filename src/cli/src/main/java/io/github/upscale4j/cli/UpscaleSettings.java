package io.github.upscale4j.cli;

import io.github.upscale4j.UpscaleClient;
import io.github.upscale4j.model.UpscaleRequest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code upscale} was told.
 *
 * @param output the file to write; null for one beside the picture
 * @param client builds, as it is
 */
record UpscaleSettings(
        Path picture, @Nullable Path output, UpscaleRequest request, UpscaleClient.Builder client, Handling handling) {}
