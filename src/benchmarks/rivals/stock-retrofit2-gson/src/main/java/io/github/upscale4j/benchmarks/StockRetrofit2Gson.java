package io.github.upscale4j.benchmarks;

import org.openapitools.client.JSON;

/** What the generator makes of the contract for {@code retrofit2}, with Gson. */
public final class StockRetrofit2Gson extends StockRetrofit2 {
    @Override
    Writing writing() {
        return new JSON().getGson()::toJson;
    }
}
