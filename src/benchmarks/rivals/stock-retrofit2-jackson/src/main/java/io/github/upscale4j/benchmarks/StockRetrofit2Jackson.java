package io.github.upscale4j.benchmarks;

import org.openapitools.client.JSON;

/** What the generator makes of the contract for {@code retrofit2}, with Jackson. */
public final class StockRetrofit2Jackson extends StockRetrofit2 {
    @Override
    Writing writing() {
        return JSON.getDefault().getMapper()::writeValueAsString;
    }
}
