package io.github.upscale4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openapitools.client.model.UpscaleRequest;
import org.openapitools.client.model.UpscaleResponse;
import org.openapitools.client.model.UpscaledImage;

/** The generated models, which have the same names and accessors in every library. */
final class StockModels {
    private StockModels() {}

    /** {@link Parameters#EXAMPLE} in the generated form. */
    static UpscaleRequest request() {
        Parameters example = Parameters.EXAMPLE;
        return new UpscaleRequest()
                .prompt(example.prompt())
                .resemblance(example.resemblance())
                .detail(example.detail())
                .magicPromptOption(UpscaleRequest.MagicPromptOptionEnum.fromValue(example.magicPromptOption()))
                .seed((long) example.seed());
    }

    static Decoding decoding(Reading reading) {
        return new Decoding() {
            @Override
            public Object decode(byte[] json) throws Exception {
                return reading.read(json);
            }

            @Override
            public List<@Nullable Object> values(Object decoded) {
                return StockModels.values((UpscaleResponse) decoded);
            }
        };
    }

    private static List<@Nullable Object> values(UpscaleResponse answer) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(answer.getCreated());
        for (UpscaledImage image : answer.getData()) {
            values.add(image.getSeed());
            values.add(image.getPrompt());
            values.add(image.getResolution());
            values.add(image.getUrl());
            values.add(image.getIsImageSafe());
            values.add(image.getStyleType());
            values.add(image.getUpscaledResolution());
        }
        return values;
    }

    /** Reads an answer as the generated client does. */
    interface Reading {
        UpscaleResponse read(byte[] json) throws Exception;
    }
}
