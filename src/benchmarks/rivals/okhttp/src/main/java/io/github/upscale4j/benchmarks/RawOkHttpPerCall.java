package io.github.upscale4j.benchmarks;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** OkHttp with TCP_NODELAY and a connection for each call, as our client has it: against {@link RawOkHttp}, what that costs. */
public final class RawOkHttpPerCall implements Rival {
    @Override
    public Calling calling(URI baseUrl, int inFlight) {
        OkHttpClient.Builder options = new OkHttpClient.Builder()
                .socketFactory(new NoDelaySockets())
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS));
        return new OkHttpCalling(options, baseUrl, inFlight);
    }
}
