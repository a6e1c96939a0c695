package io.github.upscale4j;

import io.github.upscale4j.FailedAttempt.Retry;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * Lets 200 and redirects pass. A network interceptor, so that OkHttp sees no other status: it would send 503 and 408 again by
 * itself, throw NumberFormatException for some {@code Retry-After}, and answer 407 with the proxy's password.
 */
final class StatusCheck implements Interceptor {
    static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);
    private static final long EVIDENCE_SECONDS = 2;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        int status = response.code();
        if (status == 200 || REDIRECTS.contains(status)) {
            return response;
        }
        try (response) {
            throw new FailedAttempt(
                    "expected status 200 but found " + status,
                    status >= 500 || TRANSIENT.contains(status) ? Retry.YES : Retry.NO,
                    answer(response),
                    null);
        }
    }

    private static RawAnswer answer(Response response) {
        BufferedSource source = response.body().source();
        source.timeout().deadline(EVIDENCE_SECONDS, TimeUnit.SECONDS);
        boolean truncated = true;
        try {
            truncated = source.request(RawAnswer.KEPT_BYTES + 1L);
        } catch (IOException e) {
            // What came of it is enough.
        }
        long size = Math.min(source.getBuffer().size(), RawAnswer.KEPT_BYTES);
        try {
            byte[] body = source.getBuffer().readByteArray(size);
            return new RawAnswer(response.code(), response.headers(), body, truncated, List.of());
        } catch (IOException e) {
            throw new IllegalStateException("expected " + size + " bytes in the buffer", e);
        }
    }
}
