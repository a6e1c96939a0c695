package io.github.upscale4j.benchmarks;

import java.net.URI;
import okhttp3.OkHttpClient;

/** OkHttp with TCP_NODELAY, otherwise as it comes: connections are kept for the next call. */
public final class RawOkHttp implements Rival {
    @Override
    public Calling calling(URI baseUrl, int inFlight) {
        return new OkHttpCalling(new OkHttpClient.Builder().socketFactory(new NoDelaySockets()), baseUrl, inFlight);
    }
}
