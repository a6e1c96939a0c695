package io.github.upscale4j.benchmarks;

import java.net.URI;
import okhttp3.OkHttpClient;

/** OkHttp as it comes, with Nagle's algorithm: against {@link RawOkHttp}, what TCP_NODELAY is worth. */
public final class RawOkHttpDefaults implements Rival {
    @Override
    public Calling calling(URI baseUrl, int inFlight) {
        return new OkHttpCalling(new OkHttpClient.Builder(), baseUrl, inFlight);
    }
}
